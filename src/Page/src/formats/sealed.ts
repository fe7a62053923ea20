// How a sealed message begins: with a PKESK packet (tag 1, old or new header), or as armor. Source: RFC 9580 §4.2, §6.2.

const armor = /^\s*-----BEGIN PGP MESSAGE-----/;

/** Enough to catch a picture, a document or words of her own; whether it is a whole message, the server judges. */
export function looksSealed(octets: Uint8Array): boolean {
  const [first = 0] = octets;
  return (first & 0xfc) === 0x84 || first === 0xc1 || armor.test(new TextDecoder().decode(octets));
}
