// What Node and the browsers are asked to do with the vectors: each takes plain JSON and gives plain JSON. Octets travel as base64.

import { plan } from "../../../src/Page/src/formats/archive";
import { pad } from "../../../src/Page/src/formats/buckets";
import { readKeyring } from "../../../src/Page/src/formats/keyring";
import { encode, hex, sha256, type Octets } from "../../../src/Page/src/formats/octets";
import { partName } from "../../../src/Page/src/formats/partName";
import { puzzleOf, solution, solve } from "../../../src/Page/src/formats/puzzle";
import { grouped, readReceipt, receiptOf } from "../../../src/Page/src/formats/receipt";
import { readSignedText, readStrictText } from "../../../src/Page/src/formats/signedText";
import type { Account } from "../../../src/Page/src/formats/testimony";
import { cleaned, isCleanable, kindOf } from "../../../src/Page/src/images/hiddenData";
import { sealingSide } from "../../../src/Page/src/seal/sealingSide";
import { findings } from "../../../src/Page/src/ui/warnings";
import { openKeyring } from "../../../src/Page/src/seal/trust";

interface Made { name: string; size: number; seed: number }
interface Case { id: string; account: Omit<Account, "text">; text: string; repeat: number; files: Made[]; partSize: number | null }

const fromBase64 = (text: string): Octets => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const toBase64 = (octets: Uint8Array): string => btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(""));
const made = ({ size, seed }: Made): Octets => Uint8Array.from({ length: size }, (_, i) => seed + 31 * i + 7 * (i >> 8));

async function archive({ id, account, text, repeat, files, partSize }: Case): Promise<unknown> {
  const attachments = await Promise.all(files.map(async (file) => {
    const octets = made(file);
    return { name: file.name, size: file.size, sha256: hex(await sha256(octets)), content: new Blob([octets]) };
  }));
  const planned = plan({ ...account, text: text.repeat(repeat) }, attachments, partSize ?? undefined);
  if (typeof planned === "string") return planned;
  const parts = [];
  for (let number = 1; number <= planned.parts; number++)
    parts.push({ name: partName(id, number, planned.parts), sha256: hex(await sha256(await planned.slice(number))) });
  return { bucket: planned.bucket, parts };
}

async function sealAll({ baked, served, today, sealOn, account, files }: {
  baked: string; served: string | null; today: string; sealOn: string; account: Account; files: { name: string; content: string }[];
}): Promise<unknown> {
  const side = sealingSide(() => { /* not shown */ });
  const trusted = await side.trust(baked, served === null ? null : fromBase64(served).buffer, today);
  if ("fault" in trusted) return { trusted: trusted.fault };
  const prepared = await side.prepare(account, files.map(({ name, content }) => ({ name, content: new Blob([fromBase64(content)]) })), sealOn);
  if (typeof prepared === "string") return { trusted, prepared };
  const parts = [];
  for (let number = 1; number <= prepared.parts; number++) {
    const part = await side.seal(number);
    parts.push({ octets: toBase64(part.octets), receipt: part.receipt });
  }
  return { trusted, prepared, parts };
}

const readText = (octets: string, kind: string): boolean => {
  const frame = fromBase64(octets);
  if (kind === "signed-text") return readSignedText(frame) !== null;
  const text = readStrictText(frame);
  return text !== null && readKeyring(text) !== null;
};

const clean = async (octets: Octets): Promise<{ kind: string; octets: Octets | null }> => {
  const kind = await kindOf(new Blob([octets]));
  const copy = isCleanable(kind) ? cleaned(octets, kind) : null;
  return { kind, octets: copy && new Uint8Array(await copy.arrayBuffer()) };
};

/** Cut at every octet, and changed at random: nothing throws, and what is cleaned is clean: cleaning it again changes nothing. */
async function hostile({ pictures, rounds }: { pictures: string[]; rounds: number }): Promise<unknown> {
  const tried = { cut: 0, changed: 0, cleaned: 0, unstable: 0 };
  const attempt = async (octets: Octets): Promise<void> => {
    const once = (await clean(octets)).octets;
    if (!once) return;
    tried.cleaned++;
    const twice = (await clean(once)).octets;
    if (!twice || hex(twice) !== hex(once)) tried.unstable++;
  };
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
  for (const picture of pictures.map(fromBase64)) {
    for (let length = 0; length < picture.length; length += 3, tried.cut++) await attempt(picture.slice(0, length));
    for (let round = 0; round < rounds; round++, tried.changed++) {
      const changed = picture.slice();
      for (let i = random(4); i >= 0; i--) changed[random(Math.min(changed.length, 700))] = [0, 1, 0x7f, 0xff, random(256)][random(5)] ?? 0;
      await attempt(changed);
    }
  }
  return tried;
}

/** Whether two pictures show the same, as the browser decodes them. */
async function samePixels({ one, other }: { one: string; other: string }): Promise<boolean> {
  const pixels = async (octets: Octets): Promise<Uint8ClampedArray> => {
    const bitmap = await createImageBitmap(new Blob([octets]), { colorSpaceConversion: "none" });
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  };
  const [first, second] = [await pixels(fromBase64(one)), await pixels(fromBase64(other))];
  return first.length === second.length && first.every((value, i) => value === second[i]);
}

const checks: Record<string, (words: never) => unknown> = {
  archives: (cases: Case[]) => Promise.all(cases.map(archive)),
  padded: (numbers: number[]) => numbers.map(pad),
  receipts: ({ of, read }: { of: string[]; read: string[] }) => ({
    of: of.map((hash) => grouped(receiptOf(Uint8Array.from(hash.match(/../g) ?? [], (pair) => parseInt(pair, 16))))),
    read: read.map(readReceipt),
  }),
  // Slice by slice, as the page asks.
  solved: (puzzles: { challenge: string; bits: number }[]) => puzzles.map((puzzle) => {
    for (let from = 0; ; from += 100) {
      const number = solve(puzzle, from, 100);
      if (number !== null) return solution(puzzle, number);
    }
  }),
  puzzlesOf: (said: { challenge: unknown; bits: unknown }[]) => said.map(({ challenge, bits }) => puzzleOf(challenge, bits) !== null),
  triesASecond: (time: number) => {
    const [puzzle, started] = [{ challenge: "a", bits: 24 }, performance.now()];
    let tried = 0;
    for (; performance.now() - started < time; tried += 8192) solve(puzzle, 2 ** 32 + tried, 8192);
    return tried / (performance.now() - started) * 1000;
  },
  texts: ({ kind, octets }: { kind: string; octets: string[] }) => octets.map((one) => readText(one, kind)),
  keyrings: ({ root, octets }: { root: string; octets: string[] }) =>
    Promise.all(octets.map(async (one) => {
      const opened = await openKeyring(fromBase64(one), root);
      return typeof opened === "string" ? opened : "trusted";
    })),
  sealAll,
  clean: (pictures: string[]) => Promise.all(pictures.map(async (picture) => {
    const { kind, octets } = await clean(fromBase64(picture));
    return { kind, octets: octets && toBase64(octets) };
  })),
  hostile,
  samePixels: (pairs: { one: string; other: string }[]) => Promise.all(pairs.map(samePixels)),
  findings: (texts: string[]) => texts.map(findings),
  utf8: (text: string) => hex(encode(text)),
};

Object.assign(globalThis, { check: (name: string, words: unknown) => (checks[name] as (words: unknown) => unknown)(words) });
