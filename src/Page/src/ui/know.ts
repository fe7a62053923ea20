import { dayOf } from "../formats/days";
import { el, ltr } from "./dom";
import type { Screen } from "./screen";
import type { TextName } from "./texts";

/** What this browser shows of her, read out of it now, and what of that is kept. */
export function know(screen: Screen): HTMLElement {
  const { texts, kit } = screen;
  const list = el("ul", {});
  const fact = (name: TextName, value?: string): HTMLElement => el("li", {}, value === undefined ? texts(name) : texts.parts(name, { value: ltr(value) }));
  const show = (): void => {
    const facts = screen.keyring();
    list.replaceChildren(
      ...(kit ? [fact("know.kit")] : [
        fact(location.hostname.endsWith(".onion") ? "know.onion" : "know.clear"),
        fact("know.browser", navigator.userAgent),
        fact("know.languages", navigator.languages.join(", ")),
        fact("know.screen", `${innerWidth} × ${innerHeight}`),
        fact("know.zone", Intl.DateTimeFormat().resolvedOptions().timeZone),
        ...(document.cookie === "" ? [fact("know.stored")] : []),
      ]),
      fact("know.clock", dayOf(new Date())),
      ...(facts ? [
        el("li", {}, texts.parts("know.keyring", { epoch: ltr(String(facts.epoch)), day: ltr(facts.expires) })),
        el("li", {}, texts("know.root"), " ", el("bdi", { dir: "ltr" }, el("code", {}, facts.root.match(/.{4}/g)?.join(" ") ?? ""))),
      ] : []));
  };
  const panel = el("details", {}, el("summary", {}, texts("know.heading")), kit ? null : [el("p", {}, texts("know.kept")), el("p", {}, texts("know.seen"))], list);
  panel.addEventListener("toggle", show);
  return panel;
}
