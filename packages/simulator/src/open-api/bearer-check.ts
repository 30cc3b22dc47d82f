import type { MiddlewareHandler } from "hono";
import { ApiFault } from "./api-fault.ts";
import type { CallerVariables, OpenApiContext } from "./open-api-context.ts";
import { strikeCall } from "./struck-call.ts";

/** Lets only requests with a tenant access token through, and says whose it is. */
export function createBearerCheck(api: OpenApiContext): MiddlewareHandler<CallerVariables> {
  const { clock, world, accessTokens, faults } = api;
  return async (context, next) => {
    const token = /^Bearer (\S+)$/.exec(context.req.header("Authorization") ?? "")?.[1];
    if (token === undefined) throw new ApiFault(99_991_661, "Missing access token for authorization");
    if (!/^[tu]-/.test(token)) {
      throw new ApiFault(99_991_671, 'Invalid access token for authorization: it must start with "t-" or "u-"');
    }
    const owner = accessTokens.ownerOf(token, clock.now());
    const app = world.app(owner?.appId ?? "");
    if (app === undefined) throw new ApiFault(99_991_663, "Invalid access token for authorization");
    strikeCall(api, app, context);
    if (faults.strikeOnce({ appId: app.appId, name: context.req.path }, ["expireToken"]) !== undefined) {
      accessTokens.revoke(token);
      throw new ApiFault(99_991_663, "Invalid access token for authorization");
    }
    context.set("app", app);
    context.set("tenantKey", owner?.tenantKey ?? app.tenantKey);
    await next();
  };
}
