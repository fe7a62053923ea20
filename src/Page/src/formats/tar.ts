// Our one way to write a tar member, the same octets as Formats/Testimonies/Tar.cs. Source: POSIX.1-2017, pax Interchange Format.
// Regular file, mode 0644, everything about owner, device and time zero or empty. A path of printable ASCII up to 100 octets stands in
// the header; any other in a pax record before it, and the header says files/NNNNN, the member's place in the archive from 1.

import { concat, encode, type Octets } from "./octets";

const block = 512;

/** Two zero blocks end an archive. */
export const endOctets = 2 * block;

/** Headers and content, padded to whole blocks. */
export const memberOctets = (path: string, size: number): number =>
  block + padded(size) + (isPlain(path) ? 0 : block + padded(paxRecord(path).length));

/** All that stands before the content of a regular file, below 8 GiB. */
export function headers(path: string, size: number, place: number): Octets {
  if (isPlain(path)) return header(path, size, "0");
  const record = paxRecord(path);
  const number = String(place).padStart(5, "0");
  return concat(header(`PaxHeaders/${number}`, record.length, "x"), record, padding(record.length), header(`files/${number}`, size, "0"));
}

/** The zeros between content and the next block. */
export const padding = (size: number): Octets => new Uint8Array(padded(size) - size);

const padded = (size: number): number => Math.ceil(size / block) * block;

const isPlain = (path: string): boolean => path.length <= 100 && /^[ -~]*$/.test(path);

function header(name: string, size: number, kind: string): Octets {
  const octets = new Uint8Array(block);
  const put = (at: number, text: string): void => octets.set(encode(text), at);
  put(0, name);
  put(100, "0000644");
  put(108, "0000000");
  put(116, "0000000");
  put(124, octal(size, 11));
  put(136, "00000000000");
  put(148, "        ");
  put(156, kind);
  put(257, "ustar\0" + "00");
  put(329, "0000000");
  put(337, "0000000");
  // The checksum is made with its own field blank, and is written as six digits, NUL, blank.
  put(148, octal(octets.reduce((sum, octet) => sum + octet, 0), 6) + "\0");
  return octets;
}

/** `LENGTH path=PATH` and LF; the length counts itself. */
function paxRecord(path: string): Octets {
  const rest = encode(` path=${path}\n`);
  let length = rest.length + 1;
  while (length !== rest.length + String(length).length) length = rest.length + String(length).length;
  return concat(encode(String(length)), rest);
}

const octal = (number: number, digits: number): string => number.toString(8).padStart(digits, "0");
