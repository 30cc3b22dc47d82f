import type { Context } from "hono";
import type { CallFault } from "../faults/fault.ts";
import type { App } from "../world/entities.ts";
import type { OpenApiContext } from "./open-api-context.ts";
import { answerRateLimited, RateLimitedCall } from "./rate-limits/rate-limited-call.ts";

/** What can go wrong with a call whose token is not in question. */
const transportFaults = ["status", "rateLimit", "hang"] as const;
type TransportFault = Extract<CallFault, { readonly type: (typeof transportFaults)[number] }>;

/** A call that a fault strikes, and how it is answered. */
export class StruckCall extends Error {
  override readonly name = "StruckCall";
  readonly fault: TransportFault;

  constructor(fault: TransportFault) {
    super(fault.type);
    this.fault = fault;
  }
}

/** @throws StruckCall */
export function strikeCall({ faults }: OpenApiContext, { appId }: App, context: Context): void {
  const fault = faults.strikeOnce({ appId, name: context.req.path }, transportFaults);
  if (fault !== undefined) throw new StruckCall(fault);
}

/** The answer to a call that was struck, as `onError` gives it. */
export function answerStruck(context: Context, { fault }: StruckCall): Response | Promise<Response> {
  // Until whoever asked hangs up.
  if (fault.type === "hang") return new Promise(() => undefined);
  // Whatever stands in front of an API answers in its own words.
  if (fault.type === "status") {
    const logId = context.res.headers.get("X-Tt-Logid") ?? "";
    return new Response("<html>The upstream server failed</html>", {
      status: fault.status,
      headers: { "X-Tt-Logid": logId },
    });
  }
  return answerRateLimited(context, new RateLimitedCall(fault.limit, fault.resetSeconds));
}
