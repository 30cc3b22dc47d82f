import { LarkwireError } from "../../errors.ts";
import { AppTickets } from "./app-tickets.ts";
import { SharedToken } from "./shared-token.ts";
import type { TokenPorts } from "./token-ports.ts";
import { type TokenSource, toStorageKey } from "./token-source.ts";

/** The access tokens of one app. */
export interface Tokens {
  /** @throws TENANT_KEY_MISSING when the app has many tenants and none is named */
  tenant(tenantKey: string | undefined): TokenSource;
  /** Keeps an app ticket. @throws STORAGE_FAILED */
  takeTicket(ticket: unknown): Promise<void>;
}

const none: ReadonlySet<number> = new Set();
/** Getting the app's token failed for the ticket's sake. */
const rejectedTicket: ReadonlySet<number> = new Set([10_012]);
/** The app access token is wrong or has expired. */
const rejectedAppToken: ReadonlySet<number> = new Set([20_014, 99_991_664]);
/** Tenants whose tokens are at hand; the one first asked for makes room. What is in the storage stays there. */
const maxTenants = 10_000;
const auth = "/open-apis/auth/v3";

/**
 * Tokens of a self-built app, which has one tenant.
 *
 * @param secret - what is sent as `app_secret`
 * @see https://open.feishu.cn/document/ukTMukTMukTM/ukDNz4SO0MjL5QzM/auth-v3/auth/tenant_access_token_internal
 */
export function createSelfBuiltTokens(appId: string, secret: TokenSource, ports: TokenPorts): Tokens {
  const { domain } = ports.transport;
  const tenant = new SharedToken(
    {
      key: toStorageKey("tenant-token", domain, appId),
      credential: secret,
      rejections: none,
      path: `${auth}/tenant_access_token/internal`,
      toData: (app_secret) => ({ app_id: appId, app_secret }),
      field: "tenant_access_token",
    },
    ports,
  );
  const ignored = new LarkwireError("APP_TICKET_UNEXPECTED", `${appId} is a self-built app here`);
  return {
    tenant: () => tenant,
    takeTicket: async () => ports.log("warn", ignored.message, { code: ignored.code }),
  };
}

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
      field: "app_access_token",
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
          field: "tenant_access_token",
        },
        ports,
      );
      tenants.set(tenantKey, token);
      return token;
    },
    takeTicket: (ticket) => tickets.take(ticket),
  };
}
