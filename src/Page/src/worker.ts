// The sealing side in a thread of its own, so that the page answers at once while it works.

import type { Answer, Question } from "./seal/jobs";
import { sealingSide } from "./seal/sealingSide";

const tell = (answer: Answer, transfer: Transferable[] = []): void => { self.postMessage(answer, { transfer }); };
const jobs = sealingSide((measured) => { tell({ measured }); });

self.addEventListener("message", (event: MessageEvent<Question>) => {
  const { id, job, words } = event.data;
  const work = jobs[job] as (...words: unknown[]) => Promise<unknown>;
  work(...words).then(
    (value) => { tell({ id, value }, job === "seal" ? [(value as { octets: Uint8Array<ArrayBuffer> }).octets.buffer] : []); },
    (trouble: unknown) => { tell({ id, trouble: trouble instanceof Error ? trouble.name : "Error" }); });
});
