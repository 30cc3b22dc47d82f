import type { Happening } from "./views.ts";

type Subscriber = (happening: Happening) => void;

/** Spreads what happens to whoever listens. */
export class Feed {
  readonly #subscribers = new Map<Subscriber, () => void>();

  /** @param end - called when the simulator closes */
  subscribe(subscriber: Subscriber, end: () => void): () => void {
    this.#subscribers.set(subscriber, end);
    return () => void this.#subscribers.delete(subscriber);
  }

  get subscribers(): number {
    return this.#subscribers.size;
  }

  publish(happening: Happening): void {
    for (const subscriber of this.#subscribers.keys()) subscriber(happening);
  }

  close(): void {
    for (const end of [...this.#subscribers.values()]) end();
    this.#subscribers.clear();
  }
}
