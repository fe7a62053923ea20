import { dayOf } from "../formats/days";
import { button, el, field, heading, ltr } from "./dom";
import type { Screen } from "./screen";
import type { TextName } from "./texts";

const words: Readonly<Record<string, TextName>> = {
  Expired: "closed.expired", EpochLower: "closed.older", FormatNewer: "closed.newer", Nobody: "closed.nobody", Server: "closed.server",
  Unready: "closed.unready", Lost: "closed.lost",
};

/**
 * The door is closed: why, and nothing to seal or send with. Where only the device's clock closes it, she may say which day it is, since that clock may
 * be wrong and not hers to set. A day and not a yes: who reads that it is over and means well cannot press on without saying something false.
 *
 * @param on Told of the day that she says it is.
 */
export function closedDoor(screen: Screen, fault: string, expires: string, on: (day: string) => void): HTMLElement {
  const { texts } = screen;
  const name = words[fault] ?? "closed.false";
  return el("section", { role: "alert" },
    heading(texts("closed.heading")),
    el("p", { class: "notice" }, texts.parts(screen.kit && name === "closed.expired" ? "closed.expired.kit" : name, { day: ltr(expires), today: ltr(dayOf(new Date())) })),
    name === "closed.expired" ? otherDay(screen, expires, on) : null,
    el("p", {}, texts("closed.never")));
}

function otherDay({ texts }: Screen, expires: string, on: (day: string) => void): HTMLElement {
  const said = el("p", { role: "status" });
  const input = el("input", { type: "date", autocomplete: "off", class: "short" });
  return el("div", {}, field(texts("closed.day"), texts("closed.day.hint"), input), said, button(texts("closed.day.button"), () => {
    if (input.value === "" || input.value > expires) said.replaceChildren(texts(input.value === "" ? "closed.day.none" : "closed.day.over"));
    else on(input.value);
  }));
}
