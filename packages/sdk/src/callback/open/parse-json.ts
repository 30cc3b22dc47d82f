import { LarkwireError } from "../../errors.ts";

/** A JSON object from outside: nothing is known of its members. */
export type JsonObject = Readonly<Record<string, unknown>>;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Bytes to a JSON object.
 *
 * @throws BODY_MALFORMED
 */
export function parseJsonObject(bytes: Uint8Array): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch {
    // The parser's own message quotes the body.
    throw new LarkwireError("BODY_MALFORMED", "The body is not UTF-8 JSON");
  }
  if (!isJsonObject(value)) throw new LarkwireError("BODY_MALFORMED", "The body is JSON, but not an object");
  return value;
}

/** Tells an object from arrays, `null` and plain values. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
