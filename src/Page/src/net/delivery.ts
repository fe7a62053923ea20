// Brings sealed parts to the server one after the other, and believes only a receipt that it computed itself.

import type { Puzzle } from "../formats/puzzle";
import { ask, submit, type Part, type Reply } from "./gateway";

export type { Part };

/** How one part ended: taken, refused for good, or answered about something else. */
export type Ending = { readonly kind: "taken" } | { readonly kind: "refused"; readonly code: string } | { readonly kind: "false" } | { readonly kind: "stopped" };

export interface Watcher {
  sent(octets: number): void;
  /** The line dropped or the server asks to wait; `wake` ends the wait. */
  waiting(why: "lost" | "busy", seconds: number, wake: () => void): void;
  going(): void;
  /** The server is under pressure and lets in who has worked for it; null when stopped before it is solved. */
  prove(puzzle: Puzzle, stop: AbortSignal): Promise<string | null>;
}

/** One after the other before it waits as for any other refusal: while pressure rises each may be harder than the one before. */
const mostPuzzles = 5;

const firstPause = 1;
const longestPause = 60;

/** Tries until the part is there, however long that takes. A part whose answer was lost is asked about first: perhaps it is there. */
export async function deliver(part: Part, watcher: Watcher, stop: AbortSignal): Promise<Ending> {
  // Kept from one try to the next: a line that was cut, or a lane that was full in that moment, costs no second puzzle. One that no longer counts is as good as none.
  let solution: string | null = null;
  for (let attempt = 0; ; attempt++) {
    if (stop.aborted) return { kind: "stopped" };
    watcher.going();
    if (attempt > 0) {
      const known = await ask(part.receipt, stop);
      if (isAbout(known, part) && known.state !== "unknown") return { kind: "taken" };
    }
    let reply = stop.aborted ? null : await submit(part, solution, watcher.sent, stop);
    for (let solved = 0; reply?.puzzle && solved < mostPuzzles; solved++) {
      watcher.sent(0);
      solution = await watcher.prove(reply.puzzle, stop);
      if (solution === null) return { kind: "stopped" };
      watcher.going();
      reply = await submit(part, solution, watcher.sent, stop);
    }
    if (!reply || stop.aborted) return { kind: "stopped" };
    if (reply.status === 200 || reply.status === 201) return isAbout(reply, part) ? { kind: "taken" } : { kind: "false" };
    // What may pass by waiting; any other refusal depends only on what was sent, and sending it again changes nothing.
    if (![0, 408, 429, 503, 507].includes(reply.status)) return { kind: "refused", code: reply.code };
    watcher.sent(0);
    await pause(reply, attempt, watcher, stop);
  }
}

const isAbout = (reply: Reply, part: Part): boolean => reply.receipt === part.receipt && reply.state !== null;

/** Longer each time, never in step with others, or as long as the server asks; at once when the device says that it is back on a network. */
function pause(reply: Reply, attempt: number, watcher: Watcher, stop: AbortSignal): Promise<void> {
  const grown = Math.min(longestPause, firstPause * 2 ** attempt) * (0.75 + Math.random() / 2);
  const seconds = Math.min(longestPause * 2, reply.retryAfter ?? grown);
  return new Promise((done) => {
    const wake = (): void => {
      clearTimeout(timer);
      removeEventListener("online", wake);
      stop.removeEventListener("abort", wake);
      done();
    };
    const timer = setTimeout(wake, seconds * 1000);
    addEventListener("online", wake);
    stop.addEventListener("abort", wake);
    watcher.waiting(reply.status === 0 ? "lost" : "busy", Math.ceil(seconds), wake);
  });
}
