// The offline kit: the same sealing, in one file that can reach no network. Its worker is made from a block of this same file.

import { app } from "./ui/app";
import { button, el } from "./ui/dom";
import { engineOver } from "./ui/engine";
import { installLeaving } from "./ui/leave";
import { awaitsReview, directionOf, languageOf, languages, nameOf, textsIn, type Language, type Texts } from "./ui/texts";
import { workerAt } from "./ui/workerAt";

const block = (id: string): string => document.getElementById(id)?.textContent ?? "";

function start(): void {
  const place = el("main", { id: "seal", translate: "no" });
  const leave = el("a", { class: "leave", id: "leave", href: "about:blank", rel: "noreferrer" });
  const hint = el("p", { class: "hint" });
  const choices = el("nav", {});
  const review = el("p", { class: "hint" });
  document.getElementById("seal")?.replaceWith(el("header", {}, leave), el("div", { class: "top" }, hint, choices), place, el("footer", {}, review));

  let busy = (): boolean => false;
  const show = (language: Language, render: (texts: Texts) => void): void => {
    const texts = textsIn(language);
    document.documentElement.lang = language;
    document.documentElement.dir = texts.direction;
    leave.textContent = texts("leave");
    hint.textContent = texts("leave.hint");
    review.textContent = awaitsReview(language) ? texts("review") : "";
    choices.setAttribute("aria-label", languages.map(nameOf).join(", "));
    choices.replaceChildren(...languages.map((other) => button(nameOf(other), () => {
      // Not while it seals: what is under way would be begun anew.
      if (!busy()) show(other, render);
    }, {
      class: "quiet", lang: other, dir: directionOf(other), "aria-pressed": String(other === language),
    })));
    render(texts);
  };

  const language = navigator.languages.map(languageOf)[0] ?? "en";
  if (!globalThis.crypto?.subtle) {
    show(language, (texts) => { place.replaceChildren(el("p", { class: "notice" }, texts("insecure.file"))); });
    installLeaving(leave, () => { /* nothing is written */ });
    return;
  }
  const worker = URL.createObjectURL(new Blob([block("worker")], { type: "text/javascript" }));
  const sealer = app(place, engineOver(workerAt(worker)), JSON.parse(block("keyring")) as string, true, () => Promise.resolve(null));
  busy = sealer.busy;
  installLeaving(leave, sealer.wipe);
  show(language, sealer.render);
}

start();
