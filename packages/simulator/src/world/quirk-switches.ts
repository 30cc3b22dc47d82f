import { type QuirkChanges, type Quirks, toQuirkChanges } from "./quirks.ts";

/** The quirks as they are at the moment: whoever needs one asks when it matters, so that a change holds from then on. */
export class QuirkSwitches {
  readonly #start: Quirks;
  #current: Quirks;

  constructor(start: Quirks) {
    this.#start = start;
    this.#current = start;
  }

  get current(): Quirks {
    return this.#current;
  }

  /** Switches these; nothing is switched when one of them is refused. @throws SimulatorError REQUEST_INVALID */
  change(changes: QuirkChanges): void {
    this.#current = { ...this.#current, ...toQuirkChanges(changes) };
  }

  /** Puts them back to how they were at the start. */
  reset(): void {
    this.#current = this.#start;
  }
}
