import { LarkwireError } from "../errors.ts";
import { CustomResponse } from "../replies/custom-response.ts";
import type { Outcome } from "./delivery.ts";
import type { Envelope } from "./open/envelope.ts";
import { isJsonObject } from "./open/parse-json.ts";

const maxCardBytes = 30 * 1_024;
const utf8 = new TextEncoder();

/** An answer that changes nothing. */
export const emptyAnswer: Outcome = { type: "answered", json: "{}" };

/**
 * What a handler returned, as it goes over the wire. An event is only acknowledged, whatever its handler returned.
 *
 * @throws REPLY_INVALID, REPLY_TOO_LARGE
 */
export function conclude(kind: Envelope["type"], value: unknown): Outcome {
  if (kind === "event" || value === undefined || value === null) return emptyAnswer;
  if (value instanceof CustomResponse)
    return { type: "custom", status: value.status, headers: value.headers, body: value.body };
  if (kind === "legacy-card" && typeof value === "string") return { type: "answered", json: value };
  if (!isJsonObject(value)) {
    throw new LarkwireError(
      "REPLY_INVALID",
      `The handler returned ${Array.isArray(value) ? "an array" : `a ${typeof value}`}`,
    );
  }
  const json = stringify(value);
  // A UTF-16 unit takes at most three bytes, so most replies need no second look.
  if (json.length * 3 > maxCardBytes && cardBytes(kind, value) > maxCardBytes) {
    throw new LarkwireError("REPLY_TOO_LARGE", `The card has more than ${maxCardBytes} bytes`);
  }
  return { type: "answered", json };
}

function stringify(value: unknown): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (cause) {
    throw new LarkwireError("REPLY_INVALID", "The reply cannot be written as JSON", { cause });
  }
  if (json?.[0] !== "{") throw new LarkwireError("REPLY_INVALID", "The reply's toJSON() does not give an object");
  return json;
}

/** A legacy reply is the card itself. */
function cardBytes(kind: Envelope["type"], reply: Readonly<Record<string, unknown>>): number {
  const card = kind === "legacy-card" ? reply : reply.card;
  return isJsonObject(card) ? utf8.encode(stringify(card)).length : 0;
}
