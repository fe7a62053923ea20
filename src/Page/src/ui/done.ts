import { digitOf, grouped } from "../formats/receipt";
import { button, el, field, heading } from "./dom";
import { askAll } from "./ask";
import { saving } from "./saving";
import type { Screen } from "./screen";
import type { Sealed } from "./sealing";
import type { TextName } from "./texts";

/** The last screen: the receipt, what happens next, and what to destroy when. */
export function done(screen: Screen, sealed: Sealed): HTMLElement {
  const { texts, kit } = screen;
  const receipt = sealed.receipts[0] ?? "";
  const word = (name: string): string => texts((kit ? `${name}.kit` : name) as TextName);
  const shown = el("details", { class: "code" }, el("summary", {}, texts("done.show")), el("p", { class: "receipt" }, el("bdi", { dir: "ltr" }, el("code", {}, grouped(receipt)))));
  // Paper shows no closed box.
  addEventListener("beforeprint", () => { shown.open = true; });
  addEventListener("afterprint", () => { shown.open = false; });
  // What the kit has saved has not arrived anywhere yet: nobody is told to destroy it.
  const fear = kit ? [] : [texts("destroy.fear")];

  return el("section", {},
    heading(word("done.heading")),
    kit ? saving(screen, sealed) : null,
    el("p", {}, texts("done.lead")),
    shown,
    copied(screen, receipt),
    kit ? null : askAll(screen, sealed.receipts),
    el("h3", {}, texts("next.heading")),
    el("p", {}, word("next.carry")),
    el("p", {}, texts("next.ask")),
    el("h3", {}, texts("destroy.heading")),
    el("ul", {}, ...[texts("destroy.ties"), texts("destroy.when"), ...fear, word("destroy.identity")].map((text) => el("li", {}, text))),
    el("div", { class: "steps" }, button(texts("done.print"), () => { print(); }, { class: "quiet" })));
}

/** Whether it stands on the paper as it is: asked for its last digits, in any script. Pasting is allowed. */
function copied({ texts }: Screen, receipt: string): HTMLElement {
  const said = el("p", { role: "status" });
  const input = el("input", { inputmode: "numeric", autocomplete: "off", dir: "ltr", class: "short", maxlength: "12" });
  input.addEventListener("input", () => {
    const digits = Array.from(input.value, (sign) => digitOf(sign)?.toString() ?? "").join("");
    said.replaceChildren(digits.length < 5 ? "" : texts(receipt.endsWith(digits) ? "done.right" : "done.wrong"));
  });
  return el("div", { class: "screen" }, field(texts("done.check"), "", input), said);
}
