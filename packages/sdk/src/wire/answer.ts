import { AnswerPayload } from "./answer-payload.ts";
import { decodeBase64 } from "./base64.ts";
import { encodeFrame, type Frame } from "./frame.ts";
import { frameTag } from "./frame-tag.ts";
import { FrameView } from "./frame-view.ts";
import type { Slab } from "./slab.ts";
import { decodeUtf8 } from "./utf8.ts";
import { malformed } from "./wire-reader.ts";
import { varintLength, WireWriter } from "./wire-writer.ts";

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

/**
 * Writes the answer to a data frame: the same frame with its payload replaced and `biz_rt` behind the headers.
 *
 * @param slab - where the bytes are taken from; without it they are allocated
 */
export function encodeAnswer(request: Frame | FrameView, answer: FrameAnswer, slab?: Slab): Uint8Array {
  const bizRt = String(Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.trunc(answer.bizRtMs))) || 0);
  const payload = new AnswerPayload(answer.code, answer.json);
  if (request instanceof FrameView) return spliceAnswer(request, bizRt, payload, slab);
  return encodeFrame({
    ...request,
    headers: [...request.headers, { key: handlingTime, value: bizRt }],
    payload: payload.toBytes(),
  });
}

/** Copies what stands before and behind the new header and the new payload. */
function spliceAnswer(
  { bytes, layout }: FrameView,
  bizRt: string,
  payload: AnswerPayload,
  slab: Slab | undefined,
): Uint8Array {
  const headerLength = 4 + handlingTime.length + bizRt.length;
  const former = layout.payloadEnd - layout.payloadFieldStart;
  const length = bytes.length - former + 2 + headerLength + 1 + varintLength(payload.length) + payload.length;
  const writer = new WireWriter(slab?.take(length) ?? new Uint8Array(length));
  writer.copy(bytes, 0, layout.headersEnd);
  writer.byte(frameTag.headers);
  writer.byte(headerLength);
  writer.byte(frameTag.headerKey);
  writer.string(handlingTime);
  writer.byte(frameTag.headerValue);
  writer.string(bizRt);
  writer.copy(bytes, layout.headersEnd, layout.payloadFieldStart);
  writer.byte(frameTag.payload);
  writer.varint(payload.length);
  payload.write(writer);
  writer.copy(bytes, layout.payloadEnd, bytes.length);
  return writer.bytes;
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
export function decodeAnswer(frame: { readonly payload?: Uint8Array | undefined }): DecodedAnswer {
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
