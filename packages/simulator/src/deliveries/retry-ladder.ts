import type { Clock } from "larkwire/protocol";
import { Timers } from "./timers.ts";

/** How long after a failed attempt an event is sent again, in milliseconds: 15 s, 5 min, 1 h, 6 h, and then never. */
const resendAfterMs: readonly number[] = [15_000, 300_000, 3_600_000, 21_600_000];
/** Events of all apps that wait; beyond it an event is given up at once. */
const maxWaiting = 10_000;

/** Events that were not acknowledged and wait for their next attempt. */
export class RetryLadder {
  readonly #timers: Timers;

  constructor(clock: Clock) {
    this.#timers = new Timers(clock);
  }

  /** Whether there is a next attempt. @param attempt - the one that has failed, from 1 */
  climb(attempt: number, resend: () => void): boolean {
    const ms = resendAfterMs[attempt - 1];
    if (ms === undefined || this.#timers.size >= maxWaiting) return false;
    this.#timers.after(ms, resend);
    return true;
  }

  close(): void {
    this.#timers.close();
  }
}
