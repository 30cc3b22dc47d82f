// @ts-check
import { answerDelivery } from "./pipeline.mjs";
import { varintLength, writeVarint } from "./varint.mjs";

/** @typedef {{ type: string, sum: string, payloadFrom: number, payloadStart: number, payloadEnd: number, end: number }} Shape */

/**
 * Finds in one pass what an answer needs and leaves everything else as bytes, to be echoed as they came.
 * @param {Buffer} bytes
 * @returns {Shape}
 */
function scan(bytes) {
  const shape = { type: "", sum: "", payloadFrom: -1, payloadStart: -1, payloadEnd: -1, end: bytes.length };
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
      if (key === "sum") shape.sum = bytes.toString("utf8", keyEnd + 2, end);
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

/** @param {Buffer} bytes */
export async function answerFrame(bytes) {
  const shape = scan(bytes);
  if (shape.type !== "event" || shape.sum !== "1" || shape.payloadFrom < 0) return undefined;
  const start = performance.now();
  const json = await answerDelivery(JSON.parse(bytes.toString("utf8", shape.payloadStart, shape.payloadEnd)));
  const header = bizRtHeader(String(Math.round(performance.now() - start)));
  return withPayload(bytes, shape, `{"code":200,"data":"${Buffer.from(json).toString("base64")}"}`, header);
}
