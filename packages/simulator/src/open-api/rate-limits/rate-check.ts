import type { MiddlewareHandler } from "hono";
import type { ApiRoute } from "../api-route.ts";
import type { CallerVariables, OpenApiContext } from "../open-api-context.ts";
import { RateLimitedCall } from "./rate-limited-call.ts";
import type { Rate } from "./rate-limits.ts";

/** Of nearly every API. */
const usualRate: Rate = { perSecond: 50, perMinute: 1_000 };

/** Lets an app call an API in a tenant only so often; what is refused here has reached no API. */
export function createRateCheck({ rateLimits }: OpenApiContext, route: ApiRoute): MiddlewareHandler<CallerVariables> {
  const { method, path, rate = usualRate } = route;
  return async (context, next) => {
    const { app, tenantKey } = context.var;
    const exceeded = rateLimits.take(`${method} ${path} ${app.appId} ${tenantKey}`, rate);
    if (exceeded !== undefined) throw new RateLimitedCall(exceeded.limit, Math.ceil(exceeded.waitMs / 1000));
    await next();
  };
}
