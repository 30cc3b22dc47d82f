import { LarkwireError } from "../../errors.ts";
import { isCallbackName } from "./callback-names.ts";
import { isJsonObject, type JsonObject } from "./parse-json.ts";

/** The platform asks whether the address is the app's. */
export interface Challenge {
  readonly type: "challenge";
  readonly challenge: string;
  readonly token: string | undefined;
}

/** A delivery that has been opened: what it is, whom it concerns, and the whole body untouched. */
export interface Envelope {
  readonly type: "event" | "callback" | "legacy-card";
  /** The event type or the callback's name. */
  readonly name: string;
  /** The same for repeats of one delivery: `event_id`, `uuid`, or a legacy card's signature; empty when there is none. */
  readonly id: string;
  readonly appId: string | undefined;
  /** The tenant of the person who acted, or else the tenant that the delivery names. */
  readonly tenantKey: string | undefined;
  /** The Verification Token that the body carries. */
  readonly token: string | undefined;
  /** The credential of a card click for updating the card later. */
  readonly updateToken: string | undefined;
  /** The payload that handlers get. */
  readonly event: JsonObject;
  /** Everything that came, decrypted and parsed. */
  readonly body: JsonObject;
}

/** The platform's names and ids have some 40 characters. Here they become keys in memory and fields of logs. */
export const maxIdLength = 256;

/** The name under which a legacy card click is known. */
const legacyCardName = "card.action.trigger_v1";

/**
 * Tells what kind of body this is.
 *
 * @throws ENVELOPE_UNKNOWN
 */
export function parseEnvelope(body: JsonObject): Challenge | Envelope {
  if ("schema" in body) return parseSchema2(body);
  if (body.type === "url_verification") return parseChallenge(body);
  const event = body.event;
  if (isJsonObject(event)) return parseSchema1(body, event);
  if (isJsonObject(body.action)) return parseLegacyCard(body);
  throw new LarkwireError("ENVELOPE_UNKNOWN", "The body has neither schema, event, action nor a challenge");
}

function parseChallenge(body: JsonObject): Challenge {
  const { challenge, token } = body;
  if (typeof challenge !== "string") throw new LarkwireError("ENVELOPE_UNKNOWN", "The challenge is not a string");
  return { type: "challenge", challenge: parseId(challenge), token: text(token) };
}

function parseSchema2(body: JsonObject): Envelope {
  const { header, event } = body;
  if (!isJsonObject(header) || !isJsonObject(event)) {
    throw new LarkwireError("ENVELOPE_UNKNOWN", "A body of schema 2.0 needs the objects header and event");
  }
  const name = id(header.event_type);
  if (!name) throw new LarkwireError("ENVELOPE_UNKNOWN", "header.event_type is missing");
  const isCallback = isCallbackName(name);
  const operator = isCallback ? event.operator : undefined;
  const actorTenant = isJsonObject(operator) ? id(operator.tenant_key) : undefined;
  return {
    type: isCallback ? "callback" : "event",
    name,
    id: id(header.event_id) ?? "",
    appId: id(header.app_id),
    tenantKey: actorTenant ?? id(header.tenant_key),
    token: text(header.token),
    updateToken: name === "card.action.trigger" ? text(event.token) : undefined,
    event,
    body,
  };
}

function parseSchema1(body: JsonObject, event: JsonObject): Envelope {
  const name = id(event.type);
  if (!name) throw new LarkwireError("ENVELOPE_UNKNOWN", "event.type is missing");
  return {
    type: "event",
    name,
    id: id(body.uuid) ?? "",
    appId: id(event.app_id),
    tenantKey: id(event.tenant_key),
    token: text(body.token),
    updateToken: undefined,
    event,
    body,
  };
}

function parseLegacyCard(body: JsonObject): Envelope {
  return {
    type: "legacy-card",
    name: legacyCardName,
    id: "",
    appId: undefined,
    tenantKey: id(body.tenant_key),
    token: undefined,
    updateToken: text(body.token),
    event: body,
    body,
  };
}

/**
 * A name or an id, in bounds.
 *
 * @throws ENVELOPE_UNKNOWN
 */
export function parseId(id: string): string {
  if (id.length <= maxIdLength) return id;
  throw new LarkwireError("ENVELOPE_UNKNOWN", `A name or an id has more than ${maxIdLength} characters`);
}

function id(value: unknown): string | undefined {
  return typeof value === "string" ? parseId(value) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
