import type { Quirks } from "../world/quirks.ts";
import { SimulatorError } from "../world/simulator-error.ts";

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

/** The least of each. `PingInterval` 0 sends the official SDK for Go into a busy loop. */
const least = {
  ReconnectCount: Number.NEGATIVE_INFINITY,
  ReconnectInterval: 0,
  ReconnectNonce: 0,
  PingInterval: 1,
} as const satisfies ClientConfig;

/**
 * The official SDK for Go reads whole numbers, so a fraction would keep it from connecting with an error that the platform
 * never causes.
 *
 * @throws SimulatorError REQUEST_INVALID with the path of the first setting that no client can be told
 */
export function requireClientConfig(given: Partial<ClientConfig>): void {
  for (const name of ["ReconnectCount", "ReconnectInterval", "ReconnectNonce", "PingInterval"] as const) {
    const { [name]: value } = given;
    if (value === undefined || (Number.isSafeInteger(value) && value >= least[name])) continue;
    const range = name === "ReconnectCount" ? "" : `, ${least[name]} or more`;
    const message = `${name} is a whole number${range}, as the platform's are; it is ${value}.`;
    throw new SimulatorError("REQUEST_INVALID", message, `clientConfig.${name}`);
  }
}
