import type { Clock } from "../../ports.ts";

/** Work that is done at a time unless it is called off. */
export interface Deadline {
  readonly at: number;
  readonly expire: () => void;
  previous: Deadline | undefined;
  next: Deadline | undefined;
  waiting: boolean;
}

/** All deadlines of a receiver, in the order of their times, behind one timer. */
export class DeadlineQueue {
  readonly #clock: Clock;
  #first: Deadline | undefined;
  #last: Deadline | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #cancelTimer: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs `expire` at a monotonic time in ms. */
  add(at: number, expire: () => void): Deadline {
    let previous = this.#last;
    while (previous !== undefined && previous.at > at) previous = previous.previous;
    const next = previous === undefined ? this.#first : previous.next;
    const deadline: Deadline = { at, expire, previous, next, waiting: true };
    if (previous === undefined) this.#first = deadline;
    else previous.next = deadline;
    if (next === undefined) this.#last = deadline;
    else next.previous = deadline;
    if (at < this.#timerAt || this.#clock.timersEndWithRequest) this.#arm(at);
    return deadline;
  }

  /** Calls a deadline off; the timer is left alone, it finds nothing to do. */
  cancel(deadline: Deadline): void {
    if (!deadline.waiting) return;
    deadline.waiting = false;
    const { previous, next } = deadline;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    // Whoever holds this one, as a handler does that goes on, must not hold all that came after it.
    deadline.previous = undefined;
    deadline.next = undefined;
  }

  #arm(at: number): void {
    // Where each request needs a timer of its own, the timer of another request is not called off.
    if (!this.#clock.timersEndWithRequest) this.#cancelTimer();
    this.#timerAt = at;
    this.#cancelTimer = this.#clock.after(Math.max(0, at - this.#clock.monotonic()), () => this.#expireDue(), true);
  }

  #expireDue(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = this.#clock.monotonic();
    for (let first = this.#first; first !== undefined && first.at <= now; first = this.#first) {
      this.cancel(first);
      first.expire();
    }
    if (this.#first !== undefined) this.#arm(this.#first.at);
  }
}
