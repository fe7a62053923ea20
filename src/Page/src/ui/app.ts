import type { KeyringFacts } from "../seal/jobs";
import { dayOf } from "../formats/days";
import { askOne } from "./ask";
import { closedDoor } from "./closed";
import { el } from "./dom";
import { done } from "./done";
import { emptyDraft } from "./draft";
import type { Engine } from "./engine";
import { know } from "./know";
import type { Screen } from "./screen";
import { gathering } from "./saving";
import { sealing } from "./sealing";
import { sending } from "./sending";
import { tell } from "./tell";
import type { Texts } from "./texts";
import { wishes } from "./wishes";

export interface App {
  /** Shows everything in a language; what is being written stays. */
  render(texts: Texts): void;
  wipe(): void;
}

/** The three steps and the last screen, in `place`. What differs between page and kit is only how sealed parts go on from here. */
export function app(place: HTMLElement, engine: Engine, baked: string, kit: boolean, served: () => Promise<ArrayBuffer | "closed" | null>): App {
  let [draft, facts] = [emptyDraft(), null as KeyringFacts | null];
  let waiting: (() => void)[] = [];
  let closed: { readonly fault: string; readonly expires: string } | null = null;
  let current: (screen: Screen) => HTMLElement = (screen) => first(screen);
  let screen: Screen | null = null;
  const stage = el("div", {});
  const voice = el("p", { class: "unseen", role: "status" });

  /** @param focus False at the very beginning, where she has not asked for anything yet. */
  function go(made: (screen: Screen) => HTMLElement, focus = true): void {
    current = made;
    if (!screen) return;
    stage.replaceChildren(made(screen));
    if (!focus) return;
    // The page's greeting has been read by now; on a small screen it would stand before every step.
    for (const greeting of document.querySelectorAll<HTMLElement>(".lead")) greeting.hidden = true;
    scrollTo(0, 0);
    stage.querySelector<HTMLElement>("h2")?.focus();
  }

  const first = (on: Screen): HTMLElement => tell(on, () => { go(second); });
  const second = (on: Screen): HTMLElement => wishes(on, () => { go(first); }, () => { go(third); });
  const third = (on: Screen): HTMLElement => sealing(on, kit ? gathering : sending, () => { go(second); },
    (fault) => { close(fault, facts?.expires ?? ""); },
    (sealed) => {
      // What was written is needed no more: only sealed octets and receipts are left.
      draft = emptyDraft();
      engine.stop();
      go((last) => done(last, sealed));
    });

  function close(fault: string, expires: string): void {
    closed = { fault, expires };
    go((on) => closedDoor(on, closed?.fault ?? fault, closed?.expires ?? expires));
  }

  async function trust(): Promise<void> {
    if (!baked.includes("\n")) {
      close("Unready", "");
      return;
    }
    const newer = await served();
    if (newer === "closed") {
      close("Server", "");
      return;
    }
    const said = await engine.trust(baked, newer, dayOf(new Date()));
    if ("fault" in said) {
      close(said.fault, said.expires);
      return;
    }
    facts = said;
    for (const then of waiting) then();
    waiting = [];
  }

  trust().catch(() => { close("Lost", ""); });
  return {
    render(texts) {
      screen = {
        texts, engine, kit,
        get draft() { return draft; },
        keyring: () => facts,
        whenTrusted: (then) => { if (facts) then(); else waiting.push(then); },
        announce: (text) => { voice.textContent = text; },
        today: () => dayOf(new Date()),
      };
      place.replaceChildren(stage, voice, el("div", { class: "aside screen" },
        kit ? null : el("details", {}, el("summary", {}, texts("ask.heading")), askOne(screen)), know(screen)));
      go(current, false);
    },
    wipe() {
      draft = emptyDraft();
      engine.stop();
    },
  };
}
