import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import type { App } from "../world/entities.ts";
import { ApiFault } from "./api-fault.ts";
import type { OpenApiContext } from "./open-api-context.ts";
import { readBody } from "./read-body.ts";
import { strikeCall } from "./struck-call.ts";

const credentials = z.object({ app_id: z.string(), app_secret: z.string() });
const withTicket = credentials.extend({ app_ticket: z.string() });
const withAppToken = z.object({ app_access_token: z.string(), tenant_key: z.string() });

/** `/open-apis/auth/v3`: access tokens and app tickets. The answers are flat: there is no `data`. */
export function createTokenRoutes(api: OpenApiContext): Hono {
  const { clock, world, accessTokens, appTickets } = api;

  /** @throws ApiFault */
  function authenticate({ app_id, app_secret }: z.infer<typeof credentials>, context: Context): App {
    const app = world.app(app_id);
    if (app === undefined) throw new ApiFault(10_003, "invalid param: app_id", 200);
    if (app.appSecret !== app_secret) throw new ApiFault(10_015, "app secret invalid", 200);
    strikeCall(api, app, context);
    return app;
  }

  /** The one tenant of a self-built app. @throws ApiFault */
  async function issueInternal(context: Context): Promise<{ token: string; expire: number }> {
    const { type, appId, tenantKey } = authenticate(await readBody(api, context, credentials, 10_003), context);
    if (type === "store") throw new ApiFault(10_005, "store apps get their tokens with an app ticket", 200);
    return accessTokens.issue({ kind: "tenant", appId, tenantKey }, clock.now());
  }

  return new Hono()
    .post("/tenant_access_token/internal", async (context) => {
      const { token, expire } = await issueInternal(context);
      return context.json({ code: 0, msg: "ok", tenant_access_token: token, expire });
    })
    .post("/app_access_token/internal", async (context) => {
      const { token, expire } = await issueInternal(context);
      return context.json({ code: 0, msg: "ok", app_access_token: token, expire, tenant_access_token: token });
    })
    .post("/app_access_token", async (context) => {
      const body = await readBody(api, context, withTicket, 10_003);
      const { type, appId } = authenticate(body, context);
      if (type !== "store") throw new ApiFault(10_005, "self-built apps get their tokens without a ticket", 200);
      if (!appTickets.isValid(appId, body.app_ticket)) throw new ApiFault(10_012, "app ticket invalid", 200);
      const { token, expire } = accessTokens.issue({ kind: "app", appId, tenantKey: undefined }, clock.now());
      return context.json({ code: 0, msg: "ok", app_access_token: token, expire });
    })
    .post("/tenant_access_token", async (context) => {
      const body = await readBody(api, context, withAppToken, 10_003);
      const owner = accessTokens.ownerOf(body.app_access_token, clock.now());
      const app = world.app(owner?.appId ?? "");
      if (owner?.kind !== "app" || app === undefined)
        throw new ApiFault(20_014, "The app access token passed is invalid.", 200);
      strikeCall(api, app, context);
      if (!world.isInstalled(app, body.tenant_key)) throw new ApiFault(10_013, "tenant_key is invalid", 200);
      const tenant = { kind: "tenant", appId: app.appId, tenantKey: body.tenant_key } as const;
      const { token, expire } = accessTokens.issue(tenant, clock.now());
      return context.json({ code: 0, msg: "ok", tenant_access_token: token, expire });
    })
    .post("/app_ticket/resend", async (context) => {
      const app = authenticate(await readBody(api, context, credentials, 10_003), context);
      if (app.type !== "store") throw new ApiFault(10_016, "only store apps have app tickets", 200);
      api.pushAppTicket(app);
      return context.json({ code: 0, msg: "ok" });
    });
}
