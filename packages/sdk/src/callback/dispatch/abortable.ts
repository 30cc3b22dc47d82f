/** A turn whose signal somebody listens to. */
interface Listening {
  /** Monotonic time in ms. */
  readonly receivedAt: number;
  abort(): void;
}

/** The turns of a dispatcher that can be told to stop. */
export class Abortable {
  readonly #listening = new Set<Listening>();
  #closedAt = Number.NEGATIVE_INFINITY;

  /** A turn that began before the dispatcher closed is told at once. */
  add(turn: Listening): void {
    if (turn.receivedAt <= this.#closedAt) turn.abort();
    else this.#listening.add(turn);
  }

  delete(turn: Listening): void {
    this.#listening.delete(turn);
  }

  /** Tells all that have begun by now. */
  abort(now: number): void {
    this.#closedAt = now;
    for (const turn of this.#listening) turn.abort();
    this.#listening.clear();
  }
}
