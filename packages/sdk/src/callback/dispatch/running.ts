import type { Clock } from "../../ports.ts";

/** How much is going on, and the moment at which nothing is. */
export class Running {
  #count = 0;
  #whenIdle: (() => void)[] = [];

  begin(): void {
    this.#count += 1;
  }

  end(): void {
    this.#count -= 1;
    if (this.#count > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  /** Resolves when nothing is going on any more, or after `ms`. */
  idleWithin(ms: number, clock: Clock): Promise<void> {
    if (this.#count === 0 || ms === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      this.#whenIdle.push(() => {
        cancel();
        resolve();
      });
    });
  }
}
