import { deliver, type Ending, type Part } from "../net/delivery";
import { solution } from "../formats/puzzle";
import { button, el, ltr } from "./dom";
import { bar, ranges } from "./progress";
import { NotTaken, type Sealed, type Way } from "./sealing";

/** Tries between two looks at whether she has paused: below a second also where scripts are not compiled. */
const slice = 1 << 13;

/** Sends part after part; a dropped line costs one part. What is not answered yet is listed. */
export const sending: Way = (screen, parts) => {
  const { texts } = screen;
  const [sealed, sent] = [bar(texts, "seal.sealed", () => { /* the other bar speaks for both */ }), bar(texts, "seal.sent", screen.announce)];
  const state = el("p", { role: "status" });
  const unanswered = el("p", {});
  const list = el("details", {}, el("summary", {}, texts("seal.unanswered")), el("p", { class: "hint" }, texts("seal.unanswered.hint")), unanswered);

  let [stop, paused] = [new AbortController(), false];
  let resume = (): void => { /* not waiting */ };
  const pause = button(texts("seal.pause"), () => {
    paused = !paused;
    pause.textContent = texts(paused ? "seal.continue" : "seal.pause");
    state.replaceChildren(paused ? texts("seal.paused") : "");
    if (paused) stop.abort();
    else resume();
  }, { class: "quiet" });
  const wait = (): Promise<void> => new Promise((go) => { resume = go; });

  const { count, taken } = parts;
  const whole = (part: Part): number => part.octets.length * count;
  const show = (): void => {
    const open = Array.from({ length: count - taken.length }, (_, i) => taken.length + i + 1);
    unanswered.replaceChildren(...texts.parts("seal.part", { number: ltr(ranges(open)), count: ltr(String(count)) }));
  };

  async function one(part: Part): Promise<Ending> {
    stop = new AbortController();
    return deliver(part, {
      sent: (octets) => { sent.set(taken.length * part.octets.length + Math.min(octets, part.octets.length), whole(part)); },
      going: () => { state.replaceChildren(); },
      prove: async (puzzle, stopped) => {
        const meter = el("progress", { max: "1", value: "0", "aria-label": texts("seal.proving.done") });
        state.replaceChildren(texts("seal.proving"), " ", meter);
        for (let from = 0; !stopped.aborted; from += slice) {
          const number = await screen.engine.solve(puzzle, from, slice);
          if (number !== null) return solution(puzzle, number);
          // Half of all are solved before 0.7, and luck has no end: it fills ever more slowly.
          meter.value = 1 - Math.exp(-from / 2 ** puzzle.bits);
        }
        return null;
      },
      waiting: (why, seconds, wake) => {
        state.replaceChildren(texts(why === "lost" ? "seal.lost" : "seal.busy", { seconds: String(seconds) }), " ", button(texts("seal.now"), wake, { class: "quiet" }));
      },
    }, stop.signal);
  }

  /** Refused for good, or answered falsely. */
  function why(ending: Ending): (string | Node)[] {
    const code = ending.kind === "refused" ? ending.code : "";
    if (ending.kind === "false") return [texts("seal.false")];
    return code.startsWith("recipient_") ? [texts("seal.retired")] : texts.parts("seal.refused", { code: ltr(code) });
  }

  async function all(): Promise<Sealed> {
    show();
    while (taken.length < count) {
      const part = await parts.of(taken.length + 1);
      sealed.set(Math.min(taken.length + 2, count) * part.octets.length, whole(part));
      sent.set(taken.length * part.octets.length, whole(part));
      for (;;) {
        if (paused) await wait();
        const ending = await one(part);
        if (ending.kind === "taken") break;
        if (ending.kind !== "stopped") throw new NotTaken(why(ending));
      }
      taken.push(part.receipt);
      sent.set(taken.length * part.octets.length, whole(part));
      parts.gone(taken.length, part);
      show();
    }
    return { receipts: taken, files: [] };
  }

  return {
    element: el("div", {}, sealed.element, sent.element, state, el("p", { class: "hint" }, texts("seal.stay")), list, el("div", { class: "steps" }, pause)),
    done: all(),
  };
};
