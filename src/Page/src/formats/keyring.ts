// The keyring's text, as Formats/Texts/KeyringGrammar.cs writes it; what it would not write is not read. It carries no proof: trust.ts
// verifies the signature around it.

import { readArmor } from "./armor";
import { isDay } from "./days";
import type { Octets } from "./octets";

const block = "PGP PUBLIC KEY BLOCK";
const fingerprint = /^[0-9A-F]{40}$/;
const hash = /^[0-9a-f]{64}$/;
const maximumKeys = 4096;
const maximumAddresses = 16;

export type Role = "holder" | "reviewer" | "operator";

/** One key. A live line has `from` and `until`; one revoked or destroyed has neither. Operators have no subkey. */
export interface KeyringLine {
  readonly role: Role;
  readonly primary: string;
  readonly subkey?: string;
  readonly from?: string;
  readonly until?: string;
}

export interface Keyring {
  readonly epoch: number;
  readonly issued: string;
  /** The last day on which anything may be sealed by this keyring. */
  readonly expires: string;
  /** Hash of the previous keyring's signed text; null for epoch 1. */
  readonly previous: string | null;
  readonly root: string;
  readonly addresses: readonly string[];
  readonly keys: readonly KeyringLine[];
  /** Binary certificates: the root's, then each primary's in order of its first line. */
  readonly certificates: ReadonlyMap<string, Octets>;
}

/**
 * A keyring's frame of a version that this page does not read yet, whatever else stands in it: as Formats/FormatVersion.cs. Nobody has verified it then: a
 * forger can write it too, and all it does is close the door.
 */
export function isNewerKeyring(frame: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(frame.subarray(0, 512));
  const version = /^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[^\n]+\n)*\nSecureDrop\.Net keyring ([1-9]\d{0,9})\n/.exec(start)?.[1];
  return version !== undefined && Number(version) > 1 && Number(version) < 2 ** 31;
}

/** Of each holder and reviewer the newest subkey that one may seal to on that day. */
export function sealingSubkeys(keyring: Keyring, day: string): KeyringLine[] {
  const newest = new Map<string, KeyringLine>();
  for (const line of keyring.keys) {
    const { role, primary, from, until } = line;
    if (role === "operator" || from === undefined || until === undefined || day < from || day > until) continue;
    const other = newest.get(primary)?.from;
    if (other === undefined || from >= other) newest.set(primary, line);
  }
  return [...newest.values()];
}

/** Takes the signed text itself, already strict as a text. */
export function readKeyring(text: string): Keyring | null {
  const end = text.indexOf("\n\n");
  if (end < 0) return null;
  const lines = text.slice(0, end).split("\n");
  const field = (name: string, good: (value: string) => boolean): string | null => {
    const line = lines.shift();
    const value = line?.startsWith(name) ? line.slice(name.length) : null;
    return value !== null && good(value) ? value : null;
  };

  if (field("SecureDrop.Net keyring 1", (value) => value === "") === null) return null;
  const epoch = Number(field("epoch ", (value) => /^[1-9]\d{0,9}$/.test(value) && Number(value) < 2 ** 31));
  const issued = field("issued ", isDay);
  const expires = field("expires ", isDay);
  const previous = field("previous ", (value) => (epoch === 1 ? value === "none" : hash.test(value)));
  const root = field("root ", (value) => fingerprint.test(value));
  if (!epoch || !issued || !expires || !previous || !root || expires < issued) return null;

  const addresses: string[] = [];
  for (; lines[0]?.startsWith("address "); lines.shift()) addresses.push(lines[0].slice("address ".length));
  if (addresses.length > maximumAddresses || !addresses.every(isAddress) || new Set(addresses).size !== addresses.length) return null;

  const keys = readKeys(lines, root, expires);
  if (!keys) return null;
  const certificates = readCertificates(text.slice(end + 1), [root, ...keys.map((line) => line.primary)]);
  return certificates && { epoch, issued, expires, previous: epoch === 1 ? null : previous, root, addresses, keys, certificates };
}

/** A scheme, a host and maybe a port, in lower case, and no path. */
function isAddress(address: string): boolean {
  const host = /^https?:\/\/([a-z0-9.:[\]-]+)$/.exec(address)?.[1];
  if (!host || address.length > 200 || !URL.canParse(address)) return false;
  const { protocol, hostname, port } = new URL(address);
  const named = hostname.startsWith("[") || hostname.split(".").every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label));
  return named && port !== "0" && (host === hostname || host === `${hostname}:${port || (protocol === "http:" ? 80 : 443)}`);
}

function readKeys(lines: readonly string[], root: string, expires: string): KeyringLine[] | null {
  const keys: KeyringLine[] = [];
  const [roles, subkeys] = [new Map<string, Role>(), new Set<string>()];
  for (const text of lines) {
    const line = readLine(text, expires);
    if (!line || keys.length === maximumKeys || line.primary === root) return null;
    const known = roles.get(line.primary);
    if (known !== undefined && (known !== line.role || line.role === "operator")) return null;
    roles.set(line.primary, line.role);
    if (line.subkey !== undefined) {
      // A message names its recipients by key ID: two subkeys under one ID could not be told apart.
      const keyId = line.subkey.slice(24);
      if (subkeys.has(keyId)) return null;
      subkeys.add(keyId);
    }
    keys.push(line);
  }
  return keys;
}

function readLine(text: string, expires: string): KeyringLine | null {
  const words = text.split(" ");
  const role = words.shift();
  if (role !== "holder" && role !== "reviewer" && role !== "operator") return null;
  const [primary, subkey] = [words.shift() ?? "", role === "operator" ? undefined : words.shift() ?? ""];
  if (!fingerprint.test(primary) || subkey !== undefined && !fingerprint.test(subkey)) return null;
  const key = { role, primary, ...(subkey === undefined ? {} : { subkey }) } as const;
  if (words[0] === "revoked" || words[0] === "destroyed" && subkey !== undefined) return words.length === 2 && isDay(words[1] ?? "") ? key : null;
  const [from, until, acceptUntil = until] = words;
  if (words.length !== (subkey === undefined ? 2 : 3) || !words.every(isDay) || from === undefined || until === undefined || acceptUntil === undefined) return null;
  return from <= until && until <= acceptUntil && (subkey === undefined || acceptUntil <= expires) ? { ...key, from, until } : null;
}

/** Each after a blank line, in this order, and nothing else. */
function readCertificates(text: string, primaries: readonly string[]): Map<string, Octets> | null {
  const certificates = new Map<string, Octets>();
  const last = `\n-----END ${block}-----\n`;
  let rest = text;
  for (const primary of new Set(primaries)) {
    const end = rest.indexOf(last);
    const octets = rest.startsWith("\n") && end > 0 ? readArmor(rest.slice(1, end + last.length), block) : null;
    if (!octets) return null;
    certificates.set(primary, octets);
    rest = rest.slice(end + last.length);
  }
  return rest === "" ? certificates : null;
}
