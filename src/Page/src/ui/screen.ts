import type { Engine } from "./engine";
import type { Draft } from "./draft";
import type { KeyringFacts } from "../seal/jobs";
import type { Texts } from "./texts";

/** What every screen is given: the words, what is being written, the sealing thread, and where it may go next. */
export interface Screen {
  readonly texts: Texts;
  readonly draft: Draft;
  readonly engine: Engine;
  /** True in the offline kit, which saves and never sends. */
  readonly kit: boolean;
  /** Null while the keyring is still being verified. */
  keyring(): KeyringFacts | null;
  /** Told when it has been. */
  whenTrusted(then: () => void): void;
  /** Read out politely, at most now and then. */
  announce(text: string): void;
  /** The device's day, or the day that she says it is. */
  today(): string;
}
