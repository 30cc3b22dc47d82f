/** A JSON object from outside: nothing is known about its fields until they are read. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The field, or `undefined` when `source` is no object or has no such field of its own. */
export function fieldIn(source: unknown, key: string): unknown {
  return isJsonObject(source) && Object.hasOwn(source, key) ? source[key] : undefined;
}

export function objectIn(source: unknown, key: string): JsonObject | undefined {
  const value = fieldIn(source, key);
  return isJsonObject(value) ? value : undefined;
}

/** An absent or wrong field reads as an empty list. */
export function listIn(source: unknown, key: string): readonly unknown[] {
  const value = fieldIn(source, key);
  return Array.isArray(value) ? value : [];
}

export function stringIn(source: unknown, key: string): string | undefined {
  const value = fieldIn(source, key);
  return typeof value === "string" ? value : undefined;
}

export function numberIn(source: unknown, key: string): number | undefined {
  const value = fieldIn(source, key);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function booleanIn(source: unknown, key: string): boolean | undefined {
  const value = fieldIn(source, key);
  return typeof value === "boolean" ? value : undefined;
}
