import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import { ApiFault } from "./api-fault.ts";
import type { OpenApiContext } from "./open-api-context.ts";
import { readBody } from "./read-body.ts";
import { strikeCall } from "./struck-call.ts";

const credentials = z.object({ app_id: z.string(), app_secret: z.string() });

/** `/open-apis/auth/v3`: access tokens of self-built apps. The answers are flat: there is no `data`. */
export function createTokenRoutes(api: OpenApiContext): Hono {
  const { clock, world, accessTokens } = api;
  const issue = async (context: Context): Promise<{ token: string; expire: number }> => {
    const { app_id, app_secret } = await readBody(api, context, credentials, 10_003);
    const app = world.app(app_id);
    if (app === undefined) throw new ApiFault(10_003, "invalid param: app_id", 200);
    if (app.appSecret !== app_secret) throw new ApiFault(10_015, "app secret invalid", 200);
    if (app.type === "store") throw new ApiFault(10_005, "store apps get their tokens with an app ticket", 200);
    strikeCall(api, app, context);
    return accessTokens.issue(app_id, clock.now());
  };

  return new Hono()
    .post("/tenant_access_token/internal", async (context) => {
      const { token, expire } = await issue(context);
      return context.json({ code: 0, msg: "ok", tenant_access_token: token, expire });
    })
    .post("/app_access_token/internal", async (context) => {
      const { token, expire } = await issue(context);
      return context.json({ code: 0, msg: "ok", app_access_token: token, expire, tenant_access_token: token });
    });
}
