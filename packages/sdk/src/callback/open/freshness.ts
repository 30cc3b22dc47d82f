import { LarkwireError } from "../../errors.ts";

/** How old, or how far in the future, a signed request may be. */
export interface Freshness {
  /** For callbacks and legacy cards, in ms. */
  readonly callbackMs: number;
  /** For events, in ms: the platform re-sends them for hours. */
  readonly eventMs: number;
}

/**
 * Holds a request's timestamp, in seconds or milliseconds, against the clock.
 *
 * @throws TIMESTAMP_STALE
 */
export function assertFresh(timestamp: string, windowMs: number, nowMs: number): void {
  if (/^\d{10}$|^\d{13}$/.test(timestamp)) {
    const signedAt = Number(timestamp) * (timestamp.length === 10 ? 1_000 : 1);
    if (Math.abs(nowMs - signedAt) <= windowMs) return;
    const seconds = Math.round((nowMs - signedAt) / 1_000);
    throw new LarkwireError("TIMESTAMP_STALE", `The request was signed ${seconds} s before this machine's time`);
  }
  throw new LarkwireError("TIMESTAMP_STALE", "X-Lark-Request-Timestamp is not a time in seconds or milliseconds");
}
