import type { Delivery } from "../delivery.ts";
import type { Envelope } from "../open/envelope.ts";

/** Of what headers say about themselves, in characters. */
const maxLoggedLength = 128;

/** `X-Request-Id`, or the frame's `message_id`. */
export function requestIdOf({ origin }: Delivery): string | undefined {
  return origin.type === "webhook" ? origin.header("x-request-id") : origin.messageId;
}

/** `X-Tt-Logid`, or the frame's `trace_id`. */
export function logIdOf({ origin }: Delivery): string | undefined {
  return origin.type === "webhook" ? origin.header("x-tt-logid") : origin.traceId;
}

/** `X-Refresh-Token`, which frames do not have. */
export function refreshTokenOf({ origin }: Delivery): string | undefined {
  return origin.type === "webhook" ? origin.header("x-refresh-token") : undefined;
}

/** The ids that find a delivery in logs. */
export function idsOf(delivery: Delivery, { name, id }: Envelope): Readonly<Record<string, unknown>> {
  return {
    name,
    id,
    requestId: requestIdOf(delivery)?.slice(0, maxLoggedLength),
    logId: logIdOf(delivery)?.slice(0, maxLoggedLength),
  };
}
