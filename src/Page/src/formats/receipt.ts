// What a source keeps: 24 decimal digits and Damm's check digit, as Formats/Receipt.cs. Fixed by tests/Vectors/receipts.txt.

const digitCount = 25;
const modulus = 10n ** 24n;
const damm = [
  "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
  "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
];

/** 25 ASCII digits, from the SHA-256 of a message in binary form. */
export function receiptOf(sha256: Uint8Array): string {
  let number = 0n;
  for (const octet of sha256.subarray(0, 16)) number = (number << 8n) | BigInt(octet);
  const digits = (number % modulus).toString().padStart(24, "0");
  return digits + check(digits);
}

/** Five groups of five digits with one space between. */
export const grouped = (digits: string): string => digits.match(/.{5}/g)?.join(" ") ?? digits;

/** As people type it: digits of any script, blanks, dashes and invisible marks ignored. Null for anything else or a wrong check digit. */
export function readReceipt(text: string): string | null {
  let digits = "";
  for (const sign of text) {
    if (isIgnored(sign)) continue;
    const digit = digitOf(sign);
    if (digit === null || digits.length === digitCount) return null;
    digits += digit;
  }
  return digits.length === digitCount && check(digits) === 0 ? digits : null;
}

/** The value of a decimal digit of any script (Unicode category Nd), or null. Each script's ten stand in a row, from zero. */
export function digitOf(sign: string): number | null {
  if (!/^\p{Nd}$/u.test(sign)) return null;
  const point = sign.codePointAt(0) ?? 0;
  let first = point;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--;
  return (point - first) % 10;
}

/** Blanks, hyphens, dashes, the minus sign, zero-width signs, direction marks and the byte order mark. */
const isIgnored = (sign: string): boolean =>
  /^[\s\u0085\u002D\uFF0D\u2010-\u2015\u2212\u200B-\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF]$/.test(sign);

function check(digits: string): number {
  let interim = 0;
  for (const digit of digits) interim = Number(damm[interim]?.[Number(digit)]);
  return interim;
}
