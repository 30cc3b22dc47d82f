// @ts-check
import { createFragments } from "./fragments.mjs";
import { createAnswerDelivery } from "./pipeline.mjs";
import { varintLength, writeVarint } from "./varint.mjs";

/** @typedef {ReturnType<typeof scan>} Shape */

/**
 * Finds in one pass what an answer needs and leaves everything else as bytes, to be echoed as they came.
 * @param {Buffer} bytes
 */
function scan(bytes) {
  const shape = {
    type: "",
    sum: "",
    messageIdStart: 0,
    messageIdEnd: 0,
    seqStart: 0,
    seqEnd: 0,
    payloadFrom: -1,
    payloadStart: -1,
    payloadEnd: -1,
    end: bytes.length,
  };
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error("truncated");
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const from = at;
    const tag = varint();
    if ((tag & 7) === 0) {
      varint();
      continue;
    }
    if ((tag & 7) !== 2) throw new Error("wire type");
    const length = varint();
    const end = at + length;
    if (end > bytes.length) throw new Error("truncated");
    if (tag === 66) {
      shape.payloadFrom = from;
      shape.payloadStart = at;
      shape.payloadEnd = end;
    } else if (tag === 42) {
      at++;
      const keyEnd = at + 1 + /** @type {number} */ (bytes[at]);
      const key = bytes.toString("latin1", at + 1, keyEnd);
      if (key === "type") shape.type = bytes.toString("utf8", keyEnd + 2, end);
      else if (key === "sum") shape.sum = bytes.toString("utf8", keyEnd + 2, end);
      else if (key === "message_id") {
        shape.messageIdStart = keyEnd + 2;
        shape.messageIdEnd = end;
      } else if (key === "seq") {
        shape.seqStart = keyEnd + 2;
        shape.seqEnd = end;
      }
    }
    at = end;
  }
  return shape;
}

/** @param {string} value */
function bizRtHeader(value) {
  const header = Buffer.from(`\n\u0006biz_rt\u0012${String.fromCharCode(value.length)}${value}`);
  return Buffer.concat([Buffer.from([42, header.length]), header]);
}

/**
 * The same frame with another payload and one more header.
 * @param {Buffer} bytes @param {Shape} shape @param {string} payload ASCII @param {Buffer} header
 */
function withPayload(bytes, shape, payload, header) {
  const before = shape.payloadFrom;
  const after = shape.end - shape.payloadEnd;
  const answer = Buffer.allocUnsafe(before + header.length + 1 + varintLength(payload.length) + payload.length + after);
  bytes.copy(answer, 0, 0, before);
  header.copy(answer, before);
  let at = before + header.length;
  answer[at++] = 66;
  at = writeVarint(answer, at, payload.length);
  at += answer.write(payload, at, "latin1");
  bytes.copy(answer, at, shape.payloadEnd);
  return answer;
}

/** @param {import("../settings.mjs").Settings} settings */
export function createAnswerFrame(settings) {
  const answerDelivery = createAnswerDelivery(settings);
  const addFragment = createFragments();

  /** @param {Buffer} bytes @param {Shape} shape */
  const wholePayload = (bytes, shape) => {
    const payload = bytes.subarray(shape.payloadStart, shape.payloadEnd);
    if (shape.sum === "1") return payload;
    const messageId = bytes.toString("latin1", shape.messageIdStart, shape.messageIdEnd);
    return addFragment(
      messageId,
      Number(shape.sum),
      Number(bytes.toString("latin1", shape.seqStart, shape.seqEnd)),
      payload,
    );
  };

  return async (/** @type {Buffer} */ bytes) => {
    const shape = scan(bytes);
    if (shape.type !== "event" || shape.payloadFrom < 0) return undefined;
    const payload = wholePayload(bytes, shape);
    if (payload === undefined) return undefined;
    const start = performance.now();
    const json = await answerDelivery(JSON.parse(payload.toString()));
    const header = bizRtHeader(String(Math.round(performance.now() - start)));
    return withPayload(bytes, shape, `{"code":200,"data":"${Buffer.from(json).toString("base64")}"}`, header);
  };
}
