import { LarkwireError } from "../../errors.ts";
import type { Awaitable } from "../../ports.ts";
import { CustomResponse } from "../../replies/custom-response.ts";
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
  | { readonly type: "unfinished" }
  /** Nobody can say whether it is new. */
  | { readonly type: "unavailable"; readonly error: LarkwireError };

/** The delivery is new and belongs to who asked. */
export interface FirstClaim {
  readonly type: "first";
  /**
   * Keeps an answer for repeats; anything else gives the claim back, so that a repeat is handled anew. Gives back what may
   * be answered: another outcome when the claim was lost meanwhile. Never throws and never rejects.
   */
  conclude(outcome: Outcome): Awaitable<Outcome>;
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

/** An outcome that repeats are given, as text; nothing for one after which a repeat is handled anew. */
export function toText(outcome: Outcome): string | undefined {
  if (outcome.type === "custom") return custom + JSON.stringify(outcome);
  return outcome.type === "answered" ? outcome.json : undefined;
}

/**
 * What {@link toText} was made of.
 *
 * @throws REPLY_INVALID, or a SyntaxError, when something else has written it
 */
export function toOutcome(text: string): Outcome {
  if (!text.startsWith(custom)) return { type: "answered", json: text };
  const { status, headers, body } = JSON.parse(text.slice(custom.length));
  return { type: "custom", ...new CustomResponse(status, headers, body) };
}

/** What a claim is told whose time was over before its work was. */
export function leaseLost(): Outcome {
  return { type: "failed", error: new LarkwireError("LEASE_LOST", "Somebody else was given the delivery meanwhile") };
}

/** No JSON begins like this. */
const custom = "custom:";
