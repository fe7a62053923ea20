import { button, el, ltr } from "./dom";
import { bar } from "./progress";
import type { Screen } from "./screen";
import type { Sealed, Way } from "./sealing";

const between = 400;

/** The kit's way: every part becomes a file for saving. Names as `Source seal` gives them: they tell nothing but an order. */
export const gathering: Way = (screen, parts) => {
  const sealed = bar(screen.texts, "seal.sealed", screen.announce);
  async function all(): Promise<Sealed> {
    const [receipts, files]: [string[], { name: string; content: Blob }[]] = [[], []];
    const width = Math.max(3, String(parts.count).length);
    for (let number = 1; number <= parts.count; number++) {
      const part = await parts.of(number);
      const { octets, receipt } = part;
      receipts.push(receipt);
      files.push({ name: `${String(number).padStart(width, "0")}.pgp`, content: new Blob([octets], { type: "application/octet-stream" }) });
      sealed.set(number * octets.length, parts.count * octets.length);
      parts.gone(number, part);
    }
    return { receipts, files };
  }
  return { element: sealed.element, done: all() };
};

/** Lets her save each file, or all in a row. */
export function saving({ texts, keyring }: Screen, { files }: Sealed): HTMLElement {
  const links = files.map(({ name, content }) =>
    el("a", { class: "button", href: URL.createObjectURL(content), download: name }, ...texts.parts("save.one", { name: ltr(name) })));
  const saveAll = button(texts("save.all"), () => {
    // One after the other: browsers drop some of many at once.
    links.forEach((link, i) => { setTimeout(() => { link.click(); }, i * between); });
  });
  const addresses = keyring()?.addresses ?? [];
  return el("div", { class: "screen" },
    el("h3", {}, texts("save.heading")),
    el("p", {}, texts("save.lead")),
    links.length > 1 ? saveAll : null,
    el("ul", { class: "plain" }, ...links.map((link) => el("li", {}, link))),
    el("p", {}, texts("save.carry")),
    addresses.length > 0 ? [el("p", {}, texts("save.addresses")), el("ul", {}, ...addresses.map((address) => el("li", {}, ltr(address))))] : null);
}
