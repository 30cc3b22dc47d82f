import type { Quirks } from "../world/quirks.ts";

/** What the platform tells its clients about connecting; seconds. `ReconnectCount` below 0 means without limit. */
export interface ClientConfig {
  readonly ReconnectCount: number;
  readonly ReconnectInterval: number;
  readonly ReconnectNonce: number;
  readonly PingInterval: number;
}

const defaults = { ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30 } as const;

/** What clients are told where a quirk decides how often they ping, unless it is given. */
export function toClientConfig(given: Partial<ClientConfig>, { pingInterval }: Quirks): ClientConfig {
  return { ...defaults, PingInterval: pingInterval, ...given };
}
