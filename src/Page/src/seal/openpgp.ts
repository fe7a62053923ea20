// The packets of OpenPGP.js that sealing and trust need, with the types that its own declarations leave out. Packets and not its
// `encrypt`, because by whom and when a key may be used is ruled by the keyring's lines and never by the certificate or this clock.

import {
  enums as allEnums, config as allConfig,
  LiteralDataPacket as Literal, PacketList as List, PublicKeyEncryptedSessionKeyPacket as SessionKey, PublicKeyPacket, PublicSubkeyPacket,
  SignaturePacket, SymEncryptedIntegrityProtectedDataPacket as Protected, UserIDPacket, type AnyKeyPacket, type AnyPacket,
} from "openpgp/lightweight";

export { PublicKeyPacket, PublicSubkeyPacket, SignaturePacket, UserIDPacket, type AnyKeyPacket, type AnyPacket };

export const { packet: tags, symmetric: ciphers, literal: literalForms, signature: signatureTypes, hash: hashes, publicKey: algorithms } = allEnums;
export const config = allConfig;

export interface LiteralPacket {
  setBytes(octets: Uint8Array, form: number): void;
  setText(text: string): void;
  setFilename(name: string): void;
}
export const LiteralDataPacket = Literal as unknown as new (date: Date) => LiteralPacket;

export interface SessionKeyPacket { encrypt(recipient: AnyKeyPacket): Promise<void> }
export const PublicKeyEncryptedSessionKeyPacket = SessionKey as unknown as {
  fromObject(fields: {
    version: 3; encryptionKeyPacket: AnyKeyPacket; anonymousRecipient: false; sessionKey: Uint8Array; sessionKeyAlgorithm: number;
  }): SessionKeyPacket;
};

export interface ProtectedPacket { packets: unknown; readonly encrypted: Uint8Array<ArrayBuffer>; encrypt(cipher: number, sessionKey: Uint8Array): Promise<unknown> }
export const SymEncryptedIntegrityProtectedDataPacket = Protected as unknown as { fromObject(fields: { version: 1 }): ProtectedPacket };

export const PacketList = List as unknown as {
  new (): { push(packet: unknown): number; write(): Uint8Array<ArrayBuffer> };
  fromBinary(octets: Uint8Array, allowed: Record<number, unknown>): Promise<AnyPacket[]>;
};
