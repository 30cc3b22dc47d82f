import { base64Length, decodeBase64, writeBase64 } from "./base64.ts";
import { encodeFrame, type Frame } from "./frame.ts";
import { decodeUtf8, encodeUtf8, writeUtf8 } from "./utf8.ts";
import { malformed } from "./wire-reader.ts";

/** What is said to a delivery. */
export interface FrameAnswer {
  /** HTTP-like: 200 handled, 500 failed. */
  readonly code: number;
  /** The JSON text of the reply; absent where there is nothing to say. */
  readonly json?: string | undefined;
  /** How long the handling took, in ms; sent as a non-negative integer. */
  readonly bizRtMs: number;
}

/** The header that carries the handling time. */
const handlingTime = "biz_rt";

/** Writes the answer to a data frame: the same frame with its payload replaced and `biz_rt` behind the headers. */
export function encodeAnswer(request: Frame, answer: FrameAnswer): Uint8Array {
  const bizRt = Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.trunc(answer.bizRtMs))) || 0;
  return encodeFrame({
    SeqID: request.SeqID,
    LogID: request.LogID,
    service: request.service,
    method: request.method,
    headers: [...request.headers, { key: handlingTime, value: String(bizRt) }],
    payload_encoding: request.payload_encoding,
    payload_type: request.payload_type,
    payload: encodePayload(answer.code, answer.json),
    LogIDNew: request.LogIDNew,
    unknownFields: request.unknownFields,
  });
}

/** What an answer frame says. `json` is absent for every way in which the SDKs write "no reply": no data, null, "" and the base64 of null. */
export interface DecodedAnswer {
  readonly code: number;
  readonly json: string | undefined;
}

/**
 * Reads the payload of an answer frame. That `json` is JSON is not checked.
 *
 * @throws LarkwireError `FRAME_MALFORMED` when the payload is not `{"code":…,"data":…}` with base64 of UTF-8 in `data`
 */
export function decodeAnswer(frame: Frame): DecodedAnswer {
  const payload = parsePayload(frame.payload);
  if (typeof payload !== "object" || payload === null) throw malformed("the answer is not a JSON object");
  const { code, data } = payload as { readonly code?: unknown; readonly data?: unknown };
  if (typeof code !== "number" || !Number.isInteger(code)) throw malformed("the answer has no integer code");
  if (data === undefined || data === null) return { code, json: undefined };
  if (typeof data !== "string") throw malformed("the data of the answer is not a string");
  const bytes = decodeBase64(data);
  if (bytes === undefined) throw malformed("the data of the answer is not padded base64");
  const json = textOf(bytes);
  return { code, json: json === "" || json === "null" ? undefined : json };
}

/** `{"code":200,"data":"<base64 of the JSON>"}`, put together as bytes: no text of the base64 is ever made. */
function encodePayload(code: number, json: string | undefined): Uint8Array {
  const head = json === undefined ? `{"code":${code}}` : `{"code":${code},"data":"`;
  if (json === undefined) return encodeUtf8(head);
  const reply = encodeUtf8(json);
  const payload = new Uint8Array(head.length + base64Length(reply.length) + 2);
  const begin = writeUtf8(head, payload, 0, head.length);
  const end = writeBase64(reply, payload, begin);
  writeUtf8('"}', payload, end, 2);
  return payload;
}

function parsePayload(payload: Uint8Array | undefined): unknown {
  if (payload === undefined) throw malformed("the answer has no payload");
  const text = textOf(payload);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed("the answer is not JSON", cause);
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    throw malformed("the answer is not UTF-8", cause);
  }
}
