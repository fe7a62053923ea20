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

  const failed = (name: TextName): void => {
    trouble.replaceChildren(el("p", { class: "notice" }, texts(name)));
    work.replaceChildren();
    steps.hidden = false;
    start.disabled = false;
    start.textContent = texts("seal.again");
  };

  async function run(): Promise<void> {
    trouble.replaceChildren();
    steps.hidden = true;
    const copies = await Promise.all(draft.files.map(async ({ copying }) => copying === null || (await copying) !== null));
    if (copies.includes(false)) {
      failed("files.uncleaned");
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
        failed(isFault(plan) ? plan : "seal.trouble");
        return;
      }
      if (!plan.again || !draft.parts) draft.parts = partsFrom(engine, plan.parts);
      const on = way(screen, draft.parts);
      work.replaceChildren(on.element);
      done(await on.done);
    } catch {
      failed("seal.trouble");
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
