import { cleanJpeg } from "./jpeg";
import { cleanPng } from "./png";
import { cleanWebp } from "./webp";

/** What the page can honestly say of a file, by its first octets and not by its name. */
export type FileKind = "jpeg" | "png" | "webp" | "otherPicture" | "film" | "sound" | "document" | "other";

/** Larger pictures are sent as they are: cleaning holds one in memory. */
export const maximumCleanedOctets = 64 << 20;

const cleaners = { jpeg: cleanJpeg, png: cleanPng, webp: cleanWebp } as const;

export const isCleanable = (kind: FileKind): kind is keyof typeof cleaners => kind in cleaners;

/** A copy without hidden data, or null when the picture is not one that these readers understand whole. Nothing is encoded again. */
export function cleaned(octets: Uint8Array, kind: keyof typeof cleaners): Blob | null {
  const pieces = cleaners[kind](octets);
  return pieces && new Blob(pieces as Uint8Array<ArrayBuffer>[]);
}

export async function kindOf(file: Blob): Promise<FileKind> {
  const octets = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const text = String.fromCharCode(...octets);
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("\x89PNG")) return "png";
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "webp";
  if (/^....ftyp(hei|mif1|msf1|avif)/s.test(text) || /^(GIF8|BM|II\*\0|MM\0\*)/.test(text)) return "otherPicture";
  if (text.startsWith("ftypM4A", 4) || /^(ID3|OggS|fLaC|#!AMR)|^RIFF....WAVE|^\xff[\xf1-\xfb]/s.test(text)) return "sound";
  if (text.startsWith("ftyp", 4) || /^(\x1a\x45\xdf\xa3|RIFF....AVI |\0\0\x01[\xba\xb3])/s.test(text)) return "film";
  if (/^(%PDF|PK\x03\x04|\xd0\xcf\x11\xe0|\{\\rtf)/.test(text)) return "document";
  return "other";
}
