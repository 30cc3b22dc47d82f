import { LarkwireError } from "../../errors.ts";
import { AppTickets } from "./app-tickets.ts";
import { SharedToken } from "./shared-token.ts";
import type { TokenPorts } from "./token-ports.ts";
import { toStorageKey } from "./token-source.ts";
import type { Tokens } from "./tokens.ts";

/** Getting the app's token failed for the ticket's sake. */
const rejectedTicket: ReadonlySet<number> = new Set([10_012]);
/** The app access token is wrong or has expired. */
const rejectedAppToken: ReadonlySet<number> = new Set([20_014, 99_991_664]);
/** Tenants whose tokens are at hand; the one first asked for makes room. What is in the storage stays there. */
const maxTenants = 10_000;
const auth = "/open-apis/auth/v3";

/** What a store app is known by. */
export interface StoreApp {
  readonly appId: string;
  readonly appSecret: string;
  /** For how long a call waits for the app ticket. */
  readonly ticketWaitMs: number;
}

/**
 * Tokens of a store app: the ticket that the platform pushes buys the app's token, which buys that of each tenant.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token
 */
export function createStoreTokens({ appId, appSecret, ticketWaitMs }: StoreApp, ports: TokenPorts): Tokens {
  const { domain } = ports.transport;
  const tickets = new AppTickets({ appId, appSecret, waitMs: ticketWaitMs }, ports);
  const app = new SharedToken(
    {
      key: toStorageKey("app-token", domain, appId),
      credential: tickets,
      rejections: rejectedTicket,
      path: `${auth}/app_access_token`,
      toData: (app_ticket) => ({ app_id: appId, app_secret: appSecret, app_ticket }),
      fields: ["app_access_token", "expire"],
    },
    ports,
  );
  const tenants = new Map<string, SharedToken>();
  return {
    tenant: (tenantKey) => {
      if (tenantKey === undefined || tenantKey === "")
        throw new LarkwireError("TENANT_KEY_MISSING", `The store app ${appId} acts in many tenants`);
      const known = tenants.get(tenantKey);
      if (known !== undefined) return known;
      const [oldest] = tenants.size < maxTenants ? [] : tenants.keys();
      if (oldest !== undefined) tenants.delete(oldest);
      const token = new SharedToken(
        {
          key: toStorageKey("tenant-token", domain, appId, tenantKey),
          credential: app,
          rejections: rejectedAppToken,
          path: `${auth}/tenant_access_token`,
          toData: (app_access_token) => ({ app_access_token, tenant_key: tenantKey }),
          fields: ["tenant_access_token", "expire"],
        },
        ports,
      );
      tenants.set(tenantKey, token);
      return token;
    },
    takeTicket: (ticket) => tickets.take(ticket),
  };
}
