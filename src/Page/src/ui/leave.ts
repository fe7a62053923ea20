import { el } from "./dom";

const presses = 3;
const within = 1500;

/** What has to go when she leaves: told to each in turn, before anything that could take time. */
export type Wipe = () => void;

/**
 * Leaving at once: by the button, or Shift three times. The page is covered, the fields are emptied, and an empty page takes this one's place.
 * What the browser keeps as history stays, and the page says so.
 */
export function installLeaving(way: HTMLElement, wipe: Wipe): void {
  const leave = (): void => {
    document.body.append(el("div", { class: "blank" }));
    document.title = "";
    for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")) field.value = "";
    wipe();
    for (const element of Array.from(document.body.children)) if (!element.matches(".blank")) element.remove();
    location.replace("about:blank");
  };
  way.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  let last: number[] = [];
  document.addEventListener("keydown", (event) => {
    // Any other key between means that she is typing capitals.
    if (event.key !== "Shift") last = [];
    else if (!event.repeat) last = [...last, event.timeStamp].slice(-presses);
    if (last.length === presses && event.timeStamp - (last[0] ?? 0) < within) leave();
  }, true);

  // A page brought back from the browser's memory must not show what was written, no warning about it and no receipt.
  addEventListener("pagehide", () => { document.body.replaceChildren(); });
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
