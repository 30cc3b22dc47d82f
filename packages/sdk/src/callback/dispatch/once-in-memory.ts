import type { Clock } from "../../ports.ts";
import type { Outcome } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";
import { type Claim, type FirstClaim, type Once, type OnceLimits, onceKey, unfinished } from "./once.ts";

/** What memory is bounded by, beside time. */
export interface OnceInMemoryLimits extends OnceLimits {
  /** How many deliveries are remembered; the oldest are forgotten. */
  readonly maxEntries: number;
  /** How large the remembered answers may be together, in bytes; the oldest are forgotten. */
  readonly maxBytes: number;
}

/** Remembers deliveries in this process: outcomes as they are, nothing written out and nothing awaited. */
export class OnceInMemory implements Once {
  readonly #clock: Clock;
  readonly #limits: OnceInMemoryLimits;
  readonly #known = new Map<string, Remembered>();
  /** In the order in which they came; full, each takes the place of the one that came longest ago. */
  readonly #order: Remembered[] = [];
  #next = 0;
  #bytes = 0;

  constructor(limits: OnceInMemoryLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  claim(envelope: Envelope): Claim {
    const key = onceKey(envelope);
    const now = this.#clock.monotonic();
    const known = this.#known.get(key);
    if (known !== undefined && known.expiresAt > now) {
      return known.outcome === undefined ? unfinished : { type: "repeat", outcome: known.outcome };
    }
    const claim = new Remembered(this, key, now + this.#limits.leaseMs);
    if (known !== undefined) this.forget(known);
    this.#known.set(key, claim);
    this.#queue(claim);
    return claim;
  }

  keep(claim: Remembered, outcome: Outcome): void {
    if (this.#known.get(claim.key) !== claim) return;
    claim.outcome = outcome;
    claim.expiresAt = this.#clock.monotonic() + this.#limits.ttlMs;
    this.#bytes += bytesOf(outcome);
    while (this.#bytes > this.#limits.maxBytes) this.#forgetOldest();
  }

  forget(claim: Remembered): void {
    if (this.#known.get(claim.key) !== claim) return;
    this.#known.delete(claim.key);
    if (claim.outcome !== undefined) this.#bytes -= bytesOf(claim.outcome);
  }

  #queue(claim: Remembered): void {
    if (this.#order.length < this.#limits.maxEntries) {
      this.#order.push(claim);
      return;
    }
    const oldest = this.#order[this.#next];
    if (oldest !== undefined) this.forget(oldest);
    this.#order[this.#next] = claim;
    this.#next = (this.#next + 1) % this.#order.length;
  }

  #forgetOldest(): void {
    for (const oldest of this.#known.values()) {
      this.forget(oldest);
      return;
    }
  }
}

/** A claim, and later its outcome. */
class Remembered implements FirstClaim {
  readonly type = "first";
  readonly key: string;
  outcome: Outcome | undefined;
  expiresAt: number;
  readonly #memory: OnceInMemory;

  constructor(memory: OnceInMemory, key: string, expiresAt: number) {
    this.#memory = memory;
    this.key = key;
    this.expiresAt = expiresAt;
  }

  conclude(outcome: Outcome): void {
    if (outcome.type === "answered" || outcome.type === "custom") this.#memory.keep(this, outcome);
    else this.#memory.forget(this);
  }
}

function bytesOf(outcome: Outcome): number {
  if (outcome.type === "answered") return 2 * outcome.json.length;
  return outcome.type === "custom" ? 2 * outcome.body.length : 0;
}
