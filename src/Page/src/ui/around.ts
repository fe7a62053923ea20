// What stands around the sealing on the server's page: its words, its other ways to send, its links.

import { encode } from "../formats/octets";
import { looksSealed } from "../formats/sealed";
import { pageAt } from "../net/gateway";
import { el } from "./dom";
import { languageOf, textsIn, type Language, type Texts } from "./texts";

/** With the script running, the ways without one make room. */
export function makeRoom(texts: Texts): void {
  const hint = document.getElementById("leave-hint");
  if (hint) hint.textContent = texts("leave.hint");
  // For what was sealed elsewhere, by the kit say. Out of the way: who writes here needs it not, and a file that is not sealed must not go that way.
  const sealed = document.getElementById("sealed");
  const title = sealed?.querySelector("h2");
  if (sealed && title) {
    const folded = el("details", {}, el("summary", {}, title.textContent.replace(/^\P{L}+/u, "")));
    title.remove();
    sealed.removeAttribute("aria-labelledby");
    sealed.replaceWith(folded);
    folded.append(sealed);
  }
  for (const element of document.querySelectorAll<HTMLElement>(".nojs, noscript")) element.hidden = true;
  // Who came by an onion address is in Tor. Everybody else reads it before the first word is written.
  const tor = document.getElementById("tor");
  if (tor && location.hostname.endsWith(".onion")) tor.hidden = true;
}

/**
 * Another language in place: what she has written stays in this page's memory, and no way has to be found to carry it over.
 * Every other link away from here asks first.
 *
 * @param place Where the sealing is; it is moved, never made anew.
 * @param busy Whether parts are under way: then nothing changes.
 * @param written Whether leaving would lose something.
 */
export function stayOver(place: HTMLElement, busy: () => boolean, written: () => boolean, render: (language: Language) => void): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(":is(nav, main) a[href^='/']") : null;
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link.hasAttribute("download")) return;
    if (!link.hreflang) {
      if (written() && !confirm(textsIn(languageOf(document.documentElement.lang))("away"))) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (busy()) return;
    void pageAt(link.href).then((page) => {
      if (busy() || !place.isConnected) return; // begun to seal, or left, meanwhile
      if (!page?.getElementById(place.id)) {
        document.querySelector(".top .lost")?.remove();
        const words = textsIn(languageOf(link.hreflang));
        document.querySelector(".top")?.append(el("p", { class: "lost", role: "alert", lang: words.language, dir: words.direction }, words("ask.lost")));
        return;
      }
      speak(page, place);
      history.replaceState(null, "", link.href);
      render(languageOf(link.hreflang));
      document.querySelector<HTMLElement>("nav [aria-current]")?.focus();
    });
  });
}

/**
 * Lets only what is sealed leave by the forms for what was sealed elsewhere: the server would refuse the rest, but by then it would have left this device.
 *
 * @param written Whether leaving would lose something.
 */
export function onlySealed(written: () => boolean): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.closest("#sealed")) return;
    event.preventDefault();
    void sealedIn(form).then((sealed) => {
      const words = textsIn(languageOf(document.documentElement.lang));
      form.querySelector("[role=alert]")?.remove();
      if (!sealed) form.append(el("p", { role: "alert" }, words("unsealed")));
      else if (!written() || confirm(words("away"))) form.submit();
    });
  });
}

async function sealedIn(form: HTMLFormElement): Promise<boolean> {
  const file = form.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
  const start = file ? await file.slice(0, 256).arrayBuffer().catch(() => new ArrayBuffer()) : encode(form.querySelector("textarea")?.value ?? "");
  return looksSealed(new Uint8Array(start));
}

/** Puts the words of a page in the places of this one's. */
function speak(page: Document, place: HTMLElement): void {
  const { title, documentElement: { lang, dir } } = page;
  for (const part of [".skip", "#leave", ".top", "footer"]) document.querySelector(part)?.replaceChildren(...page.querySelector(part)?.childNodes ?? []);
  for (const kept of [place, ...document.querySelectorAll("#sealed :is(input, textarea)")]) page.getElementById(kept.id)?.replaceWith(kept);
  const main = page.querySelector("main");
  if (main) document.querySelector("main")?.replaceWith(main);
  document.title = title;
  Object.assign(document.documentElement, { lang, dir });
}
