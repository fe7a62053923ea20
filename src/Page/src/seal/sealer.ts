import { release, sha256, type Octets } from "../formats/octets";
import { receiptOf } from "../formats/receipt";
import {
  ciphers, literalForms, LiteralDataPacket, PacketList, PublicKeyEncryptedSessionKeyPacket, SymEncryptedIntegrityProtectedDataPacket,
  type AnyKeyPacket,
} from "./openpgp";

/** `digest` is what Content-Digest says of it. Source: RFC 9530. */
export interface SealedPart { readonly octets: Octets; readonly receipt: string; readonly digest: string }

/**
 * Seals one part as Certificates/Sealer.cs does: a PKESK version 3 for each recipient, then SEIPD version 1 with AES-256 around one literal
 * packet (binary, the part's name, date zero), no compression, definite lengths.
 */
export async function seal(slice: Uint8Array, name: string, recipients: readonly AnyKeyPacket[]): Promise<SealedPart> {
  const sessionKey = crypto.getRandomValues(new Uint8Array(32));
  const message = new PacketList();
  for (const recipient of recipients) {
    const packet = PublicKeyEncryptedSessionKeyPacket.fromObject({
      version: 3, encryptionKeyPacket: recipient, anonymousRecipient: false, sessionKey, sessionKeyAlgorithm: ciphers.aes256,
    });
    await packet.encrypt(recipient);
    message.push(packet);
  }

  const literal = new LiteralDataPacket(new Date(0));
  literal.setBytes(slice, literalForms.binary);
  literal.setFilename(name);
  const inner = new PacketList();
  inner.push(literal);
  const body = SymEncryptedIntegrityProtectedDataPacket.fromObject({ version: 1 });
  body.packets = inner;
  await body.encrypt(ciphers.aes256, sessionKey);
  sessionKey.fill(0);
  message.push(body);

  const octets = message.write();
  release(body.encrypted);
  const hash = await sha256(octets);
  return { octets, receipt: receiptOf(hash), digest: `sha-256=:${btoa(String.fromCharCode(...hash))}:` };
}
