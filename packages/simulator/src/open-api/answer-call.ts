import type { Handler } from "hono";
import type { z } from "zod";
import { ApiFault } from "./api-fault.ts";
import type { ApiRoute } from "./api-route.ts";
import type { CallerVariables, OpenApiContext } from "./open-api-context.ts";
import { readJson } from "./read-body.ts";

/** Serves a route: reads what it takes, and wraps what it gives. */
export function createHandler(api: OpenApiContext, route: ApiRoute): Handler<CallerVariables> {
  return async (context) => {
    const { app, tenantKey } = context.var;
    const { raw: request } = context.req;
    const query = parse(route.query, context.req.query(), route.invalid);
    const body = route.body === undefined ? undefined : parse(route.body, await readJson(api, context), route.invalid);
    const data = await route.run({ app, tenantKey, ids: context.req.param(), query, body, request });
    if (data instanceof Response) return context.newResponse(data.body, data);
    return context.json(data === undefined ? { code: 0, msg: "ok" } : { code: 0, msg: "success", data });
  };
}

/** @throws ApiFault with the given code */
function parse(schema: z.ZodType, value: unknown, code: number): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".") || "the whole";
  throw new ApiFault(code, `invalid request parameter, ext=${place}: ${issue?.message ?? "not as expected"}`);
}
