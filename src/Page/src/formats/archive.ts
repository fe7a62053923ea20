// A testimony as a tar cut into slices of one bucket: testimony.json, message.txt, files/NAME, two zero blocks, then zeros to the end of
// the last slice. Any slice can be made again from the files, so nothing larger than one bucket is ever held.

import { bucketFor, largest, pad } from "./buckets";
import { concat, encode, type Octets } from "./octets";
import { maximumCount } from "./partName";
import { endOctets, headers, memberOctets, padding } from "./tar";
import { judge, maximumArchiveOctets, writeTestimony, type Account, type Fault, type FileEntry } from "./testimony";

export interface Attachment extends FileEntry { readonly content: Blob }

/** The archive as pieces in order; a Blob is read only when a slice needs it. */
type Piece = Octets | Blob;

export interface Archive {
  /** Octets of every slice. */
  readonly bucket: number;
  /** Number of slices. */
  readonly parts: number;
  /** Slice `number`, from 1; the caller wipes it. */
  slice(number: number): Promise<Octets>;
}

/** Chooses bucket and number of parts. The first part alone must give the account. */
export function plan(account: Account, files: readonly Attachment[], partSize?: number): Archive | Fault {
  const refused = judge(account, files);
  if (refused) return refused;

  const headOctets = (tarOctets: number, parts: number): number =>
    memberOctets("testimony.json", writeTestimony(account, files, tarOctets, parts).length) + memberOctets("message.txt", encode(account.text).length);
  // With the most digits that the numbers may have, so that the head's bucket does not depend on them.
  const head = headOctets(maximumArchiveOctets, maximumCount);
  if (head > largest) return "HeadTooLarge";

  // The two numbers stand inside what they measure. They only grow with the digits they take, so this ends.
  const body = files.reduce((sum, file) => sum + memberOctets(`files/${file.name}`, file.size), endOctets);
  for (let tarOctets = 0, parts = 0; ;) {
    const octets = headOctets(tarOctets, parts) + body;
    const bucket = Math.max(partSize ?? bucketFor(octets), bucketFor(head));
    const count = pad(Math.ceil(octets / bucket));
    if (octets > maximumArchiveOctets || count > maximumCount) return "TooManyParts";
    if (octets === tarOctets && count === parts) return new Sliced(bucket, parts, pieces(account, files, tarOctets, parts));
    [tarOctets, parts] = [octets, count];
  }
}

function pieces(account: Account, files: readonly Attachment[], tarOctets: number, parts: number): Piece[] {
  const json = writeTestimony(account, files, tarOctets, parts);
  const message = encode(account.text);
  return [
    concat(
      headers("testimony.json", json.length, 1), json, padding(json.length),
      headers("message.txt", message.length, 2), message, padding(message.length)),
    ...files.flatMap((file, i): Piece[] => [headers(`files/${file.name}`, file.size, i + 3), file.content, padding(file.size)]),
    new Uint8Array(endOctets),
  ];
}

class Sliced implements Archive {
  constructor(readonly bucket: number, readonly parts: number, private readonly pieces: readonly Piece[]) {}

  async slice(number: number): Promise<Octets> {
    let slice: Octets | undefined;
    const [from, to] = [(number - 1) * this.bucket, number * this.bucket];
    let at = 0;
    for (const piece of this.pieces) {
      const length = piece instanceof Blob ? piece.size : piece.length;
      const [start, end] = [Math.max(from, at), Math.min(to, at + length)];
      if (start < end) {
        const part = piece instanceof Blob
          ? new Uint8Array(await piece.slice(start - at, end - at).arrayBuffer())
          : piece.subarray(start - at, end - at);
        if (part.length !== end - start) throw new Error("A file has changed while it was being sealed.");
        // A slice that lies within one file is that file's octets, and is not copied once more.
        if (part.length === this.bucket && piece instanceof Blob) return part;
        slice ??= new Uint8Array(this.bucket);
        slice.set(part, start - from);
      }
      at += length;
    }
    return slice ?? new Uint8Array(this.bucket);
  }
}
