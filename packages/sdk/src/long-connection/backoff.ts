import type { Random } from "../ports.ts";
import type { ConnectionSettings } from "../wire/settings.ts";

/** How far the app shortens the waits that the platform asks for. */
export interface RetryPolicy {
  /** Longest wait before the first try after a loss. */
  readonly firstRetryMaxMs: number;
  /** Longest wait before any other try. */
  readonly retryMaxMs: number;
}

/**
 * How long to wait before a try, or `undefined` when the platform allows no more tries.
 *
 * @param attempt - 1 for the first try after a loss
 */
export function retryDelayMs(
  attempt: number,
  settings: ConnectionSettings,
  policy: RetryPolicy,
  random: Random,
): number | undefined {
  if (settings.reconnectCount >= 0 && attempt > settings.reconnectCount) return undefined;
  // Only the first wait is drawn: it spreads clients that lost their connections in the same moment.
  if (attempt <= 1) return Math.floor(random() * Math.min(settings.reconnectNonceMs, policy.firstRetryMaxMs));
  // Up to the platform's interval each wait is twice the one before: what starts a little earlier than its network connects soon.
  const doubledMs = Math.max(policy.firstRetryMaxMs, leastFirstMs) * 2 ** (attempt - 1);
  return Math.min(doubledMs, settings.reconnectIntervalMs, policy.retryMaxMs);
}

const leastFirstMs = 1_000;
