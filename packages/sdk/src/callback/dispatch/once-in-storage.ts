import { LarkwireError } from "../../errors.ts";
import type { Awaitable, KeyValue, Random } from "../../ports.ts";
import type { Outcome } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";
import { after, isPromiseLike } from "./awaitable.ts";
import { type Claim, type Once, type OnceLimits, unfinished } from "./once.ts";

const lease = "lease:";
const stored = "json:";

/** Remembers deliveries in storage that processes share. */
export class OnceInStorage implements Once {
  readonly #storage: KeyValue;
  readonly #limits: OnceLimits;
  readonly #report: (error: LarkwireError) => void;
  readonly #owner: string;
  #claims = 0;

  constructor(storage: KeyValue, limits: OnceLimits, random: Random, report: (error: LarkwireError) => void) {
    this.#storage = storage;
    this.#limits = limits;
    this.#report = report;
    this.#owner = `${lease}${random().toString(36).slice(2)}:`;
  }

  /** When the storage fails, the delivery is handled without memory, and the failure is reported. */
  claim(envelope: Envelope): Awaitable<Claim> {
    const key = `larkwire:once:${JSON.stringify([envelope.appId, envelope.name, envelope.id])}`;
    const mine = `${this.#owner}${++this.#claims}`;
    try {
      const claim = this.#claim(key, mine);
      return isPromiseLike(claim) ? claim.then(undefined, (cause: unknown) => this.#unremembered(cause)) : claim;
    } catch (cause) {
      return this.#unremembered(cause);
    }
  }

  #claim(key: string, mine: string): Awaitable<Claim> {
    return after(this.#storage.swap(key, undefined, mine, this.#limits.leaseMs), (claimed) => {
      if (claimed) return { type: "first", conclude: (outcome: Outcome) => this.#conclude(key, mine, outcome) };
      return after(this.#storage.get(key), (value) =>
        value?.startsWith(stored)
          ? { type: "repeat", outcome: { type: "answered", json: value.slice(stored.length) } }
          : unfinished,
      );
    });
  }

  #conclude(key: string, mine: string, outcome: Outcome): void {
    const next = outcome.type === "answered" ? stored + outcome.json : undefined;
    try {
      const swapped = this.#storage.swap(key, mine, next, this.#limits.ttlMs);
      if (isPromiseLike(swapped)) swapped.then(undefined, (cause: unknown) => this.#failed(cause));
    } catch (cause) {
      this.#failed(cause);
    }
  }

  #unremembered(cause: unknown): Claim {
    this.#failed(cause);
    return { type: "first", conclude: () => {} };
  }

  #failed(cause: unknown): void {
    this.#report(LarkwireError.from(cause, "STORAGE_FAILED"));
  }
}
