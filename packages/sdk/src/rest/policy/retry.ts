import type { Clock, Random } from "../../ports.ts";
import type { Policy } from "./policy.ts";
import { isIdempotent, isPassing, isUnsent } from "./repeatable.ts";
import { wait } from "./wait.ts";

/** What retries need. */
export interface RetryParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly maxRetries: number;
}

const firstWaitMs = 200;
const longestWaitMs = 5_000;

/**
 * Sends again what failed on the way, after growing waits: a request that never arrived, or one that does no harm twice.
 * What was not answered in time is not sent again: whoever waited that long will not wait as long again.
 */
export function retryPolicy({ clock, random, maxRetries }: RetryParts): Policy {
  return async (request, send) => {
    for (let retries = 0; ; retries++) {
      try {
        return await send(request);
      } catch (error) {
        const again = retries < maxRetries && isPassing(error) && request.body?.repeatable !== false;
        if (!again || !(isIdempotent(request) || isUnsent(error))) throw error;
      }
      // Half of it by chance, so that many who failed together do not come back together.
      await wait(clock, Math.min(longestWaitMs, firstWaitMs * 2 ** retries) * (0.5 + random() / 2), request.signal);
    }
  };
}
