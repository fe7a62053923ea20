// Our own armor: no headers, 64 columns, CRC24, LF. Source: RFC 9580 §6. One value has one written form.

import type { Octets } from "./octets";

export function writeArmor(type: string, octets: Uint8Array): string {
  const lines = base64(octets).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${type}-----\n\n${lines.join("\n")}\n=${base64(crc24(octets))}\n-----END ${type}-----\n`;
}

/** Reads what `writeArmor` writes and nothing else; null otherwise, or when it is empty. */
export function readArmor(block: string, type: string): Octets | null {
  const begin = `-----BEGIN ${type}-----\n\n`;
  const end = block.lastIndexOf("\n=");
  if (end < begin.length || !block.startsWith(begin)) return null;
  const octets = fromBase64(block.slice(begin.length, end));
  return octets && octets.length > 0 && writeArmor(type, octets) === block ? octets : null;
}

const base64 = (octets: Uint8Array): string => btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(""));

function fromBase64(text: string): Octets | null {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Source: RFC 9580 §6.1. */
function crc24(octets: Uint8Array): Uint8Array {
  let crc = 0xb704ce;
  for (const octet of octets) {
    crc ^= octet << 16;
    for (let i = 0; i < 8; i++) crc = crc << 1 ^ (crc & 0x800000 ? 0x1864cfb : 0);
  }
  return Uint8Array.of(crc >> 16, crc >> 8, crc);
}
