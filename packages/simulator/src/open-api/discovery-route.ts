import type { Handler } from "hono";
import { storeAppRefusedCode } from "larkwire/protocol";
import { z } from "zod";
import { brandOfHost } from "../world/brand.ts";
import { findAssertionFault } from "./client-assertion.ts";
import type { OpenApiContext } from "./open-api-context.ts";
import { readJson } from "./read-body.ts";
import { strikeCall } from "./struck-call.ts";

const discoveryRequest = z.object({
  AppID: z.string(),
  AppSecret: z.string().default(""),
  ClientAssertion: z.string().default(""),
});

/** Answers of endpoint discovery, by code. */
const refusals = {
  systemBusy: { code: 1, msg: "system busy" },
  badRequest: { code: 1_000_040_345, msg: "bad request" },
  unknownApp: { code: 1_000_040_346, msg: "app_id is invalid" },
  wrongProof: { code: 514, msg: "auth failed" },
  storeApp: { code: storeAppRefusedCode, msg: "store apps cannot use the long connection" },
  wrongDomain: { code: 1_000_040_351, msg: "Incorrect domain name" },
  tooManyConnections: { code: 1_000_040_350, msg: "the number of connections exceeded the limit" },
} as const;

/** `POST /callback/ws/endpoint`: where a client asks for the address of its long connection. */
export function createDiscoveryRoute(api: OpenApiContext): Handler {
  const { clock, world, longConnections } = api;
  return async (context) => {
    // Refusals carry data too: the official Node SDK takes it apart before it looks at the code.
    const answer = (refusal: { code: number; msg: string }, url = "", status: 200 | 400 = 200): Response =>
      context.json({ ...refusal, data: { URL: url, ClientConfig: longConnections.clientConfig } }, status);

    const request = discoveryRequest.safeParse(await readJson(api, context));
    if (!request.success) return answer(refusals.badRequest, "", 400);
    const app = world.app(request.data.AppID);
    if (app === undefined) return answer(refusals.unknownApp);
    const { appId, appSecret, publicKey } = app;
    const { host } = new URL(context.req.url);
    if (publicKey === undefined) {
      if (request.data.AppSecret !== appSecret) return answer(refusals.wrongProof);
    } else {
      const expected = { appId, publicKey, audience: host, now: clock.now() };
      const fault = findAssertionFault(request.data.ClientAssertion, expected);
      if (fault !== undefined) return answer({ ...refusals.wrongProof, msg: `auth failed: ClientAssertion: ${fault}` });
    }
    if (app.type === "store") return answer(refusals.storeApp);
    const brand = brandOfHost(new URL(context.req.url).hostname);
    if (brand !== undefined && brand !== world.tenant(app.tenantKey)?.brand) return answer(refusals.wrongDomain);
    strikeCall(api, app, context);
    const occasion = { appId: app.appId, name: context.req.path, way: "long-connection" } as const;
    const fault = api.faults.strikeOnce(occasion, ["systemBusy", "connectionLimit", "wrongDomain", "refuseConnecting"]);
    if (fault?.type === "refuseConnecting") return answer({ code: fault.code, msg: fault.msg ?? "refused" });
    if (fault?.type === "connectionLimit") return answer(refusals.tooManyConnections);
    if (fault !== undefined) return answer(refusals[fault.type]);
    if (longConnections.isFull(app.appId)) return answer(refusals.tooManyConnections);
    return answer({ code: 0, msg: "ok" }, longConnections.addressFor(app.appId, host));
  };
}
