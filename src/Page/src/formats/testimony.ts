// testimony.json, the first file of the archive: the same octets as Formats/Testimonies/Testimony.cs. Only the account is asked for.

import { encode, isWellFormed, type Octets } from "./octets";
import { maximumCount } from "./partName";

export const maximumAccountOctets = 1 << 20;
export const maximumFieldOctets = 16 << 10;
export const maximumFiles = 9_000;
export const maximumNameOctets = 1024;

/** Largest archive, in octets. */
export const maximumArchiveOctets = 4 * 2 ** 30;

/** What the source agrees to, use by use; absent is a question not answered. */
export interface Consent { readonly court?: boolean; readonly archive?: boolean; readonly publication?: boolean }

export interface Account {
  readonly text: string;
  readonly language?: string;
  readonly when?: string;
  readonly where?: string;
  readonly consent?: Consent;
  readonly safety?: string;
}

export interface FileEntry { readonly name: string; readonly size: number; readonly sha256: string }

export type Fault =
  | "HeadTooLarge" | "Malformed" | "LanguageMalformed" | "AccountTooLarge" | "FieldTooLarge" | "TooManyFiles"
  | "FileNameRefused" | "SizeOutOfRange" | "TooManyParts";

/** The one written form: members in this order, those not given left out. */
export function writeTestimony(account: Account, files: readonly FileEntry[], tarOctets: number, parts: number): Octets {
  const { court, archive, publication } = account.consent ?? {};
  return encode(JSON.stringify({
    format: 1,
    language: account.language,
    account: account.text,
    when: account.when,
    where: account.where,
    consent: account.consent && { court, archive, publication },
    safety: account.safety,
    tarOctets,
    parts,
    files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
  }));
}

/** Null when every member keeps to its limits. */
export function judge(account: Account, files: readonly FileEntry[], parts = maximumCount): Fault | null {
  if (account.language !== undefined && !/^[A-Za-z0-9-]{2,35}$/.test(account.language)) return "LanguageMalformed";
  if (!isWellFormed(account.text)) return "Malformed";
  if (encode(account.text).length > maximumAccountOctets) return "AccountTooLarge";
  for (const field of [account.when, account.where, account.safety]) {
    if (field === undefined) continue;
    if (!isWellFormed(field)) return "Malformed";
    if (encode(field).length > maximumFieldOctets) return "FieldTooLarge";
  }
  if (parts > maximumCount) return "TooManyParts";
  if (files.length > maximumFiles) return "TooManyFiles";
  if (!files.every((file) => isFileName(file.name)) || new Set(files.map((file) => file.name)).size !== files.length) return "FileNameRefused";
  return files.every((file) => file.size >= 0 && file.size <= maximumArchiveOctets) ? null : "SizeOutOfRange";
}

export const isFileName = (name: string): boolean =>
  name !== "" && name !== "." && name !== ".." && !/[/\0]/.test(name) && isWellFormed(name) && encode(name).length <= maximumNameOctets;
