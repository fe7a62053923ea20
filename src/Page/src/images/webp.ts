// WebP without Exif, XMP, profiles and unknown chunks. Source: RFC 9649 §2. Image chunks are copied whole; sizes and flags of the container are
// written anew.

import { concat } from "../formats/octets";

const [alpha, animation] = [0x10, 0x02];

/** The pieces of the cleaned picture in order, or null when it is not one we understand to its end. */
export function cleanWebp(octets: Uint8Array): Uint8Array[] | null {
  const size = octets.length < 12 ? 0 : viewOf(octets).getUint32(4, true);
  if (nameAt(octets, 0) !== "RIFF" || nameAt(octets, 8) !== "WEBP" || size % 2 !== 0 || size < 4 || size + 8 > octets.length) return null;
  const chunks = chunksOf(octets.subarray(12, size + 8));
  if (!chunks) return null;
  const pieces: Uint8Array[] = [];
  let pictures = 0;
  for (const [i, { name, body }] of chunks.entries()) {
    if (name === "VP8X") {
      if (i !== 0 || body.length !== 10) return null;
      pieces.push(...chunk(name, Uint8Array.of((body[0] ?? 0) & (alpha | animation), 0, 0, 0, ...body.subarray(4))));
    } else if (name === "ANMF") {
      // A frame: 16 octets about it, then chunks of its own.
      const inner = body.length < 16 ? null : chunksOf(body.subarray(16));
      const kept = inner?.filter(isPicture).flatMap((one) => chunk(one.name, one.body));
      if (!kept || kept.length === 0) return null;
      pieces.push(...chunk(name, concat(body.subarray(0, 16), ...kept)));
      pictures++;
    } else if (name === "ANIM" || isPicture({ name })) {
      pieces.push(...chunk(name, body));
      if (name !== "ANIM" && name !== "ALPH") pictures++;
    }
  }
  const length = pieces.reduce((sum, piece) => sum + piece.length, 4);
  const head = new Uint8Array(octets.subarray(0, 12));
  viewOf(head).setUint32(4, length, true);
  return pictures > 0 ? [head, ...pieces] : null;
}

interface Chunk { readonly name: string; readonly body: Uint8Array }

const isPicture = ({ name }: { readonly name: string }): boolean => name === "VP8 " || name === "VP8L" || name === "ALPH";

function chunksOf(octets: Uint8Array): Chunk[] | null {
  const chunks: Chunk[] = [];
  for (let at = 0; at < octets.length;) {
    if (at + 8 > octets.length) return null;
    const length = viewOf(octets).getUint32(at + 4, true);
    const end = at + 8 + length + length % 2;
    if (end > octets.length) return null;
    chunks.push({ name: nameAt(octets, at), body: octets.subarray(at + 8, at + 8 + length) });
    at = end;
  }
  return chunks;
}

function chunk(name: string, body: Uint8Array): Uint8Array[] {
  const head = Uint8Array.from([...name, 0, 0, 0, 0], (sign) => (typeof sign === "string" ? sign.charCodeAt(0) : sign));
  viewOf(head).setUint32(4, body.length, true);
  return [head, body, new Uint8Array(body.length % 2)];
}

const viewOf = (octets: Uint8Array): DataView => new DataView(octets.buffer, octets.byteOffset, octets.byteLength);

const nameAt = (octets: Uint8Array, at: number): string => String.fromCharCode(...octets.subarray(at, at + 4));
