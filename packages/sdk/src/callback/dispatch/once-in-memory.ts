import type { Clock } from "../../ports.ts";
import type { Outcome } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";
import {
  type Claim,
  type FirstClaim,
  leaseLost,
  type Once,
  type OnceLimits,
  toOutcome,
  toText,
  unfinished,
} from "./once.ts";

/** What memory is bounded by, beside time. */
export interface OnceInMemoryLimits extends OnceLimits {
  /** How many deliveries are remembered; the oldest are forgotten. */
  readonly maxEntries: number;
  /** How large the remembered answers may be together, in bytes; the oldest are forgotten. */
  readonly maxBytes: number;
}

/** The deliveries of one app under one name, by id. */
interface Shelf {
  readonly memory: OnceInMemory;
  readonly appId: string | undefined;
  readonly name: string;
  readonly claims: Map<string, Remembered>;
}

/** Remembers deliveries in this process: outcomes as they are, nothing written out and nothing awaited. */
export class OnceInMemory implements Once {
  readonly #clock: Clock;
  readonly #limits: OnceInMemoryLimits;
  readonly #shelves = new Map<string, Shelf>();
  /** A ring of the claims in the order in which they came. */
  readonly #ring: Remembered[] = [];
  /** The same kind of delivery tends to come again: then its shelf need not be looked up by a key that has to be made. */
  #latest: Shelf | undefined;
  #oldest = 0;
  #count = 0;
  #bytes = 0;

  constructor(limits: OnceInMemoryLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  claim(envelope: Envelope): Claim {
    const shelf = this.#shelfOf(envelope);
    const now = this.#clock.monotonic();
    const known = shelf.claims.get(envelope.id);
    if (known !== undefined && known.expiresAt > now) {
      return known.text === undefined ? unfinished : { type: "repeat", outcome: toOutcome(known.text) };
    }
    if (known !== undefined) this.forget(known);
    const claim = new Remembered(shelf, envelope.id, now + this.#limits.leaseMs);
    shelf.claims.set(envelope.id, claim);
    this.#queue(claim);
    return claim;
  }

  keep(claim: Remembered, text: string): void {
    if (!isHeld(claim)) return;
    claim.text = text;
    claim.expiresAt = Math.trunc(this.#clock.monotonic() + this.#limits.ttlMs);
    this.#bytes += bytesOf(text);
    while (this.#bytes > this.#limits.maxBytes && this.#count > 0) this.#forgetOldest();
  }

  forget(claim: Remembered): void {
    if (!isHeld(claim)) return;
    claim.shelf.claims.delete(claim.id);
    if (claim.text === undefined) return;
    this.#bytes -= bytesOf(claim.text);
    // Its place in the ring is taken only when the ring has gone round.
    claim.text = undefined;
  }

  #shelfOf({ appId, name }: Envelope): Shelf {
    const latest = this.#latest;
    if (latest !== undefined && latest.name === name && latest.appId === appId) return latest;
    const key = JSON.stringify([appId, name]);
    let shelf = this.#shelves.get(key);
    if (shelf === undefined) {
      shelf = { memory: this, appId, name, claims: new Map() };
      // There are some hundred names; whoever makes up more than entries are allowed loses the memory of them.
      if (this.#shelves.size >= this.#limits.maxEntries) this.#shelves.clear();
      this.#shelves.set(key, shelf);
    }
    this.#latest = shelf;
    return shelf;
  }

  #queue(claim: Remembered): void {
    const { maxEntries } = this.#limits;
    if (this.#count === maxEntries) this.#forgetOldest();
    this.#ring[(this.#oldest + this.#count) % maxEntries] = claim;
    this.#count += 1;
  }

  #forgetOldest(): void {
    const oldest = this.#ring[this.#oldest];
    if (oldest !== undefined) this.forget(oldest);
    this.#oldest = (this.#oldest + 1) % this.#limits.maxEntries;
    this.#count -= 1;
  }
}

/** A claim, and later its answer. Ten thousand of these outlive their deliveries, so each is as small as it can be. */
class Remembered implements FirstClaim {
  readonly shelf: Shelf;
  readonly id: string;
  text: string | undefined;
  /** A whole number: a fraction would be an object of its own. */
  expiresAt: number;

  constructor(shelf: Shelf, id: string, expiresAt: number) {
    this.shelf = shelf;
    this.id = id;
    this.expiresAt = Math.trunc(expiresAt);
  }

  get type(): "first" {
    return "first";
  }

  conclude(outcome: Outcome): Outcome {
    const text = toText(outcome);
    const holder = this.shelf.claims.get(this.id);
    if (holder !== undefined && holder !== this && text !== undefined)
      return holder.text === undefined ? leaseLost() : toOutcome(holder.text);
    if (text !== undefined) this.shelf.memory.keep(this, text);
    else this.shelf.memory.forget(this);
    return outcome;
  }
}

/** Whether the claim is still the one that its shelf has under its id. */
function isHeld(claim: Remembered): boolean {
  return claim.shelf.claims.get(claim.id) === claim;
}

function bytesOf(text: string): number {
  return 2 * text.length;
}
