/** How much of the bar the budget takes when something came after it. */
const budgetShare = 0.72;
const lastPlace = 0.97;

/**
 * Places moments on a bar from 0 to 1. The budget is linear. What comes later is squeezed into the rest, on a
 * logarithmic scale, so that +3.2 s and +25 min both find room.
 */
export function latencyScale(deadlineMs: number, latestMs: number): (ms: number) => number {
  if (latestMs <= deadlineMs) return (ms) => clamp(ms / deadlineMs);
  const span = Math.log(latestMs / deadlineMs);
  return (ms) => {
    if (ms <= deadlineMs) return clamp(ms / deadlineMs) * budgetShare;
    return Math.min(lastPlace, budgetShare + (lastPlace - budgetShare) * (Math.log(ms / deadlineMs) / span));
  };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
