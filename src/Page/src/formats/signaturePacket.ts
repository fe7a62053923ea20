// The outside of a clear-signed text's signature, as Formats/Texts/SignaturePacket.cs: exactly one packet of tag 2, version 4, over text, with SHA-512,
// of a definite length and nothing behind it. Source: RFC 9580 §4.2, §5.2.3.

const signatureTag = 2;

export function isSignatureOverText(octets: Uint8Array): boolean {
  const body = bodyOf(octets);
  return body !== null && body[0] === 4 && body[1] === 1 && body[3] === 10;
}

/** The body of the one packet these octets are; null for any other tag, a partial or indeterminate length, or octets missing or left over. */
function bodyOf(octets: Uint8Array): Uint8Array | null {
  const [head = 0, first = 0] = octets;
  const old = (head & 0xc0) === 0x80;
  if (!(head & 0x80) || (old ? (head >> 2) & 15 : head & 63) !== signatureTag) return null;
  // How many octets hold the length; a new header's own first octet says so.
  const count = old ? [1, 2, 4, 0][head & 3] ?? 0 : first < 192 ? 1 : first < 224 ? 2 : first < 255 ? 0 : 5;
  if (count === 0 || octets.length <= count) return null;
  let length = 0;
  for (const octet of octets.subarray(count === 5 ? 2 : 1, count + 1)) length = length * 256 + octet;
  if (!old && count === 2) length -= (192 << 8) - 192;
  const body = octets.subarray(count + 1);
  return body.length === length ? body : null;
}
