import { resolveDomain } from "../domain.ts";
import { LarkwireError } from "../errors.ts";
import type { Clock, KeyValue, Log, Random } from "../ports.ts";
import type { Fetch } from "./request.ts";

/** Who calls the platform, and where it is. */
export interface ClientOptions {
  /** The App ID, `cli_...`. */
  readonly appId: string;
  /** The App Secret. */
  readonly appSecret: string;
  /**
   * The platform: a brand, or the URL of a proxy or a simulator.
   *
   * @default Domain.Feishu
   */
  readonly domain?: string | undefined;
  /**
   * The kind of app. A store app acts in many tenants: its calls need to know in which, and it needs a dispatcher with this
   * client behind its request URL, where the platform pushes the app ticket.
   *
   * @default "self-built"
   */
  readonly appType?: "self-built" | "store" | undefined;
  /**
   * For how long a call of a store app waits for an app ticket that has not come yet, in ms; then it throws APP_TICKET_MISSING.
   *
   * @default 10_000
   */
  readonly ticketWaitMs?: number | undefined;
  /**
   * Time for one request with its response, in ms.
   *
   * @default 10_000
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Longest response, in bytes; a longer one throws API_MALFORMED.
   *
   * @default 10_485_760 (10 MiB)
   */
  readonly maxResponseBytes?: number | undefined;
  /**
   * How often a call is sent again that failed on its way: one that never arrived, is idempotent or carries a `uuid`.
   * `0` never does.
   *
   * @default 2
   */
  readonly maxRetries?: number | undefined;
  /**
   * How long one call waits altogether for rate limits to be lifted, in ms; `0` does not wait.
   *
   * @default 10_000
   */
  readonly maxRateLimitWaitMs?: number | undefined;
  /**
   * Where tokens and app tickets are kept; share one between processes.
   *
   * @default bounded memory
   */
  readonly storage?: KeyValue | undefined;
}

/** What a client takes from its surroundings. */
export interface ClientPorts {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly log: Log;
  readonly random: Random;
  readonly storage: KeyValue;
}

/** Options of a client, checked and filled in. */
export interface ClientSettings {
  readonly appId: string;
  readonly appSecret: string;
  readonly appType: "self-built" | "store";
  readonly ticketWaitMs: number;
  readonly domain: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly maxRetries: number;
  readonly maxRateLimitWaitMs: number;
}

/** @throws CONFIG_INVALID */
export function resolveClientOptions(options: ClientOptions): ClientSettings {
  const { appId, appSecret, appType = "self-built" } = options;
  const { timeoutMs = 10_000, maxResponseBytes = 10 * 2 ** 20, ticketWaitMs = 10_000 } = options;
  const { maxRetries = 2, maxRateLimitWaitMs = 10_000 } = options;
  for (const [name, value] of Object.entries({ appId, appSecret })) {
    if (typeof value !== "string" || value === "") throw new LarkwireError("CONFIG_INVALID", `${name} is missing`);
    if (/\s/.test(value)) throw new LarkwireError("CONFIG_INVALID", `${name} contains a space or a line break`);
  }
  if (appType !== "self-built" && appType !== "store")
    throw new LarkwireError("CONFIG_INVALID", 'appType must be "self-built" or "store"');
  for (const [name, value] of Object.entries({ timeoutMs, maxResponseBytes, ticketWaitMs })) {
    if (!(value > 0)) throw new LarkwireError("CONFIG_INVALID", `${name} must be a number above 0`);
  }
  for (const [name, value] of Object.entries({ maxRetries, maxRateLimitWaitMs })) {
    if (!(value >= 0)) throw new LarkwireError("CONFIG_INVALID", `${name} must be 0 or a number above`);
  }
  const limits = { timeoutMs, maxResponseBytes, ticketWaitMs, maxRetries, maxRateLimitWaitMs };
  return { appId, appSecret, appType, domain: resolveDomain(options.domain), ...limits };
}
