// @ts-check
import { fileURLToPath } from "node:url";
import Long from "long";
import protobuf from "protobufjs";

protobuf.util.Long = Long;
protobuf.configure();

/** @param {string} file */
function load(file) {
  const root = new protobuf.Root();
  return root.loadSync(fileURLToPath(new URL(file, import.meta.url)), { keepCase: true });
}

const Frame = load("frame.proto").lookupType("pbbp2.Frame");
const NextFrame = load("frame-next.proto").lookupType("pbbp2next.Frame");

/**
 * @typedef {{ key: string, value: string, note?: string }} Header
 * @typedef {object} Meaning a frame in JSON: 64-bit numbers in decimal, bytes in hex
 * @property {string} SeqID
 * @property {string} LogID
 * @property {number} service
 * @property {number} method
 * @property {Header[]} headers
 * @property {string} [payload_encoding]
 * @property {string} [payload_type]
 * @property {string} [payload]
 * @property {string} [LogIDNew]
 */

/** @param {string} hex */
export const fromHex = (hex) => Buffer.from(hex.replaceAll(" ", ""), "hex");
/** @param {Uint8Array} bytes */
export const toHex = (bytes) => Buffer.from(bytes).toString("hex");
/** @param {string} text */
export const textToHex = (text) => Buffer.from(text, "utf8").toString("hex");

/** @param {protobuf.Type} type @param {Record<string, unknown>} meaning */
function encodeWith(type, meaning) {
  const { SeqID, LogID, payload, a_varint, a_fixed64, some_bytes, ...rest } = /** @type {Record<string, any>} */ (
    meaning
  );
  return toHex(
    type
      .encode({
        ...rest,
        SeqID: Long.fromString(SeqID, true),
        LogID: Long.fromString(LogID, true),
        ...(payload === undefined ? {} : { payload: fromHex(payload) }),
        ...(a_varint === undefined ? {} : { a_varint: Long.fromString(a_varint, true) }),
        ...(a_fixed64 === undefined ? {} : { a_fixed64: Long.fromString(a_fixed64, true) }),
        ...(some_bytes === undefined ? {} : { some_bytes: fromHex(some_bytes) }),
      })
      .finish(),
  );
}

/** @param {Meaning} meaning */
export const encode = (meaning) => encodeWith(Frame, /** @type {any} */ (meaning));

/** Encodes with fields that frame.proto does not know. @param {Meaning & Record<string, unknown>} meaning */
export const encodeNext = (meaning) => encodeWith(NextFrame, meaning);

/** @param {string} hex @returns {Meaning} */
export function decode(hex) {
  const object = Frame.toObject(Frame.decode(fromHex(hex)), { longs: String, bytes: Array, arrays: true });
  return {
    SeqID: object.SeqID,
    LogID: object.LogID,
    service: object.service,
    method: object.method,
    headers: object.headers.map((/** @type {Header} */ { key, value }) => ({ key, value })),
    ...(object.payload_encoding === undefined ? {} : { payload_encoding: object.payload_encoding }),
    ...(object.payload_type === undefined ? {} : { payload_type: object.payload_type }),
    ...(object.payload === undefined ? {} : { payload: toHex(object.payload) }),
    ...(object.LogIDNew === undefined ? {} : { LogIDNew: object.LogIDNew }),
  };
}
