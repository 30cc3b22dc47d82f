import { z } from "zod";
import { type JsonObject, parseJson } from "../../world/json.ts";

/** A value that comes as a text of JSON. */
export function jsonText<Value>(schema: z.ZodType<Value>): z.ZodType<Value> {
  return z.preprocess((text) => (typeof text === "string" ? parseJson(text) : undefined), schema);
}

export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.unknown());

/** A component of a card: an object with a tag. */
export const component: z.ZodType<JsonObject> = z.looseObject({ tag: z.string() });
