// What the page asks of the sealing side. Plaintext goes in, sealed parts come out; nothing here can reach a network.

import type { Account, Fault, FileEntry } from "../formats/testimony";
import type { Puzzle } from "../formats/puzzle";
import type { TrustFault } from "./trust";

export interface KeyringFacts { readonly epoch: number; readonly issued: string; readonly expires: string; readonly root: string; readonly addresses: readonly string[] }

/** Why the door is closed; the last day of the keyring where it has one. */
export interface TrustRefusal { readonly fault: TrustFault; readonly expires: string }

export interface Plan {
  readonly bucket: number;
  readonly parts: number;
  readonly files: readonly FileEntry[];
  /** It is what was prepared before, octet for octet: parts sealed then are parts of it. */
  readonly again: boolean;
}

export interface Jobs {
  /** Trusts the keyring baked into the page, then, where one is given, the gateway's newer one. */
  trust(baked: string, served: ArrayBuffer | null, today: string): Promise<KeyringFacts | TrustRefusal>;
  /** Measures the files and plans the archive. */
  prepare(account: Account, files: readonly NamedFile[], today: string): Promise<Plan | Fault | TrustFault>;
  /** Seals part `number`, from 1. Each call makes another ciphertext: keep what it gives until it is delivered. */
  seal(number: number): Promise<{ readonly octets: Uint8Array<ArrayBuffer>; readonly receipt: string; readonly digest: string }>;
  /** Tries `count` numbers from `from` on; null when none solves it. */
  solve(puzzle: Puzzle, from: number, count: number): Promise<number | null>;
}

export interface NamedFile { readonly name: string; readonly content: Blob }

export type Question = { readonly [name in keyof Jobs]: { readonly id: number; readonly job: name; readonly words: Parameters<Jobs[name]> } }[keyof Jobs];

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly trouble: string }
  | { readonly measured: number };
