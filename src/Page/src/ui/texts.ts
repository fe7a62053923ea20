import ar from "../../texts/ar.json";
import ckb from "../../texts/ckb.json";
import en from "../../texts/en.json";
import fr from "../../texts/fr.json";
import review from "../../texts/REVIEW.json";

export type TextName = keyof typeof en;
export type Language = "ar" | "ckb" | "en" | "fr";

const all: Readonly<Record<Language, Readonly<Record<TextName, string>>>> = { ar, ckb, en, fr };

/** In the order in which they are offered. */
export const languages = Object.keys(all) as Language[];

/** The language of a tag such as `ar-SY`; Kurdish without more is taken for Sorani here; English for all that we do not have. */
export function languageOf(tag: string): Language {
  const first = tag.toLowerCase().split("-")[0] ?? "";
  return languages.find((language) => language === first) ?? (first === "ku" ? "ckb" : "en");
}

export interface Texts {
  readonly language: Language;
  readonly direction: string;
  /** The text with its places filled. */
  (name: TextName, places?: Readonly<Record<string, string>>): string;
  /** The text cut at its places, so that what stands in them can be set apart from the direction of the words around it. */
  parts(name: TextName, places: Readonly<Record<string, Node>>): (string | Node)[];
  /** Such as `1.5 MB`. */
  size(octets: number): string;
}

export function textsIn(language: Language): Texts {
  const strings = all[language];
  const text = (name: TextName, places: Readonly<Record<string, string>> = {}): string =>
    strings[name].replace(/\{(\w+)\}/g, (whole, place: string) => places[place] ?? whole);
  return Object.assign(text, {
    language,
    direction: strings.direction,
    parts: (name: TextName, places: Readonly<Record<string, Node>>) =>
      strings[name].split(/\{(\w+)\}/).map((piece, i) => (i % 2 === 0 ? piece : places[piece] ?? piece)),
    size: (octets: number) => octets < 999_500
      ? text("unit.kb", { number: String(Math.ceil(octets / 1000)) })
      : text("unit.mb", { number: (octets / 1e6).toFixed(octets < 99.95e6 ? 1 : 0) }),
  });
}

/** Whether a native reader has still to read this language; English is the original. */
export const awaitsReview = (language: Language): boolean =>
  language !== "en" && (review as Readonly<Record<string, unknown>>)[language] === null;

export const nameOf = (language: Language): string => all[language].name;
export const directionOf = (language: Language): string => all[language].direction;
