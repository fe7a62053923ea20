import { hex } from "./octets";

export const maximumCount = 99_999;

/** What ties the parts of one testimony together: 16 random octets; it never stands outside the encryption. */
export const newTestimonyId = (): string => hex(crypto.getRandomValues(new Uint8Array(16)));

/** The literal packet's file name, inside the encryption: `ID-0003-0020`. */
export function partName(id: string, number: number, count: number): string {
  if (!/^[0-9a-f]{32}$/.test(id) || number < 1 || number > count || count > maximumCount) throw new RangeError("part name");
  return `${id}-${String(number).padStart(4, "0")}-${String(count).padStart(4, "0")}`;
}
