import { LarkwireError } from "../errors.ts";
import { checkReply } from "../replies/check-reply.ts";
import { CustomResponse } from "../replies/custom-response.ts";
import type { CheckReplyOptions, ReplyFault } from "../replies/reply-fault.ts";
import type { Outcome } from "./delivery.ts";
import type { Envelope } from "./open/envelope.ts";
import { isJsonObject } from "./open/parse-json.ts";

const maxCardBytes = 30 * 1_024;
const utf8 = new TextEncoder();

/** An answer that changes nothing. */
export const emptyAnswer: Outcome = { type: "answered", json: "{}" };

/** What the reply is for, and how closely its card is looked at. */
export interface Conclusion extends CheckReplyOptions {
  readonly envelope: Pick<Envelope, "type" | "name">;
}

/**
 * What a handler returned, as it goes over the wire. An event is only acknowledged, whatever its handler returned.
 *
 * @throws REPLY_INVALID, REPLY_TOO_LARGE
 */
export function conclude({ envelope, checkCard, sentCard }: Conclusion, value: unknown): Outcome {
  if (envelope.type === "event" || value === undefined || value === null) return emptyAnswer;
  if (envelope.type === "legacy-card" && typeof value === "string") return { type: "answered", json: value };
  if (!isJsonObject(value)) {
    throw new LarkwireError(
      "REPLY_INVALID",
      `The handler returned ${Array.isArray(value) ? "an array" : `a ${typeof value}`}`,
    );
  }
  const custom = look(() => toCustom(value) ?? refuseFaults(checkReply(envelope.name, value, { checkCard, sentCard })));
  if (custom !== undefined) return custom;
  const json = stringify(value);
  // A UTF-16 unit takes at most three bytes, so most replies need no second look.
  if (json.length * 3 > maxCardBytes && cardBytes(envelope.type, value) > maxCardBytes) {
    throw new LarkwireError("REPLY_TOO_LARGE", `The card has more than ${maxCardBytes} bytes`);
  }
  return { type: "answered", json };
}

function toCustom(reply: object): Outcome | undefined {
  if (!CustomResponse.is(reply)) return undefined;
  const { status, headers, body } = reply;
  return { type: "custom", status, headers, body };
}

function refuseFaults([fault]: readonly ReplyFault[]): undefined {
  if (fault === undefined) return;
  const at = fault.path === "" ? "" : `${fault.path}: `;
  throw new LarkwireError("REPLY_INVALID", `${at}${fault.problem} (client code ${fault.clientCode}). ${fault.mend}`);
}

/** A reply may have getters that throw, or be a proxy that wants to be left alone. */
function look<Seen>(at: () => Seen): Seen {
  try {
    return at();
  } catch (cause) {
    if (LarkwireError.is(cause)) throw cause;
    throw new LarkwireError("REPLY_INVALID", "The reply cannot be read", { cause });
  }
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

function cardBytes(type: Envelope["type"], reply: Readonly<Record<string, unknown>>): number {
  const { toast: _, ...legacyCard } = reply;
  const card = type === "legacy-card" ? legacyCard : reply.card;
  return isJsonObject(card) ? utf8.encode(stringify(card)).length : 0;
}
