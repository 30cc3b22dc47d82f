import type { Awaitable } from "../../ports.ts";
import type { Outcome } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";

/** Handles each delivery once: the first claims it, repeats get the same outcome. */
export interface Once {
  /** Never throws and never rejects. */
  claim(envelope: Envelope): Awaitable<Claim>;
}

/** What is known of a delivery when it comes. */
export type Claim =
  | FirstClaim
  | { readonly type: "repeat"; readonly outcome: Outcome }
  | { readonly type: "unfinished" };

/** The delivery is new and belongs to who asked. */
export interface FirstClaim {
  readonly type: "first";
  /** Keeps an answer for repeats; anything else gives the claim back, so that a repeat is handled anew. */
  conclude(outcome: Outcome): void;
}

/** A repeat of something that has no outcome yet. */
export const unfinished: Claim = { type: "unfinished" };

/** How long deliveries are remembered. */
export interface OnceLimits {
  /** For how long an outcome is replayed to repeats, in ms. */
  readonly ttlMs: number;
  /** For how long an unfinished delivery keeps its repeats away, in ms. */
  readonly leaseMs: number;
}
