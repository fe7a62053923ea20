import { cleaned, isCleanable, kindOf, maximumCleanedOctets, type FileKind } from "../images/hiddenData";
import { button, el, field, ltr, newId, own } from "./dom";
import { cleanName, type Chosen } from "./draft";
import type { Screen } from "./screen";
import type { TextName } from "./texts";

/** The files, and for each what it carries besides what one sees. */
export function fileList(screen: Screen, added: () => void): HTMLElement {
  const { texts, draft } = screen;
  const list = el("ul", { class: "plain files" });
  const input = el("input", { type: "file", multiple: true });
  const show = (): void => { list.replaceChildren(...draft.files.map((chosen) => entry(screen, chosen, show, input))); };

  input.addEventListener("change", () => {
    const files = Array.from(input.files ?? []);
    // Emptied at once, so that the same file can be chosen again after it was removed.
    input.value = "";
    void Promise.all(files.map(async (file): Promise<Chosen> => ({ file, kind: await kindOf(file).catch((): FileKind => "other"), copy: null, copying: null }))).then((chosen) => {
      draft.files.push(...chosen);
      show();
      added();
      screen.announce(texts("files.added", { name: files.map((file) => file.name).join(", ") }));
    });
  });
  show();
  // The browser's own words for such a field are in the browser's language, so the label stands in front of them.
  const adding = field(texts("files.add"), "", input);
  adding.className = "add";
  return el("div", {}, el("h3", {}, texts("files.heading")), el("p", { class: "hint" }, texts("files.hint")), adding, list);
}

function entry(screen: Screen, chosen: Chosen, show: () => void, input: HTMLElement): HTMLElement {
  const { texts, draft } = screen;
  const { file, kind } = chosen;
  const remove = (): void => {
    draft.files.splice(draft.files.indexOf(chosen), 1);
    show();
    screen.announce(texts("files.removed", { name: file.name }));
    input.focus();
  };
  return el("li", {},
    el("p", { class: "file" }, el("strong", {}, own(file.name)), " ", ltr(texts.size(file.size))),
    isCleanable(kind) && file.size <= maximumCleanedOctets
      ? choice(screen, chosen, kind)
      : el("p", { class: "hint" }, texts(`files.${isCleanable(kind) ? "otherPicture" : kind}` as TextName)),
    button(texts("files.remove"), remove, { class: "quiet", "aria-label": `${texts("files.remove")}: ${file.name}` }));
}

function choice(screen: Screen, chosen: Chosen, kind: "jpeg" | "png" | "webp"): HTMLElement {
  const { texts, draft } = screen;
  const said = el("p", { class: "hint", role: "status" });
  const name = newId();
  const option = (value: string, label: TextName, hint: (string | Node)[], checked: boolean, picked: (input: HTMLInputElement) => void): HTMLElement => {
    const hintId = newId();
    const input = el("input", { type: "radio", name, value, checked, "aria-describedby": hintId });
    input.addEventListener("change", () => { picked(input); });
    return el("div", { class: "choice" }, el("label", {}, input, texts(label)), el("p", { class: "hint", id: hintId }, hint));
  };
  const keep = option("keep", "files.keep", [texts("files.keep.hint")], chosen.copying === null, () => {
    chosen.copy = chosen.copying = null;
    said.replaceChildren();
  });
  const report = (copying: Promise<Blob | null>): void => {
    void copying.then((copy) => {
      if (chosen.copying !== copying) return; // she has chosen otherwise since
      chosen.copy = copy;
      said.replaceChildren(...(copy ? [texts("files.cleaned"), " ", ltr(texts.size(copy.size))] : [texts("files.uncleaned")]));
      // It stays the original only where she sees that: once she has gone on, her wish stands until sealing has said so.
      const original = keep.querySelector("input");
      if (copy || !original || !said.isConnected) return;
      chosen.copying = null;
      original.checked = true;
    });
  };
  const clean = (): void => {
    chosen.copying = chosen.file.arrayBuffer().then((octets) => cleaned(new Uint8Array(octets), kind)).catch(() => null);
    report(chosen.copying);
  };
  if (chosen.copying) report(chosen.copying);
  return el("fieldset", {},
    el("legend", { class: "hint" }, texts.parts("files.choice", { name: own(chosen.file.name) })),
    el("p", { class: "hint" }, texts("files.picture")),
    keep,
    option("clean", "files.clean", texts.parts("files.clean.hint", { name: ltr(cleanName(draft, chosen)) }), chosen.copying !== null, clean),
    said);
}
