// The page that the server gives. Its HTML works without this script; what the script makes better takes its place.

import { keyring } from "./net/gateway";
import { app } from "./ui/app";
import { makeRoom, onlySealed, stayOver } from "./ui/around";
import { el } from "./ui/dom";
import { engineOver } from "./ui/engine";
import { installLeaving } from "./ui/leave";
import { languageOf, textsIn, type Language } from "./ui/texts";
import { workerAt } from "./ui/workerAt";

/** Filled once, when the operator installs a keyring: the root's fingerprint, LF, the signed keyring. */
const baked = "@@SECUREDROP-KEYRING@@";

/** The sealing thread's address carries its hash, so it stands in the HTML. */
const worker = document.currentScript?.dataset.worker ?? "";

function start(): void {
  const place = document.getElementById("seal");
  if (!place) return;
  const language = languageOf(document.documentElement.lang);
  const texts = textsIn(language);
  place.hidden = false;
  if (!globalThis.crypto?.subtle) {
    // A page over plain HTTP, outside Tor Browser. The ways without a script stay where they are.
    place.append(el("section", {}, el("h2", {}, texts("insecure.heading")), el("p", { class: "notice" }, texts("insecure")),
      el("p", {}, el("a", { class: "button", href: `/${language}/kit` }, texts("insecure.kit")))));
    onlySealed(() => false);
    return;
  }
  const sealer = app(place, engineOver(workerAt(worker)), baked, false, keyring);
  const leave = document.getElementById("leave");
  if (leave) installLeaving(leave, sealer.wipe);
  const render = (chosen: Language): void => {
    const words = textsIn(chosen);
    makeRoom(words);
    sealer.render(words);
  };
  stayOver(place, sealer.busy, sealer.written, render);
  onlySealed(sealer.written);
  render(language);
}

start();
