import { Hono, type MiddlewareHandler } from "hono";
import { discoveryPath } from "larkwire/protocol";
import { createHandler } from "./answer-call.ts";
import { ApiFault } from "./api-fault.ts";
import type { ApiRoute } from "./api-route.ts";
import { createBearerCheck } from "./bearer-check.ts";
import { createBotInfoRoute } from "./bot-info-route.ts";
import { createCardKitRoutes } from "./card-kit/card-kit-routes.ts";
import { createCardUpdateRoute } from "./cards/card-update-route.ts";
import { createEphemeralRoutes } from "./cards/ephemeral-routes.ts";
import { createChatRoutes } from "./chats/chat-routes.ts";
import { createMemberRoutes } from "./chats/member-routes.ts";
import { createContactRoutes } from "./contact/contact-routes.ts";
import { createDiscoveryRoute } from "./discovery-route.ts";
import { createFileRoutes } from "./files/file-routes.ts";
import { createMessageRoutes } from "./messages/message-routes.ts";
import { createOauthRoute, oauthTokenPath } from "./oauth-route.ts";
import type { CallerVariables, OpenApiContext } from "./open-api-context.ts";
import { createOutboundIpRoute } from "./outbound-ip-route.ts";
import { createRateCheck } from "./rate-limits/rate-check.ts";
import { answerRateLimited, RateLimitedCall } from "./rate-limits/rate-limited-call.ts";
import { answerStruck, StruckCall } from "./struck-call.ts";
import { createTokenRoutes } from "./token-routes.ts";
import { createUrlPreviewRoute } from "./url-preview-route.ts";

/** Every API that takes a tenant access token. */
function createRoutes(api: OpenApiContext): readonly ApiRoute[] {
  return [
    ...createMessageRoutes(api),
    ...createFileRoutes(api),
    ...createChatRoutes(api),
    ...createMemberRoutes(api),
    ...createContactRoutes(api),
    ...createCardKitRoutes(api),
    ...createEphemeralRoutes(api),
    createCardUpdateRoute(api),
    createUrlPreviewRoute(api),
    createBotInfoRoute(),
    createOutboundIpRoute(api),
  ];
}

/** The open platform's HTTP API, as far as a conversation about cards needs it. */
export function createOpenApi(api: OpenApiContext): Hono<CallerVariables> {
  const app = new Hono<CallerVariables>();
  const logged: MiddlewareHandler = async (context, next) => {
    context.header("X-Tt-Logid", api.identifiers.logId(api.clock.now()));
    await next();
  };

  app.use("/open-apis/*", logged);
  app.use(discoveryPath, logged);
  app.post(discoveryPath, createDiscoveryRoute(api));
  app.use(oauthTokenPath, logged);
  app.post(oauthTokenPath, createOauthRoute(api));
  app.route("/open-apis/auth/v3", createTokenRoutes(api));
  for (const route of createRoutes(api)) {
    app.on(route.method, route.path, createBearerCheck(api), createRateCheck(api, route), createHandler(api, route));
  }
  app.onError((error, context) => {
    if (error instanceof RateLimitedCall) return answerRateLimited(context, error);
    if (error instanceof StruckCall) return answerStruck(context, error);
    if (!(error instanceof ApiFault)) throw error;
    const logId = context.res.headers.get("X-Tt-Logid") ?? "";
    const troubleshooter = "This is a simulator: nothing can be looked up elsewhere.";
    return context.json(
      { code: error.code, msg: error.message, error: { log_id: logId, troubleshooter } },
      error.status,
    );
  });
  return app;
}
