import type { App } from "../world/entities.ts";
import { isJsonObject, type JsonObject } from "../world/json.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import type { Envelope } from "./envelope.ts";

/** The part of an exchange from which its question can be asked again. */
export interface RecordedQuestion {
  readonly request: { readonly body: unknown };
}

/**
 * A recorded question for another app: the same ids and payload, with this app's id and Verification Token.
 *
 * @throws SimulatorError FIXTURE_INVALID
 */
export function toEnvelope(recorded: unknown, { appId, verificationToken: token }: App): Envelope {
  const request = isJsonObject(recorded) ? recorded.request : undefined;
  const body = isJsonObject(request) ? request.body : undefined;
  if (!isJsonObject(body)) throw invalid("request.body", "the callback or event as the app got it");
  const { header, event } = body;
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

function text(value: unknown, path: string): string {
  if (typeof value !== "string" || value === "") throw invalid(path, "a text");
  return value;
}

function invalid(path: string, wanted: string): SimulatorError {
  return new SimulatorError("FIXTURE_INVALID", `A recorded exchange needs ${wanted} at ${path}.`);
}
