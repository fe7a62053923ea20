import { encode, equal, hex, sha256, type Octets } from "../formats/octets";
import { isNewerKeyring, readKeyring, sealingSubkeys, type Keyring } from "../formats/keyring";
import { readSignedText, type SignedText } from "../formats/signedText";
import {
  algorithms, hashes, LiteralDataPacket, PacketList, PublicKeyPacket, PublicSubkeyPacket, signatureTypes, SignaturePacket, tags, UserIDPacket,
  type AnyKeyPacket, type AnyPacket,
} from "./openpgp";

const maximumRecipients = 16;
const dayLength = 86_400_000;

/** Why no keyring is trusted: one meaning a line. */
export type TrustFault = "FormatNewer" | "NotCanonical" | "WrongRoot" | "SignatureWrong" | "LinesDisagree" | "EpochLower" | "Fork" | "PreviousHashWrong" | "Expired" | "Nobody";

export interface TrustedKeyring {
  readonly lines: Keyring;
  /** SHA-256 of the signed text. */
  readonly hash: string;
  readonly keys: ReadonlyMap<string, AnyKeyPacket>;
}

/** Reads a keyring's frame and verifies that this root has signed it. Expiry is asked of `recipientsOn`. */
export async function openKeyring(frame: Uint8Array, root: string): Promise<TrustedKeyring | TrustFault> {
  if (isNewerKeyring(frame)) return "FormatNewer";
  const signed = readSignedText(frame);
  const lines = signed && readKeyring(signed.text);
  if (!lines) return "NotCanonical";
  if (lines.root !== root) return "WrongRoot";
  const keys = new Map<string, AnyKeyPacket>();
  for (const [primary, octets] of lines.certificates) {
    const certificate = await readCertificate(octets);
    // The root's certificate stands first: nothing of what the root has not signed is judged further.
    if (primary === root && (certificate?.primary.getFingerprint().toUpperCase() !== root || !await isSigned(signed, certificate.primary, lines.issued))) return "SignatureWrong";
    const named = lines.keys.flatMap((line) => line.primary === primary && line.subkey !== undefined ? [line.subkey] : []);
    const subkeys = certificate?.subkeys.map((subkey) => [subkey.getFingerprint().toUpperCase(), subkey] as const) ?? [];
    // A subkey that no line names would be a slipped-in reader.
    if (certificate?.primary.getFingerprint().toUpperCase() !== primary || subkeys.length !== named.length) return "LinesDisagree";
    for (const [subkey, packet] of subkeys) keys.set(subkey, packet);
    if (!named.every((subkey) => keys.has(subkey))) return "LinesDisagree";
  }
  return { lines, hash: hex(await sha256(encode(signed.text))), keys };
}

/** Whether `next` may take the place of a keyring trusted before. Any higher epoch may; the very next must name what was seen. */
export function follow(known: TrustedKeyring, next: TrustedKeyring): TrustFault | null {
  if (next.lines.epoch < known.lines.epoch) return "EpochLower";
  if (next.lines.epoch === known.lines.epoch) return next.hash === known.hash ? null : "Fork";
  return next.lines.epoch === known.lines.epoch + 1 && next.lines.previous !== known.hash ? "PreviousHashWrong" : null;
}

/**
 * To whom to seal, by the device's day: expiry uses the clock as it is; sealing uses the later of that day and the keyring's issue day, since
 * phones' clocks are wrong. There is no other way to seal.
 */
export function recipientsOn(keyring: TrustedKeyring, today: string): AnyKeyPacket[] | TrustFault {
  if (today > keyring.lines.expires) return "Expired";
  const lines = sealingSubkeys(keyring.lines, today < keyring.lines.issued ? keyring.lines.issued : today);
  const recipients = lines.flatMap((line) => keyring.keys.get(line.subkey ?? "") ?? []);
  return recipients.length === 0 || recipients.length !== lines.length || recipients.length > maximumRecipients ? "Nobody" : recipients;
}

interface Certificate { readonly primary: PublicKeyPacket; readonly subkeys: readonly PublicSubkeyPacket[] }

/** A version 4 EdDSALegacy primary key, its user ID and signature, then Curve25519 ECDH subkeys, each with one: nothing else. */
async function readCertificate(octets: Octets): Promise<Certificate | null> {
  const [primary, userId, ...rest] = await packetsOf(octets);
  if (!(primary instanceof PublicKeyPacket) || !(userId instanceof UserIDPacket)) return null;
  if (primary.version !== 4 || primary.algorithm !== algorithms.eddsaLegacy) return null;
  const subkeys: PublicSubkeyPacket[] = [];
  for (const [i, packet] of rest.entries()) {
    if (i % 2 === 0 ? !(packet instanceof SignaturePacket) : !(packet instanceof PublicSubkeyPacket)) return null;
    if (!(packet instanceof PublicSubkeyPacket)) continue;
    if (packet.version !== 4 || packet.algorithm !== algorithms.ecdh || packet.getAlgorithmInfo().curve !== "curve25519Legacy") return null;
    subkeys.push(packet);
  }
  return rest.length % 2 === 1 ? { primary, subkeys } : null;
}

/** In the one form that Certificates/Signatures.cs takes: over text, SHA-512, dated 00:00 UTC of a day, nothing in the unsigned area. */
async function isSigned(signed: SignedText, root: PublicKeyPacket, issued: string): Promise<boolean> {
  const [signature, ...more] = await packetsOf(signed.signature);
  if (!(signature instanceof SignaturePacket) || more.length > 0) return false;
  const made = signature.created?.getTime() ?? Number.NaN;
  if (signature.version !== 4 || signature.signatureType !== signatureTypes.text || signature.hashAlgorithm !== hashes.sha512) return false;
  if (made % dayLength !== 0 || made < root.created.getTime() || signature.unhashedSubpackets.length > 0) return false;
  if (!signature.issuerFingerprint || !equal(signature.issuerFingerprint, root.getFingerprintBytes() ?? new Uint8Array())) return false;
  const text = new LiteralDataPacket(new Date(0));
  text.setText(signed.text.slice(0, -1));
  try {
    // A signing machine's clock may stand in a time zone further east, hence a day more.
    await signature.verify(root, signatureTypes.text, text, new Date(Date.parse(`${issued}T00:00:00Z`) + dayLength));
    return true;
  } catch {
    return false;
  }
}

/** Empty when OpenPGP.js does not read them. */
async function packetsOf(octets: Octets): Promise<AnyPacket[]> {
  try {
    return [...await PacketList.fromBinary(octets, {
      [tags.publicKey]: PublicKeyPacket, [tags.publicSubkey]: PublicSubkeyPacket, [tags.userID]: UserIDPacket, [tags.signature]: SignaturePacket,
    })];
  } catch {
    return [];
  }
}
