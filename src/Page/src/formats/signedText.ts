// A clear-signed text in its one canonical frame, as Formats/Texts/SignedText.cs. Source: RFC 9580 §7. Such frames are malleable elsewhere:
// trailing blanks, CR, a second Hash header and text around them all verify. So one form is read, and the rest is refused.

import { readArmor } from "./armor";
import type { Octets } from "./octets";
import { isSignatureOverText } from "./signaturePacket";

export const maximumOctets = 16 << 20;

const head = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n";
const signatureBlock = "PGP SIGNATURE";
const behindText = `-----BEGIN ${signatureBlock}-----\n`;

export interface SignedText {
  /** The signed text itself: dash escapes undone, LF, final newline. */
  readonly text: string;
  /** The signature packet, binary. */
  readonly signature: Octets;
}

/** UTF-8 without byte order mark, LF, no other control characters, no trailing blanks, a final newline; null otherwise. */
export function readStrictText(octets: Uint8Array): string | null {
  if (octets.length > maximumOctets) return null;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return null;
  }
  return text.startsWith("\uFEFF") || /[\0-\x09\x0B-\x1F\x7F-\x9F]| \n/.test(text) || !text.endsWith("\n") ? null : text;
}

/** Takes the whole frame, nothing before or behind. */
export function readSignedText(octets: Uint8Array): SignedText | null {
  const frame = readStrictText(octets);
  if (!frame?.startsWith(head)) return null;
  const end = ("\n" + frame.slice(head.length)).indexOf("\n" + behindText);
  if (end <= 0) return null;
  const lines = frame.slice(head.length, head.length + end - 1).split("\n");
  // What starts with a dash is escaped, and nothing else is.
  if (!lines.every((line) => line.startsWith("- -") || !line.startsWith("-") && !line.startsWith("- "))) return null;
  const signature = readArmor(frame.slice(head.length + end), signatureBlock);
  if (!signature || !isSignatureOverText(signature)) return null;
  return { text: lines.map((line) => (line.startsWith("- ") ? line.slice(2) : line) + "\n").join(""), signature };
}
