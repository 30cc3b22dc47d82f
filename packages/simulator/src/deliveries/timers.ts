import type { Clock } from "larkwire/protocol";

/** Timers that end with their owner. */
export class Timers {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Runs `work` once after `ms` milliseconds, at once where that is 0, and returns the way to call it off. */
  after(ms: number, work: () => void): () => void {
    if (this.#closed) return () => undefined;
    if (ms <= 0) {
      work();
      return () => undefined;
    }
    const stop = this.#clock.after(ms, () => {
      this.#waiting.delete(cancel);
      work();
    });
    const cancel = (): void => {
      this.#waiting.delete(cancel);
      stop();
    };
    this.#waiting.add(cancel);
    return cancel;
  }

  /** Calls off all that wait. */
  clear(): void {
    for (const cancel of [...this.#waiting]) cancel();
  }

  close(): void {
    this.#closed = true;
    this.clear();
  }
}
