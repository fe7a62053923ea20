import { digitOf, grouped, readReceipt } from "../formats/receipt";

/** What a text may betray, found on this device and told to nobody else. */
export interface Finding { readonly kind: "phone" | "mail" | "account" | "receipt"; readonly found: string }

// Bounded as RFC 5321 §4.5.3.1 has it: a long text without blanks must not hold up the page, and with it the way out.
const mail = /(?<![^\s@<>(),;:"])[^\s@<>(),;:"]{1,64}@[^\s@<>(),;:"]{1,255}\.[^\s@<>(),;:."]{2,63}/gu;
const account = /(?<![\p{L}\p{N}.])@[\p{L}\p{N}_.]{3,}|\b(?:t\.me|wa\.me|facebook\.com|fb\.com|instagram\.com|tiktok\.com|twitter\.com|x\.com|youtube\.com|signal\.me)\/\S+/giu;
const digits = /\+?\d(?:[ \u00A0\-‐-―.()/]{0,2}\d){7,}/g;
const day = /^(\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{4} ?[-–] ?\d{4})$/;

export function findings(text: string): Finding[] {
  const found: Finding[] = [
    ...Array.from(text.matchAll(mail), ([one]): Finding => ({ kind: "mail", found: one })),
    ...Array.from(text.replace(mail, " ").matchAll(account), ([one]): Finding => ({ kind: "account", found: one })),
  ];
  // Numbers in any script look alike from here on.
  const latin = Array.from(text.replace(mail, " "), (sign) => digitOf(sign)?.toString() ?? sign).join("");
  for (const [one] of latin.matchAll(digits)) {
    const receipt = readReceipt(one);
    const count = one.replace(/\D/g, "").length;
    if (receipt) found.push({ kind: "receipt", found: grouped(receipt) });
    else if (count <= 15 && !day.test(one.trim())) found.push({ kind: "phone", found: one });
  }
  // Each once; a pasted list of contacts holds many thousands.
  return [...new Map(found.map((one) => [`${one.kind} ${one.found}`, one])).values()];
}
