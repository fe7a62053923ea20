import { button, el, field, heading, ltr, own } from "./dom";
import { fileList } from "./files";
import type { Screen } from "./screen";
import { findings } from "./warnings";

/** Step 1: what happened, and files. */
export function tell(screen: Screen, next: () => void): HTMLElement {
  const { texts, draft } = screen;
  const warning = el("div", { role: "status" });
  const missing = el("p", { class: "notice", role: "alert", hidden: true }, texts("tell.empty"));
  const text = written("textarea", draft, "text", { rows: "10" });
  const [when, where] = [written("input", draft, "when"), written("input", draft, "where")];

  const check = (): void => { warning.replaceChildren(...warn(screen, [draft.text, draft.when, draft.where])); };
  let later = 0;
  for (const input of [text, when, where]) {
    input.addEventListener("input", () => {
      missing.hidden = true;
      clearTimeout(later);
      later = setTimeout(check, 800);
    });
  }
  check();

  const go = (): void => {
    missing.hidden = draft.text.trim() !== "" || draft.files.length > 0;
    if (missing.hidden) next();
    else text.focus();
  };
  return el("section", {},
    heading(el("span", { class: "step" }, texts("step", { number: "1" })), texts("tell.heading")),
    el("p", {}, texts("tell.lead")),
    field(texts("tell.text"), texts("tell.text.hint"), text),
    el("details", { open: draft.when !== "" || draft.where !== "" }, el("summary", {}, texts("tell.more")),
      field(texts("tell.when"), texts("tell.when.hint"), when), field(texts("tell.where"), texts("tell.where.hint"), where)),
    warning,
    fileList(screen, () => { missing.hidden = true; }),
    missing,
    el("div", { class: "steps" }, button(texts("next"), go)));
}

/** A field that keeps nothing anywhere: no completion, and neither spelling help nor suggestions, which some browsers ask of a server. */
export function written<name extends "input" | "textarea">(
  name: name, draft: Screen["draft"], key: "text" | "when" | "where" | "safety", attributes: Record<string, string> = {}): HTMLElementTagNameMap[name] {
  const input = el(name, { dir: "auto", autocomplete: "off", autocapitalize: "sentences", spellcheck: "false", writingsuggestions: "false", ...attributes });
  input.value = draft[key];
  input.addEventListener("input", () => { draft[key] = input.value; });
  return input;
}

export function warn(screen: Screen, written: readonly string[]): Node[] {
  const { texts } = screen;
  const found = written.flatMap(findings).slice(0, 10);
  if (found.length === 0) return [];
  return [el("div", { class: "notice" },
    el("p", {}, el("strong", {}, texts("warn.heading"))),
    el("ul", {}, ...found.map((one) => el("li", {}, texts.parts(`warn.${one.kind}`, { found: one.kind === "phone" || one.kind === "receipt" ? ltr(one.found) : own(one.found) })))),
    el("p", {}, texts("warn.lead")))];
}
