import { button, el, heading, ltr } from "./dom";
import { accountOf, namedFiles } from "./draft";
import { partsFrom, type Parts } from "./parts";
import { bar } from "./progress";
import type { Screen } from "./screen";
import { textsIn, type TextName } from "./texts";

/** What a whole testimony has become: the receipts of its parts in order. */
export interface Sealed { readonly receipts: readonly string[]; readonly files: readonly { readonly name: string; readonly content: Blob }[] }

/** How the sealed parts go on from here: sent, or kept for saving. */
export type Way = (screen: Screen, parts: Parts) => { readonly element: HTMLElement; readonly done: Promise<Sealed> };

/** The server has not taken a part. What is sealed is kept: trying again sends the same ciphertext under the same receipt. */
export class NotTaken extends Error {
  /** @param words Why, for her. */
  constructor(readonly words: readonly (string | Node)[]) { super(); }
}

/** Step 3: measures, seals part by part, and hands each part on. */
export function sealing(screen: Screen, way: Way, back: () => void, closed: (fault: string) => void, done: (sealed: Sealed) => void): HTMLElement {
  const { texts, draft, engine } = screen;
  const suffix = screen.kit ? ".kit" : "";
  const trouble = el("div", { role: "alert" });
  const work = el("div", {});
  const start = button(texts(`seal.start${suffix}` as TextName), () => { void run(); });
  const steps = el("div", { class: "steps" }, start, button(texts("back"), back, { class: "quiet" }));
  const trusted = el("p", { class: "hint", role: "status" }, texts("checking"));
  start.disabled = screen.keyring() === null;
  screen.whenTrusted(() => {
    start.disabled = false;
    trusted.replaceChildren(texts("checked"));
  });

  const failed = (...words: readonly (string | Node)[]): void => {
    trouble.replaceChildren(el("p", { class: "notice" }, words));
    work.replaceChildren();
    steps.hidden = false;
    start.disabled = false;
    start.textContent = texts("seal.again");
  };

  async function run(): Promise<void> {
    trouble.replaceChildren();
    steps.hidden = true;
    let uncleaned = false;
    for (const chosen of draft.files) {
      if (chosen.copying === null || await chosen.copying) continue;
      uncleaned = true;
      chosen.copying = null; // said now: from here on it is hers to seal the original, or to go back
    }
    if (uncleaned) {
      failed(texts("files.uncleaned"));
      return;
    }
    const files = namedFiles(draft);
    const total = octetsOf(files);
    const measuring = bar(texts, "seal.measuring", screen.announce);
    let measured = 0;
    engine.onMeasured = (octets) => { measuring.set(measured += octets, total); };
    work.replaceChildren(...(files.length > 0 ? [measuring.element] : []), el("p", { class: "hint" }, texts("seal.stay")));
    try {
      draft.language ??= texts.language;
      const plan = await engine.prepare(accountOf(draft, draft.language), files, screen.today());
      if (plan === "Expired" || plan === "Nobody") {
        closed(plan);
        return;
      }
      if (typeof plan === "string") {
        failed(texts(isFault(plan) ? plan : "seal.trouble"));
        return;
      }
      if (!plan.again || !draft.parts) draft.parts = partsFrom(engine, plan.parts);
      const on = way(screen, draft.parts);
      work.replaceChildren(on.element);
      done(await on.done);
    } catch (ended) {
      failed(...(ended instanceof NotTaken ? ended.words : [texts("seal.trouble")]));
    }
  }

  return el("section", {},
    heading(el("span", { class: "step" }, texts("step", { number: "3" })), texts(`seal.heading${suffix}` as TextName)),
    el("p", {}, texts(`seal.lead${suffix}` as TextName)),
    el("p", {}, texts.parts("seal.contents", { count: ltr(String(draft.files.length)), size: ltr(texts.size(octetsOf(namedFiles(draft)))) })),
    trusted, trouble, work, steps);
}

const octetsOf = (files: readonly { readonly content: Blob }[]): number => files.reduce((sum, file) => sum + file.content.size, 0);

/** Faults of the testimony itself have words of their own. */
function isFault(name: string): name is TextName & `fault.${string}` {
  return `fault.${name}` !== textsIn("en")(`fault.${name}` as TextName);
}
