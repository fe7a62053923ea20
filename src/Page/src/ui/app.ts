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
  /** Parts are being sealed or sent: what is shown must stay. */
  busy(): boolean;
  /** Something would be lost if the page went away now. */
  written(): boolean;
}

/** The three steps and the last screen, in `place`. What differs between page and kit is only how sealed parts go on from here. */
export function app(place: HTMLElement, engine: Engine, baked: string, kit: boolean, served: () => Promise<ArrayBuffer | "closed" | null>): App {
  let [draft, facts] = [emptyDraft(), null as KeyringFacts | null];
  let waiting: (() => void)[] = [];
  // Milliseconds by which her device's clock is wrong, once she has said which day it is.
  let wrong = 0;
  let begun = false;
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
    begun = true;
    hideGreeting();
    scrollTo(0, 0);
    stage.querySelector<HTMLElement>("h2")?.focus();
  }

  /** It has been read by now; on a small screen it would stand before every step. */
  function hideGreeting(): void {
    for (const greeting of document.querySelectorAll<HTMLElement>(".lead")) greeting.hidden = true;
  }

  const today = (): string => dayOf(new Date(Date.now() + wrong));

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
    go((on) => closedDoor(on, fault, expires, (day) => {
      wrong = Date.parse(day) - Date.now();
      trust().then((open) => { if (open) go(first); }, lost);
    }));
  }

  const lost = (): void => { close("Lost", ""); };

  /** Whether the door is open; where it is not, it says why. */
  async function trust(): Promise<boolean> {
    const shut = (fault: string, expires = ""): boolean => {
      close(fault, expires);
      return false;
    };
    if (!baked.includes("\n")) return shut("Unready");
    const newer = await served();
    if (newer === "closed") return shut("Server");
    const said = await engine.trust(baked, newer, today());
    if ("fault" in said) return shut(said.fault, said.expires);
    facts = said;
    for (const then of waiting) then();
    waiting = [];
    return true;
  }

  trust().catch(lost);
  return {
    render(texts) {
      screen = {
        texts, engine, kit,
        get draft() { return draft; },
        keyring: () => facts,
        whenTrusted: (then) => { if (facts) then(); else waiting.push(then); },
        announce: (text) => { voice.textContent = text; },
        today,
      };
      place.replaceChildren(stage, voice, el("div", { class: "aside screen" },
        kit ? null : el("details", {}, el("summary", {}, texts("ask.heading")), askOne(screen)), know(screen)));
      go(current, false);
      if (begun) hideGreeting();
    },
    // From the press on, also before there is anything to measure: a second run would count the parts of the first as its own.
    busy: () => stage.querySelector(".steps[hidden]") !== null,
    written: () => draft.text !== "" || draft.files.length > 0 || stage.querySelector(".receipt") !== null,
    wipe() {
      draft = emptyDraft();
      engine.stop();
    },
  };
}
