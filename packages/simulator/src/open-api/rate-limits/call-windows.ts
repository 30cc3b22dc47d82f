import { openApiLimits } from "../limits.ts";

interface CallWindow {
  readonly startedAt: number;
  readonly calls: number;
}

/** Counts calls of each kind in a time that begins with the first of them, and begins anew with the first one after it. */
export class CallWindows {
  readonly #windowMs: number;
  /** By kind, longest begun first. */
  readonly #windows = new Map<string, CallWindow>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** How long it is until one more call would be below the limit, in milliseconds; 0 is now. */
  waitMs(kind: string, limit: number, now: number): number {
    const window = this.#current(kind, now);
    return window === undefined || window.calls < limit ? 0 : window.startedAt + this.#windowMs - now;
  }

  count(kind: string, now: number): void {
    const { startedAt, calls } = this.#current(kind, now) ?? { startedAt: now, calls: 0 };
    // What begins goes to the end.
    if (calls === 0) this.#windows.delete(kind);
    this.#windows.set(kind, { startedAt, calls: calls + 1 });
    for (const [oldest, window] of this.#windows) {
      if (!this.#isOver(window, now) && this.#windows.size <= openApiLimits.maxCallWindows) break;
      this.#windows.delete(oldest);
    }
  }

  clear(): void {
    this.#windows.clear();
  }

  #current(kind: string, now: number): CallWindow | undefined {
    const window = this.#windows.get(kind);
    return window === undefined || this.#isOver(window, now) ? undefined : window;
  }

  #isOver({ startedAt }: CallWindow, now: number): boolean {
    return now - startedAt >= this.#windowMs;
  }
}
