// What the page says to its own server. Only sealed octets and receipts ever go out.

import { puzzleOf, type Puzzle } from "../formats/puzzle";
import { readReceipt } from "../formats/receipt";

export type State = "waiting" | "taken out" | "opened" | "unknown";
const states: readonly string[] = ["waiting", "taken out", "opened", "unknown"];

/** Of one testimony, sealed: its octets, their receipt, and what Content-Digest says of them. */
export interface Part { readonly octets: Uint8Array<ArrayBuffer>; readonly receipt: string; readonly digest: string }

/** What came back for one request; `status` is 0 when no whole answer came. */
export interface Reply {
  readonly status: number;
  readonly receipt: string | null;
  readonly state: State | null;
  readonly code: string;
  /** In seconds, when the server asked to wait. */
  readonly retryAfter: number | null;
  /** What would open the door now. */
  readonly puzzle: Puzzle | null;
}

const patience = 120_000;
const slowestOctetsASecond = 1024;

/** Posts one sealed part; posting it again is harmless. XMLHttpRequest, because only that tells how much of a body has gone out. */
export function submit(part: Part, solution: string | null, sent: (octets: number) => void, stop: AbortSignal): Promise<Reply> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/submissions");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Accept", "application/json");
    // Said beforehand, so that a gateway under pressure can ask for work for these octets.
    request.setRequestHeader("Content-Digest", part.digest);
    if (solution !== null) request.setRequestHeader("Puzzle-Solution", solution);
    request.timeout = patience + part.octets.length / slowestOctetsASecond * 1000;
    request.upload.addEventListener("progress", (event) => { sent(event.loaded); });
    const abort = (): void => { request.abort(); };
    stop.addEventListener("abort", abort, { once: true });
    request.addEventListener("loadend", () => {
      stop.removeEventListener("abort", abort);
      done(read(request.status, request.responseText, request.getResponseHeader("Retry-After")));
    });
    request.send(part.octets);
  });
}

/** Asks for the state of a receipt. */
export async function ask(receipt: string, stop?: AbortSignal): Promise<Reply> {
  try {
    const limit = AbortSignal.timeout(patience);
    const answer = await fetch("/receipts", {
      method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: JSON.stringify({ receipt }),
      credentials: "omit", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer", signal: stop ? either(stop, limit) : limit,
    });
    return read(answer.status, await answer.text(), answer.headers.get("Retry-After"));
  } catch {
    return read(0, "", null);
  }
}

/** The signed keyring the server follows now: its octets, `closed` when it says there is none, null when the line is cut. */
export async function keyring(): Promise<ArrayBuffer | "closed" | null> {
  try {
    const answer = await fetch("/keyring", { credentials: "omit", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(patience) });
    return answer.ok ? await answer.arrayBuffer() : answer.status === 503 || answer.status === 404 ? "closed" : null;
  } catch {
    return null;
  }
}

/** One of the server's pages, parsed and with nothing in it running; null when it did not come whole. Only XMLHttpRequest parses without a string becoming HTML. */
export function pageAt(url: string): Promise<Document | null> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "document";
    request.timeout = patience;
    request.addEventListener("loadend", () => { done(request.status === 200 ? request.responseXML : null); });
    request.send();
  });
}

function either(one: AbortSignal, other: AbortSignal): AbortSignal {
  const both = new AbortController();
  for (const signal of [one, other]) {
    if (signal.aborted) both.abort();
    signal.addEventListener("abort", () => { both.abort(); }, { once: true });
  }
  return both.signal;
}

function read(status: number, body: string, retryAfter: string | null): Reply {
  const seconds = /^\d{1,4}$/.test(retryAfter ?? "") ? Number(retryAfter) : null;
  let said: unknown = null;
  try {
    said = JSON.parse(body);
  } catch { /* not an answer of a gateway */ }
  const members = said !== null && typeof said === "object" ? said as Record<string, unknown> : {};
  const member = (name: string): string => {
    const value = members[name];
    return typeof value === "string" ? value.slice(0, 100) : "";
  };
  const state = states.includes(member("state")) ? member("state") as State : null;
  return { status, receipt: readReceipt(member("receipt")), state, code: member("code") || String(status), retryAfter: seconds, puzzle: puzzleOf(members.challenge, members.bits) };
}
