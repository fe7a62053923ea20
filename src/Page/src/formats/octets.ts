// Octets and their written forms. One value has one written form everywhere in this project.

export type Octets = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();

export const encode = (text: string): Octets => utf8.encode(text);

export const hex = (octets: Uint8Array): string => Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");

export function concat(...pieces: readonly Uint8Array[]): Octets {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

let nowhere: MessagePort | undefined;

/**
 * Gives their memory back at once, and leaves them empty: a browser collects late, and of these there are megabytes for every part. They go to a closed
 * port, because Chromium keeps the memory of what `transfer(0)` has emptied, and no longer counts it.
 */
export function release(octets: Octets): void {
  if (!nowhere) {
    const { port1, port2 } = new MessageChannel();
    port2.close();
    nowhere = port1;
  }
  nowhere.postMessage(null, [octets.buffer]);
}

export const equal = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((octet, i) => octet === other[i]);

/** Half of a surrogate pair alone: UTF-8 could not carry it, and TextEncoder would silently put another letter. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

export const sha256 = async (octets: BufferSource): Promise<Octets> => new Uint8Array(await crypto.subtle.digest("SHA-256", octets));
