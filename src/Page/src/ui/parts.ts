import { release } from "../formats/octets";
import type { Part } from "../net/delivery";
import type { Engine } from "./engine";

/** The parts of one testimony on their way. They outlive trouble, a step back and another language: going on sends nothing twice, and the receipt stays. */
export interface Parts {
  readonly count: number;
  /** Receipts of the parts that the server has, in order. */
  readonly taken: string[];
  of(number: number): Promise<Part>;
  /** It has arrived, or is in a file: its memory is given back, and it is sealed anew should it be asked for again. */
  gone(number: number, part: Part): void;
}

/** Gives part after part; one ahead is read and sealed at the same time, so that line and device are both busy and memory holds two parts. */
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
    of: (number) => {
      const part = seal(number);
      if (number < count) void seal(number + 1);
      return part;
    },
    gone: (number, part) => {
      sealed.delete(number);
      release(part.octets);
    },
  };
}
