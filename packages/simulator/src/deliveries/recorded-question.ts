import type { App } from "../world/entities.ts";
import type { Identifiers } from "../world/identifiers.ts";
import { isJsonObject, type JsonObject } from "../world/json.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import { legacyClick } from "../world/subscriptions.ts";
import type { Envelope } from "./envelope.ts";

/** The part of an exchange from which its question can be asked again. */
export interface RecordedQuestion {
  /** Of a legacy click, whose body has no id. @default another one each time */
  readonly event_id?: string | undefined;
  readonly request: { readonly body: unknown };
}

/**
 * A recorded question for another app: the same ids and payload, with this app's id and Verification Token. A legacy click has
 * neither of them in its body; it gets another refresh token, for it is a new click and no repeated delivery.
 *
 * @throws SimulatorError FIXTURE_INVALID
 */
export function toEnvelope(
  recorded: unknown,
  { appId, verificationToken: token }: App,
  identifiers: Identifiers,
): Envelope {
  const request = isJsonObject(recorded) ? recorded.request : undefined;
  const body = isJsonObject(request) ? request.body : undefined;
  if (!isJsonObject(body)) throw invalid("request.body", "the callback or event as the app got it");
  const { header, event } = body;
  if (body.schema === undefined && event === undefined && body.action !== undefined) {
    const known = isJsonObject(recorded) && recorded.event_id !== undefined;
    const id = known ? text(recorded.event_id, "event_id") : identifiers.hex(32);
    return { id, name: legacyClick, appId, body: legacy(body), refreshToken: identifiers.hex(32) };
  }
  if (body.schema === undefined) return schema1(body, appId, token);
  if (!isJsonObject(header)) throw invalid("request.body.header", "the header of schema 2.0");
  const id = text(header.event_id, "request.body.header.event_id");
  const name = text(header.event_type, "request.body.header.event_type");
  return { id, name, appId, body: { ...body, header: { ...header, app_id: appId, token }, event } };
}

function schema1(body: JsonObject, appId: string, token: string): Envelope {
  const { event } = body;
  if (!isJsonObject(event)) throw invalid("request.body.event", "the event of schema 1.0");
  const id = text(body.uuid, "request.body.uuid");
  const name = text(event.type, "request.body.event.type");
  return { id, name, appId, body: { ...body, token, event: { ...event, app_id: appId } } };
}

/** @throws SimulatorError FIXTURE_INVALID for what no app could take for a click */
function legacy(body: JsonObject): JsonObject {
  if (!isJsonObject(body.action)) throw invalid("request.body.action", "what was clicked");
  for (const name of ["open_id", "open_message_id", "token"]) text(body[name], `request.body.${name}`);
  return body;
}

function text(value: unknown, path: string): string {
  if (typeof value !== "string" || value === "") throw invalid(path, "a text");
  return value;
}

function invalid(path: string, wanted: string): SimulatorError {
  return new SimulatorError("FIXTURE_INVALID", `A recorded exchange needs ${wanted} at ${path}.`);
}
