// PNG without text, times, profiles and private chunks. Source: PNG (Third Edition) §5, §11. Chunks are copied whole, with their CRC.

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What makes the picture: pixels, palette, transparency, colour space in numbers, animation. */
const kept = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB", "sBIT", "cICP", "acTL", "fcTL", "fdAT"]);

/** The pieces of the cleaned picture in order, or null when it is not one we understand to its end. What stands behind the end is dropped. */
export function cleanPng(octets: Uint8Array): Uint8Array[] | null {
  if (!signature.every((octet, i) => octets[i] === octet)) return null;
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const pieces = [octets.subarray(0, 8)];
  let pixels = false;
  for (let at = 8; at + 12 <= octets.length;) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    const name = String.fromCharCode(...octets.subarray(at + 4, at + 8));
    if (end > octets.length || !/^[A-Za-z]{4}$/.test(name) || (at === 8) !== (name === "IHDR")) return null;
    // A critical chunk that we do not know makes the picture: without it there is none.
    if (!kept.has(name) && /^[A-Z]/.test(name)) return null;
    if (kept.has(name)) pieces.push(octets.subarray(at, end));
    pixels ||= name === "IDAT";
    if (name === "IEND") return pixels && length === 0 ? pieces : null;
    at = end;
  }
  return null;
}
