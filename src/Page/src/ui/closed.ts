import { el, heading, ltr } from "./dom";
import type { Screen } from "./screen";
import type { TextName } from "./texts";

const words: Readonly<Record<string, TextName>> = {
  Expired: "closed.expired", EpochLower: "closed.older", Nobody: "closed.nobody", Server: "closed.server", Unready: "closed.unready", Lost: "closed.lost",
};

/** The door is closed: why, and nothing to seal or send with. There is no other way. */
export function closedDoor(screen: Screen, fault: string, expires: string): HTMLElement {
  const { texts } = screen;
  const name = words[fault] ?? "closed.false";
  return el("section", { role: "alert" },
    heading(texts("closed.heading")),
    el("p", { class: "notice" }, texts.parts(screen.kit && name === "closed.expired" ? "closed.expired.kit" : name, { day: ltr(expires), today: ltr(screen.today()) })),
    el("p", {}, texts("closed.never")));
}
