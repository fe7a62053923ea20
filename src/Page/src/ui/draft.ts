import type { FileKind } from "../images/hiddenData";
import type { Account, Consent } from "../formats/testimony";
import type { Parts } from "./parts";
import type { Language } from "./texts";

/** A file that the source has chosen, and what is to be sent of it. */
export interface Chosen {
  readonly file: File;
  readonly kind: FileKind;
  /** The cleaned copy when she has asked for it and it is made. */
  copy: Blob | null;
  /** She has asked for a cleaned copy: what becomes of it. Nothing is sealed before that is known. */
  copying: Promise<Blob | null> | null;
}

/** What is being written. It lives in this page's memory and nowhere else. */
export interface Draft {
  text: string;
  when: string;
  where: string;
  safety: string;
  consent: { court?: boolean; archive?: boolean; publication?: boolean };
  files: Chosen[];
  /** In which it was first sealed: another language on the page later makes no other testimony of it. */
  language: Language | null;
  /** Once sealing has begun. */
  parts: Parts | null;
}

export const emptyDraft = (): Draft => ({ text: "", when: "", where: "", safety: "", consent: {}, files: [], language: null, parts: null });

/** Only what she has answered. */
export function accountOf(draft: Draft, language: string): Account {
  const consent: Consent = draft.consent;
  return {
    text: draft.text,
    language,
    ...(draft.when.trim() && { when: draft.when }),
    ...(draft.where.trim() && { where: draft.where }),
    ...(Object.keys(consent).length > 0 && { consent }),
    ...(draft.safety.trim() && { safety: draft.safety }),
  };
}

const endings: Readonly<Partial<Record<FileKind, string>>> = { jpeg: "jpg", png: "png", webp: "webp" };

/** A telephone puts the time into a picture's name, so a cleaned copy gets a name that says nothing. */
export const cleanName = (draft: Draft, chosen: Chosen): string => `picture-${draft.files.indexOf(chosen) + 1}.${endings[chosen.kind] ?? "bin"}`;

/** Names as they stand in the archive: each once, none that could not be written. */
export function namedFiles(draft: Draft): { name: string; content: Blob }[] {
  const taken = new Set<string>();
  return draft.files.map((chosen) => {
    const wanted = (chosen.copy ? cleanName(draft, chosen) : chosen.file.name.replace(/\p{Surrogate}/gu, "\uFFFD").replace(/[/\0]/g, "_")).replace(/^\.{0,2}$/, "file");
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = wanted.replace(/(\.[^.]*)?$/, ` (${number})$1`);
    taken.add(name);
    return { name, content: chosen.copy ?? chosen.file };
  });
}
