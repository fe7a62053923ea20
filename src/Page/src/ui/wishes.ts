import { button, el, field, heading, newId } from "./dom";
import type { Screen } from "./screen";
import { warn, written } from "./tell";

const uses = ["court", "archive", "publication"] as const;
const answers = [["yes", true], ["no", false], ["open", undefined]] as const;

/** Step 2: what may be done with it, use by use, and what to take care of. */
export function wishes(screen: Screen, back: () => void, next: () => void): HTMLElement {
  const { texts, draft } = screen;
  const safety = written("textarea", draft, "safety", { rows: "4" });
  const warning = el("div", { role: "status" });
  const check = (): void => { warning.replaceChildren(...warn(screen, [draft.safety])); };
  safety.addEventListener("change", check);
  check();
  return el("section", {},
    heading(el("span", { class: "step" }, texts("step", { number: "2" })), texts("wishes.heading")),
    el("p", {}, texts("wishes.lead")),
    ...uses.map((use) => question(screen, use)),
    field(texts("wishes.safety"), texts("wishes.safety.hint"), safety),
    warning,
    el("div", { class: "steps" }, button(texts("next"), next), button(texts("back"), back, { class: "quiet" })));
}

function question({ texts, draft }: Screen, use: (typeof uses)[number]): HTMLElement {
  const name = newId();
  return el("fieldset", {}, el("legend", {}, texts(`wishes.${use}`)), el("div", { class: "answers" }, ...answers.map(([answer, value]) => {
    const input = el("input", { type: "radio", name, checked: draft.consent[use] === value });
    input.addEventListener("change", () => {
      // A question left open is not written at all.
      if (value === undefined) delete draft.consent[use];
      else draft.consent[use] = value;
    });
    return el("label", {}, input, texts(`wishes.${answer}`));
  })));
}
