import { LarkwireError } from "../../errors.ts";
import type { Clock } from "../../ports.ts";
import type { WireRequest } from "../request.ts";
import type { Policy } from "./policy.ts";
import { wait } from "./wait.ts";

/** What waiting for a limit needs. */
export interface RateLimitParts {
  readonly clock: Clock;
  /** The longest that one call waits altogether. */
  readonly maxRateLimitWaitMs: number;
}

/** The platform did nothing because calls of an API are too many, or all its messages are. */
const apiLimitCodes: ReadonlySet<number | undefined> = new Set([99991400, 11232]);
/** The same for one chat, message or card: calls for others go through. */
const placeLimitCode = 230020;
const defaultWaitMs = 1_000;
/** Doubled with every refusal of a call: "0 seconds" is what the platform says of the last part of a second. */
const leastWaitMs = 100;
/** The platform counts by the second and by the minute: an API that it closes for longer is asked again all the same. */
const longestWaitMs = 60_000;
/** APIs whose limit is remembered. */
const maxApis = 1_000;

/**
 * Waits until a limit is lifted and tries again: a call that was refused for its rate has done nothing. Where the limit is one of the
 * API, its later calls wait too; a call that would have to wait longer than it may is refused at once.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN
 */
export function rateLimitPolicy({ clock, maxRateLimitWaitMs }: RateLimitParts): Policy {
  /** The monotonic time at which an API may be called again. */
  const liftedAt = new Map<string, number>();

  return async (request, send) => {
    const api = apiOf(request);
    let waitedMs = 0;
    let refusals = 0;
    let refusal: LarkwireError | undefined;
    let placeLiftedAt = 0;
    for (;;) {
      const leftMs = Math.max(liftedAt.get(api) ?? 0, placeLiftedAt) - clock.monotonic();
      if (leftMs > 0) {
        waitedMs += leftMs;
        if (waitedMs > maxRateLimitWaitMs) throw refusal ?? toRefusal(request, leftMs);
        await wait(clock, leftMs, request.signal);
      }
      try {
        return await send(request);
      } catch (error) {
        if (!LarkwireError.is(error, "API_REFUSED")) throw error;
        const code = error.platform?.code;
        if (code !== placeLimitCode && !apiLimitCodes.has(code)) throw error;
        const askedMs = error.platform?.retryAfterMs ?? defaultWaitMs;
        const waitMs = Math.min(longestWaitMs, Math.max(askedMs, leastWaitMs * 2 ** refusals));
        refusals += 1;
        const until = clock.monotonic() + waitMs;
        if (code === placeLimitCode) {
          placeLiftedAt = until;
        } else {
          if (liftedAt.size >= maxApis) liftedAt.clear();
          liftedAt.set(api, until);
        }
        if (request.body?.repeatable === false) throw error;
        refusal = error;
      }
    }
  };
}

/** The limits are per API, and per tenant: an id in a path is not another API. */
function apiOf({ method, path, tenantKey = "" }: WireRequest): string {
  return `${tenantKey} ${method} ${path.replace(/\/(?:[a-z]{1,4}_[^/]+|\d[^/]*)(?=\/|$)/g, "/:id")}`;
}

function toRefusal({ method, path }: WireRequest, leftMs: number): LarkwireError {
  return new LarkwireError(
    "RATE_LIMITED",
    `${method} ${path} was not sent: its limit is lifted in ${Math.ceil(leftMs)} ms only`,
  );
}
