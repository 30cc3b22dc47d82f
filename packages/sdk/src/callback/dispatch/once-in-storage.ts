import { LarkwireError } from "../../errors.ts";
import type { Awaitable, KeyValue, Random } from "../../ports.ts";
import type { Outcome } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";
import { after, isPromiseLike } from "./awaitable.ts";
import { type Claim, leaseLost, type Once, type OnceLimits, toOutcome, toText, unfinished } from "./once.ts";

/** What a shared storage needs beside time. */
export interface OnceInStorageLimits extends OnceLimits {
  /** What becomes of deliveries while the storage fails. */
  readonly whenUnavailable: "open" | "closed";
}

const lease = "lease:";
const stored = "outcome:";

/** Remembers deliveries in storage that processes share. */
export class OnceInStorage implements Once {
  readonly #storage: KeyValue;
  readonly #limits: OnceInStorageLimits;
  readonly #report: (error: LarkwireError) => void;
  readonly #owner: string;
  #claims = 0;

  constructor(storage: KeyValue, limits: OnceInStorageLimits, random: Random, report: (error: LarkwireError) => void) {
    this.#storage = storage;
    this.#limits = limits;
    this.#report = report;
    this.#owner = `${lease}${random().toString(36).slice(2)}${random().toString(36).slice(2)}:`;
  }

  claim(envelope: Envelope): Awaitable<Claim> {
    const key = `larkwire:once:${JSON.stringify([envelope.appId, envelope.name, envelope.id])}`;
    const mine = `${this.#owner}${++this.#claims}`;
    return this.#orElse(
      () => this.#claim(key, mine),
      (error) => this.#unremembered(key, mine, error),
    );
  }

  #claim(key: string, mine: string): Awaitable<Claim> {
    return after(this.#storage.swap(key, undefined, mine, this.#limits.leaseMs), (claimed) => {
      if (!claimed) return this.#known(key);
      return { type: "first", conclude: (outcome: Outcome) => this.#conclude(key, mine, outcome) };
    });
  }

  #known(key: string): Awaitable<Claim> {
    return after(this.#storage.get(key), (value) =>
      value?.startsWith(stored) ? { type: "repeat", outcome: toOutcome(value.slice(stored.length)) } : unfinished,
    );
  }

  /** An answer may leave when it is in the storage: otherwise a repeat could be given another. */
  #conclude(key: string, mine: string, outcome: Outcome): Awaitable<Outcome> {
    const text = toText(outcome);
    const next = text === undefined ? undefined : stored + text;
    return this.#orElse(
      () =>
        after(this.#storage.swap(key, mine, next, this.#limits.ttlMs), (kept) =>
          kept || text === undefined ? outcome : this.#succeeded(key),
        ),
      (error) => (this.#limits.whenUnavailable === "open" || text === undefined ? outcome : { type: "failed", error }),
    );
  }

  /** The lease was over before the work was: what somebody else has made of the delivery counts. */
  #succeeded(key: string): Awaitable<Outcome> {
    return after(this.#known(key), (claim) => (claim.type === "repeat" ? claim.outcome : leaseLost()));
  }

  #unremembered(key: string, mine: string, error: LarkwireError): Claim {
    // The claim may have been made without our hearing of it; then nobody would handle the repeats.
    void this.#orElse(
      () => this.#storage.swap(key, mine, undefined, 0),
      () => false,
    );
    return this.#limits.whenUnavailable === "open"
      ? { type: "first", conclude: (outcome) => outcome }
      : { type: "unavailable", error };
  }

  #orElse<Value>(work: () => Awaitable<Value>, otherwise: (error: LarkwireError) => Value): Awaitable<Value> {
    const fail = (cause: unknown): Value => {
      const error = LarkwireError.from(cause, "STORAGE_FAILED");
      this.#report(error);
      return otherwise(error);
    };
    try {
      const value = work();
      return isPromiseLike(value) ? value.then(undefined, fail) : value;
    } catch (cause) {
      return fail(cause);
    }
  }
}
