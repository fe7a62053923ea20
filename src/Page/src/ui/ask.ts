import { grouped, readReceipt } from "../formats/receipt";
import { ask, type State } from "../net/gateway";
import { button, el, field, ltr } from "./dom";
import type { Screen } from "./screen";
import type { Texts } from "./texts";

const order: readonly State[] = ["unknown", "waiting", "taken out", "opened"];

/** Asks about one receipt, typed in any script. */
export function askOne({ texts }: Screen): HTMLElement {
  const said = el("div", { role: "status" });
  const input = el("input", { inputmode: "numeric", autocomplete: "off", dir: "ltr", spellcheck: "false", enterkeyhint: "send" });
  const go = (): void => {
    const receipt = readReceipt(input.value);
    if (!receipt) {
      said.replaceChildren(el("p", {}, texts("ask.wrong")));
      input.focus();
      return;
    }
    void ask(receipt).then((reply) => {
      const answered = reply.receipt === receipt && reply.state;
      said.replaceChildren(...(answered ? [el("p", {}, ltr(grouped(receipt)), " ", texts(`ask.${answered}`)), word(texts)] : [el("p", {}, texts("ask.lost"))]));
    });
  };
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
  return el("div", {}, field(texts("ask.label"), texts("ask.hint"), input), button(texts("ask.button"), go), said);
}

/** Asks about every part that was just sent, and says of each state how many are in it. */
export function askAll({ texts }: Screen, receipts: readonly string[]): HTMLElement {
  const said = el("div", { role: "status" });
  const asking = button(texts("ask.all"), () => {
    asking.disabled = true;
    void count(receipts).then((counts) => {
      asking.disabled = false;
      said.replaceChildren(...(counts
        ? [...order.flatMap((state) => {
          const number = counts.get(state) ?? 0;
          return number === 0 ? [] : [el("p", {}, texts.parts("ask.parts", { count: ltr(String(number)), state: document.createTextNode(texts(`ask.${state}`)) }))];
        }), word(texts)]
        : [el("p", {}, texts("ask.lost"))]));
    });
  }, { class: "quiet" });
  return el("div", { class: "screen" }, asking, said);
}

async function count(receipts: readonly string[]): Promise<Map<State, number> | null> {
  const counts = new Map<State, number>();
  for (const receipt of receipts) {
    const { receipt: about, state } = await ask(receipt);
    if (about !== receipt || !state) return null;
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return counts;
}

const word = (texts: Texts): HTMLElement => el("p", { class: "hint" }, texts("ask.word"));
