// JPEG without what its makers wrote about themselves. Source: ITU-T T.81 Annex B; JFIF 1.02; Exif 2.32 §4.5.2. Image octets are copied, never
// encoded again. Kept: tables, frames, scans, a bare JFIF header, Adobe's colour mark, and which way up the picture is. Dropped: every other APPn
// (Exif, XMP, IPTC, colour profile, depth maps, second pictures), comments, restart of a second picture, all octets behind the end.

import { orientationOf, orientationSegment } from "./exifOrientation";

const kept = new Set([0xdb, 0xc4, 0xcc, 0xdd, 0xc0, 0xc1, 0xc2, 0xc3, 0xc9, 0xca, 0xcb]);
const [startOfImage, endOfImage, startOfScan, comment] = [0xd8, 0xd9, 0xda, 0xfe];

/** The pieces of the cleaned picture in order, or null when it is not one we understand from its first octet to its end. */
export function cleanJpeg(octets: Uint8Array): Uint8Array[] | null {
  if (octets[0] !== 0xff || octets[1] !== startOfImage) return null;
  const pieces = [octets.subarray(0, 2)];
  let at = 2;
  let scans = 0;
  let turned = false;
  for (;;) {
    // Any number of 0xFF may stand before a marker.
    if (octets[at] !== 0xff) return null;
    while (octets[at] === 0xff) at++;
    const marker = octets[at++] ?? 0;
    if (marker === endOfImage) {
      pieces.push(Uint8Array.of(0xff, endOfImage));
      return scans > 0 ? pieces : null;
    }
    const length = (octets[at] ?? 0) << 8 | (octets[at + 1] ?? 0);
    const end = at + length;
    if (length < 2 || end > octets.length) return null;
    const body = octets.subarray(at + 2, end);
    const whole = (): Uint8Array[] => [Uint8Array.of(0xff, marker), octets.subarray(at, end)];

    if (kept.has(marker)) pieces.push(...whole());
    else if (marker === 0xe0 && body.length >= 14 && startsWith(body, "JFIF\0")) pieces.push(Uint8Array.of(0xff, 0xe0, 0, 16), body.subarray(0, 7), Uint8Array.of(0, 0, 1, 0, 1, 0, 0));
    else if (marker === 0xee && body.length === 12 && startsWith(body, "Adobe")) pieces.push(...whole());
    else if (marker === 0xe1 && !turned && startsWith(body, "Exif\0\0")) {
      const segment = orientationSegment(orientationOf(body.subarray(6)));
      turned = segment.length > 0;
      pieces.push(segment);
    } else if (marker === startOfScan) {
      const behind = scanEnd(octets, end);
      pieces.push(Uint8Array.of(0xff, marker), octets.subarray(at, behind));
      scans++;
      at = behind;
      continue;
    } else if (!(marker >= 0xe0 && marker <= 0xef) && marker !== comment) return null;
    at = end;
  }
}

/** Where the coded octets of a scan end: at the first marker that is neither a stuffed zero nor a restart. */
function scanEnd(octets: Uint8Array, from: number): number {
  let at = from;
  for (; at < octets.length; at++) {
    if (octets[at] !== 0xff) continue;
    const next = octets[at + 1] ?? 0;
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7) && next !== 0xff) break;
    if (next !== 0xff) at++;
  }
  return at;
}

const startsWith = (octets: Uint8Array, text: string): boolean => Array.from(text).every((sign, i) => octets[i] === sign.charCodeAt(0));
