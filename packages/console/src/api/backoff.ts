/** How long the stream waits before it connects again. */
export const backoffLimits = { firstMs: 400, maxMs: 10_000 } as const;

/**
 * The pause before attempt number `attempt` (the first is 0): it doubles up to a ceiling, and a random half keeps many
 * open pages from coming back in the same instant.
 *
 * @param random - from 0 up to, not including, 1
 */
export function backoffMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(backoffLimits.maxMs, backoffLimits.firstMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceilingMs / 2 + (ceilingMs / 2) * random);
}
