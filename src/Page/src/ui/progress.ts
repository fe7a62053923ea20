import { el, ltr, newId } from "./dom";
import type { Texts, TextName } from "./texts";

const announceEvery = 15_000;

/** A bar with its octets in words. */
export interface Bar { readonly element: HTMLElement; set(done: number, total: number): void }

/** @param say Read out politely; asked only now and then, so that it does not drown everything else. */
export function bar(texts: Texts, name: TextName, say: (text: string) => void): Bar {
  const id = newId();
  const line = el("p", { id });
  const meter = el("progress", { max: "1", value: "0", "aria-labelledby": id });
  let last = 0;
  return {
    element: el("div", { class: "bar" }, line, meter),
    set(done, total) {
      meter.max = Math.max(1, total);
      meter.value = done;
      const sizes = { done: texts.size(done), total: texts.size(total) };
      line.replaceChildren(...texts.parts(name, { done: ltr(sizes.done), total: ltr(sizes.total) }));
      if (Date.now() - last < announceEvery && done < total) return;
      last = Date.now();
      say(texts(name, sizes));
    },
  };
}

/** Numbers as people list them: `1, 4-20`. */
export function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
}
