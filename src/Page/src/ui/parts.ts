import type { Part } from "../net/delivery";
import type { Engine } from "./engine";

/** The parts of one testimony on their way. They outlive trouble, a step back and another language: going on sends nothing twice, and the receipt stays. */
export interface Parts {
  readonly count: number;
  /** Receipts of the parts that the server has, in order. */
  readonly taken: string[];
  of(number: number): Promise<Part>;
}

/** Gives part after part and seals one ahead, so that the line and the device work at the same time and memory holds two parts. */
export function partsFrom(engine: Engine, count: number): Parts {
  const sealed = new Map<number, Promise<Part>>();
  const seal = (number: number): Promise<Part> => {
    const part = sealed.get(number) ?? engine.seal(number);
    sealed.set(number, part);
    // What failed is sealed anew when it is asked for again.
    part.catch(() => { sealed.delete(number); });
    return part;
  };
  return {
    count,
    taken: [],
    of: async (number) => {
      sealed.delete(number - 1);
      const part = await seal(number);
      if (number < count) void seal(number + 1);
      return part;
    },
  };
}
