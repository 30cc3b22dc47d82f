import { boundedStorage } from "../bounded-storage.ts";
import { LarkwireError } from "../errors.ts";
import type { Log } from "../ports.ts";
import { type ClientOptions, type ClientPorts, type ClientSettings, resolveClientOptions } from "./client-options.ts";
import { openApiDialect } from "./dialect.ts";
import { composePolicies } from "./policy/policy.ts";
import { rateLimitPolicy } from "./policy/rate-limit.ts";
import { retryPolicy } from "./policy/retry.ts";
import type { ApiTransport } from "./request.ts";
import { type ClientParts, TenantClient } from "./tenant-client.ts";
import { createSelfBuiltTokens } from "./tokens/self-built-tokens.ts";
import { createStoreTokens } from "./tokens/store-tokens.ts";

/** Calls the platform as an app. */
export class Client extends TenantClient {
  readonly #appId: string;
  readonly #parts: ClientParts;
  readonly #log: Log;
  readonly #manyTenants: boolean;

  /** @throws CONFIG_INVALID when an option is missing or makes no sense */
  constructor(options: ClientOptions, ports: ClientPorts) {
    const settings = resolveClientOptions(options);
    const parts = toParts(settings, ports);
    super(parts);
    this.#appId = settings.appId;
    this.#parts = parts;
    this.#log = ports.log;
    this.#manyTenants = settings.appType === "store";
  }

  /** The client in one tenant. A self-built app has one tenant, so that its client acts there whatever the key is. */
  inTenant(tenantKey: string | undefined): TenantClient {
    return !this.#manyTenants || tenantKey === undefined ? this : new TenantClient({ ...this.#parts, tenantKey });
  }

  /**
   * Keeps the app ticket that the platform pushes to a store app. A dispatcher that has this client does so by itself;
   * call it when something else receives the event `app_ticket`.
   *
   * @param event - the payload of the event; that of another app is reported and left alone
   * @throws STORAGE_FAILED, STORAGE_TIMEOUT, so that the platform pushes it again
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v6/event/app_ticket-events
   */
  async takeAppTicket({ app_id, app_ticket }: AppTicketEvent): Promise<void> {
    if (app_id === this.#appId) return this.#parts.tokens.takeTicket(app_ticket);
    const error = new LarkwireError("APP_TICKET_UNEXPECTED", `The ticket is not for ${this.#appId}`);
    this.#log("warn", error.message, { code: error.code });
  }
}

/** What the event `app_ticket` carries. */
export interface AppTicketEvent {
  readonly app_id?: string | undefined;
  readonly app_ticket?: string | undefined;
}

function toParts(settings: ClientSettings, { clock, fetch, log, random, storage }: ClientPorts): ClientParts {
  const {
    appId,
    credentials,
    appType,
    ticketWaitMs,
    maxRetries,
    maxRateLimitWaitMs,
    accounts,
    storageTimeoutMs,
    ...rest
  } = settings;
  const transport: ApiTransport = { ...rest, fetch, clock, dialect: openApiDialect };
  const policy = composePolicies(
    rateLimitPolicy({ clock, maxRateLimitWaitMs }),
    retryPolicy({ clock, random, maxRetries }),
  );
  const ports = { transport, policy, storage: boundedStorage(storage, storageTimeoutMs, clock), log, random };
  const { appSecret } = credentials;
  const tokens =
    appType === "store" && appSecret !== undefined
      ? createStoreTokens({ appId, appSecret, ticketWaitMs }, ports)
      : createSelfBuiltTokens({ appId, credentials, accounts }, ports);
  return { transport, policy, tokens, log, tenantKey: undefined };
}
