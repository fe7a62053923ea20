import type { Answer, Jobs, Question } from "../seal/jobs";

/** The page's end of the sealing thread. */
export interface Engine extends Jobs {
  /** Told of octets measured, until the next preparation. */
  onMeasured: (octets: number) => void;
  /** Ends the thread and with it what it holds. */
  stop(): void;
}

export function engineOver(worker: Worker): Engine {
  const waiting = new Map<number, { done(value: never): void; failed(reason: Error): void }>();
  let last = 0;
  const ask = <name extends keyof Jobs>(job: name, ...words: Parameters<Jobs[name]>): ReturnType<Jobs[name]> =>
    new Promise((done, failed) => {
      waiting.set(++last, { done, failed });
      worker.postMessage({ id: last, job, words } as Question);
    }) as ReturnType<Jobs[name]>;

  const engine: Engine = {
    onMeasured: () => { /* nobody asked yet */ },
    stop: () => { worker.terminate(); },
    trust: (...words) => ask("trust", ...words),
    prepare: (...words) => ask("prepare", ...words),
    seal: (...words) => ask("seal", ...words),
    solve: (...words) => ask("solve", ...words),
  };
  worker.addEventListener("message", (event: MessageEvent<Answer>) => {
    const answer = event.data;
    if ("measured" in answer) {
      engine.onMeasured(answer.measured);
      return;
    }
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("trouble" in answer) asked?.failed(new Error(answer.trouble));
    else asked?.done(answer.value as never);
  });
  worker.addEventListener("error", () => {
    for (const asked of waiting.values()) asked.failed(new Error("worker"));
    waiting.clear();
  });
  return engine;
}
