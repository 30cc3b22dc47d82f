import type { Context, Handler } from "hono";
import { z } from "zod";
import { parseJson } from "../world/json.ts";
import { ApiFault } from "./api-fault.ts";
import { findAssertionFault } from "./client-assertion.ts";
import { openApiLimits } from "./limits.ts";
import type { OpenApiContext } from "./open-api-context.ts";
import { strikeCall } from "./struck-call.ts";

/** Where apps without a secret buy their tokens. */
export const oauthTokenPath = "/oauth/v3/token";

const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const tokenRequest = z.object({
  grant_type: z.string(),
  client_assertion_type: z.string(),
  client_assertion: z.string(),
  client_id: z.string(),
});

/** Refusals have the codes of OAuth. @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
type OauthCode = "invalid_request" | "invalid_client" | "unsupported_grant_type";

/** `POST /oauth/v3/token`: a tenant access token for a signed assertion. */
export function createOauthRoute(api: OpenApiContext): Handler {
  const { clock, world, accessTokens } = api;
  return async (context) => {
    context.header("Cache-Control", "no-store");
    const refuse = (error: OauthCode, error_description: string): Response =>
      context.json({ error, error_description }, error === "invalid_client" ? 401 : 400);

    const request = tokenRequest.safeParse(await readFields(api, context));
    if (!request.success) {
      const [issue] = request.error.issues;
      return refuse("invalid_request", `${issue?.path.join(".") || "body"}: ${issue?.message}`);
    }
    const { grant_type, client_assertion_type, client_assertion, client_id } = request.data;
    if (grant_type !== grantType) return refuse("unsupported_grant_type", `grant_type is not ${grantType}`);
    if (client_assertion_type !== assertionType) {
      return refuse("invalid_request", `client_assertion_type is not ${assertionType}`);
    }
    const app = world.app(client_id);
    if (app === undefined) return refuse("invalid_client", "there is no such app");
    const { appId, publicKey, tenantKey } = app;
    if (publicKey === undefined) return refuse("invalid_client", "the app has a secret, and no public key");
    const audience = new URL(context.req.url).host;
    const fault = findAssertionFault(client_assertion, { appId, publicKey, audience, now: clock.now() });
    if (fault !== undefined) return refuse("invalid_client", `client_assertion is refused: ${fault}`);
    strikeCall(api, app, context);
    const { token, expire } = accessTokens.issue({ kind: "tenant", appId, tenantKey }, clock.now());
    return context.json({ code: 0, access_token: token, token_type: "Bearer", expires_in: expire });
  };
}

/** As JSON, which SDKs send, or as the form that OAuth asks for. @throws ApiFault where it is too long */
async function readFields({ readText }: OpenApiContext, context: Context): Promise<unknown> {
  const text = await readText(context.req.raw, openApiLimits.maxTokenRequestBytes);
  if (text === undefined) {
    throw new ApiFault(10_003, `the request body has more than ${openApiLimits.maxTokenRequestBytes} bytes`, 413);
  }
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(context.req.header("Content-Type") ?? "");
  return isForm ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text);
}
