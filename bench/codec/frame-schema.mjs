// @ts-check

/** @typedef {readonly [name: string, number: number, type: "uint64" | "int32" | "string" | "bytes" | "Header", label: "required" | "optional" | "repeated"]} Field */

/** @type {readonly Field[]} */
export const fields = [
  ["SeqID", 1, "uint64", "required"],
  ["LogID", 2, "uint64", "required"],
  ["service", 3, "int32", "required"],
  ["method", 4, "int32", "required"],
  ["headers", 5, "Header", "repeated"],
  ["payload_encoding", 6, "string", "optional"],
  ["payload_type", 7, "string", "optional"],
  ["payload", 8, "bytes", "optional"],
  ["LogIDNew", 9, "string", "optional"],
];
/** @type {readonly Field[]} */
export const headerFields = [
  ["key", 1, "string", "required"],
  ["value", 2, "string", "required"],
];

/**
 * A frame as a hand-driven reader leaves it.
 * @template Id
 * @typedef {object} Frame
 * @property {Id} [SeqID]
 * @property {Id} [LogID]
 * @property {number} [service]
 * @property {number} [method]
 * @property {Header[]} headers
 * @property {string} [payload_encoding]
 * @property {string} [payload_type]
 * @property {Uint8Array} [payload]
 * @property {string} [LogIDNew]
 */

/** @typedef {{ key?: string, value?: string }} Header */

/** @template Id @param {Frame<Id>} frame */
export function required({ SeqID, LogID, service, method }) {
  if (SeqID === undefined || LogID === undefined || service === undefined || method === undefined)
    throw new Error("a frame without its required fields");
  return { SeqID, LogID, service, method };
}
