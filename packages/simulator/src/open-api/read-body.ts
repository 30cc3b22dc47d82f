import type { Context } from "hono";
import type { z } from "zod";
import { isJsonObject, parseJson } from "../world/json.ts";
import { ApiFault } from "./api-fault.ts";
import { openApiLimits } from "./limits.ts";
import type { OpenApiContext } from "./open-api-context.ts";

/**
 * The body's JSON, `undefined` where it is none. A member that is null is taken for one that is missing: early versions of
 * the official Python SDK write out every optional member. @throws ApiFault where it is too long
 */
export async function readJson({ readText }: OpenApiContext, context: Context): Promise<unknown> {
  const text = await readText(context.req.raw, openApiLimits.maxBodyBytes);
  if (text === undefined)
    throw new ApiFault(230_025, `the request body has more than ${openApiLimits.maxBodyBytes} bytes`, 413);
  return withoutNulls(parseJson(text));
}

/** The body as the schema wants it. @throws ApiFault with the given code */
export async function readBody<Output>(
  api: OpenApiContext,
  context: Context,
  schema: z.ZodType<Output>,
  code: number,
): Promise<Output> {
  const parsed = schema.safeParse(await readJson(api, context));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ApiFault(code, `invalid param: ${issue?.path.join(".") || "body"}: ${issue?.message ?? "not as expected"}`);
}

function withoutNulls(body: unknown): unknown {
  return isJsonObject(body) ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) : body;
}
