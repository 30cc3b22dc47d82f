import type { Clock } from "larkwire/protocol";
import { CallWindows } from "./call-windows.ts";

/** How many calls are taken; what is missing has no limit. */
export interface Rate {
  readonly perSecond: number;
  readonly perMinute?: number | undefined;
}

/** A limit that a call would exceed. */
export interface ExceededRate {
  /** Calls in its window. */
  readonly limit: number;
  /** Until the window ends. */
  readonly waitMs: number;
}

/** Counts the calls of the open API, while the limits are on. What is refused is not counted. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #start: boolean;
  readonly #seconds = new CallWindows(1_000);
  readonly #minutes = new CallWindows(60_000);
  #isOn: boolean;

  /** @param start - whether the limits are on at the start */
  constructor(clock: Clock, start: boolean) {
    this.#clock = clock;
    this.#start = start;
    this.#isOn = start;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Begins to count from nothing, or ends counting. */
  switchTo(isOn: boolean): void {
    this.#isOn = isOn;
    this.#seconds.clear();
    this.#minutes.clear();
  }

  /** Puts the limits back to how they were at the start, with nothing counted. */
  reset(): void {
    this.switchTo(this.#start);
  }

  /** Counts a call, or gives the limit that it would exceed: of several the one that takes longest to be lifted. */
  take(kind: string, { perSecond, perMinute = Number.POSITIVE_INFINITY }: Rate): ExceededRate | undefined {
    if (!this.#isOn) return undefined;
    const now = this.#clock.monotonic();
    const second = { limit: perSecond, waitMs: this.#seconds.waitMs(kind, perSecond, now) };
    const minute = { limit: perMinute, waitMs: this.#minutes.waitMs(kind, perMinute, now) };
    const longest = minute.waitMs > second.waitMs ? minute : second;
    if (longest.waitMs > 0) return longest;
    this.#seconds.count(kind, now);
    if (Number.isFinite(perMinute)) this.#minutes.count(kind, now);
    return undefined;
  }
}
