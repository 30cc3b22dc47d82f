import type { AppCredentials } from "../../credentials.ts";
import { LarkwireError } from "../../errors.ts";
import { oauthDialect } from "../dialect.ts";
import { assertionSource } from "./assertion-source.ts";
import { SharedToken, type TokenRecipe } from "./shared-token.ts";
import type { TokenPorts } from "./token-ports.ts";
import { fixedToken, type TokenSource, toStorageKey } from "./token-source.ts";
import type { Tokens } from "./tokens.ts";

/** What a self-built app is known by. */
export interface SelfBuiltApp {
  readonly appId: string;
  readonly credentials: AppCredentials;
  /** Where assertions buy tokens. */
  readonly accounts: string;
}

/** Whatever is wrong with a secret or an assertion, another one would not be better. */
const none: ReadonlySet<number> = new Set();

/** Tokens of a self-built app, which has one tenant. */
export function createSelfBuiltTokens({ appId, credentials, accounts }: SelfBuiltApp, ports: TokenPorts): Tokens {
  const { transport } = ports;
  const key = toStorageKey("tenant-token", transport.domain, appId);
  const tenant =
    credentials.clientAssertion === undefined
      ? new SharedToken({ key, ...withSecret(appId, credentials.appSecret) }, ports)
      : new SharedToken(
          { key, ...withAssertion(appId, assertionSource(accounts, credentials.clientAssertion, transport)) },
          { ...ports, transport: { ...transport, domain: accounts, dialect: oauthDialect } },
        );
  const ignored = new LarkwireError("APP_TICKET_UNEXPECTED", `${appId} is a self-built app here`);
  return {
    tenant: () => tenant,
    takeTicket: async () => ports.log("warn", ignored.message, { code: ignored.code }),
  };
}

/** @see https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal */
function withSecret(appId: string, appSecret: string): Omit<TokenRecipe, "key"> {
  return {
    credential: fixedToken(appSecret),
    rejections: none,
    path: "/open-apis/auth/v3/tenant_access_token/internal",
    toData: (app_secret) => ({ app_id: appId, app_secret }),
    fields: ["tenant_access_token", "expire"],
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc7523#section-2.2 */
function withAssertion(appId: string, assertions: TokenSource): Omit<TokenRecipe, "key"> {
  return {
    credential: assertions,
    rejections: none,
    path: "/oauth/v3/token",
    toData: (client_assertion) => ({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion,
      client_id: appId,
    }),
    fields: ["access_token", "expires_in"],
  };
}
