import { type ClientOptions, type ClientPorts, resolveClientOptions } from "./client-options.ts";
import type { ApiTransport } from "./request.ts";
import { type ClientParts, TenantClient } from "./tenant-client.ts";
import { TenantTokens } from "./tokens.ts";

/** Calls the platform as an app. */
export class Client extends TenantClient {
  /** @throws CONFIG_INVALID when an option is missing or makes no sense */
  constructor(options: ClientOptions, ports: ClientPorts) {
    super(toParts(options, ports));
  }

  /** The client in one tenant. A self-built app has one tenant, so that its client is the same everywhere. */
  inTenant(_tenantKey: string | undefined): TenantClient {
    return this;
  }
}

function toParts(options: ClientOptions, { clock, fetch, log, storage }: ClientPorts): ClientParts {
  const { appId, appSecret, ...rest } = resolveClientOptions(options);
  const transport: ApiTransport = { ...rest, fetch, clock };
  return { transport, tokens: new TenantTokens({ appId, appSecret }, { transport, storage, log }) };
}
