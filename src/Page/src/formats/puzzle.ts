// Work that a gateway under pressure asks for before it takes a body: hashcash over SHA-256, as Formats/Puzzles has it, with the same vectors.

import { Hash, hash } from "fast-sha256";
import { encode } from "./octets";

export interface Puzzle { readonly challenge: string; readonly bits: number }

/** More than this nobody is made to work. */
const mostBits = 24;

/** Null when it is none. */
export const puzzleOf = (challenge: unknown, bits: unknown): Puzzle | null =>
  typeof challenge === "string" && /^[\w-]{1,256}$/.test(challenge) && typeof bits === "number" && Number.isInteger(bits) && bits >= 0 && bits <= mostBits
    ? { challenge, bits } : null;

/**
 * The first number from `from` on, of `count`, that solves it; null when none does. In slices, so that the thread stays free between them. Not by
 * WebCrypto: one try is one block, and asking the browser for it takes longer than computing it.
 */
export function solve({ challenge, bits }: Puzzle, from: number, count: number): number | null {
  const tried = new Uint8Array(40);
  tried.set(hash(encode(challenge)));
  const [view, sum, result] = [new DataView(tried.buffer), new Hash(), new Uint8Array(32)];
  const first = new DataView(result.buffer);
  for (let number = from; number < from + count; number++) {
    view.setUint32(32, Math.floor(number / 2 ** 32));
    view.setUint32(36, number % 2 ** 32);
    sum.reset().update(tried).finish(result);
    if (Math.clz32(first.getUint32(0)) >= bits) return number;
  }
  return null;
}

/** As the header Puzzle-Solution carries it. */
export const solution = ({ challenge }: Puzzle, number: number): string => `${challenge}.${number.toString(16).padStart(16, "0")}`;
