import { resolveStorageTimeout } from "../bounded-storage.ts";
import {
  type AppCredentials,
  type AssertionCredentials,
  resolveCredentials,
  type SecretCredentials,
} from "../credentials.ts";
import { resolveAccountsDomain, resolveDomain } from "../domain.ts";
import { LarkwireError } from "../errors.ts";
import type { Clock, KeyValue, Log, Random } from "../ports.ts";
import type { Fetch } from "./request.ts";

/** Who calls the platform, and how. */
export type ClientOptions = CallOptions & ClientCredentials;

/** How a client proves who it is; a store app cannot do without its secret. */
export type ClientCredentials =
  | SecretCredentials
  | (AssertionCredentials & { readonly appType?: "self-built" | undefined });

/** What a client is told besides its credentials. */
export interface CallOptions {
  /** The App ID, `cli_...`. */
  readonly appId: string;
  /**
   * The platform: a brand, or the URL of a proxy or a simulator.
   *
   * @default Domain.Feishu
   */
  readonly domain?: string | undefined;
  /**
   * Where `clientAssertion` gets tokens.
   *
   * @default `https://accounts.feishu.cn` or `https://accounts.larksuite.com` for the two brands, otherwise `domain`
   */
  readonly accountsDomain?: string | undefined;
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
  /**
   * How long one call of `storage` is waited for, in ms; then it counts as failed, with STORAGE_TIMEOUT. Calls do without it,
   * and this process fetches a token of its own.
   *
   * @default 500
   */
  readonly storageTimeoutMs?: number | undefined;
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
  readonly credentials: AppCredentials;
  readonly appType: "self-built" | "store";
  readonly ticketWaitMs: number;
  readonly domain: string;
  readonly accounts: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly maxRetries: number;
  readonly maxRateLimitWaitMs: number;
  readonly storageTimeoutMs: number;
}

/** @throws CONFIG_INVALID */
export function resolveClientOptions(options: ClientOptions): ClientSettings {
  const { appId, appType = "self-built" } = options;
  const { timeoutMs = 10_000, maxResponseBytes = 10 * 2 ** 20, ticketWaitMs = 10_000 } = options;
  const { maxRetries = 2, maxRateLimitWaitMs = 10_000 } = options;
  if (typeof appId !== "string" || appId === "") throw new LarkwireError("CONFIG_INVALID", "appId is missing");
  if (/\s/.test(appId)) throw new LarkwireError("CONFIG_INVALID", "appId contains a space or a line break");
  const credentials = resolveCredentials(options);
  if (appType !== "self-built" && appType !== "store")
    throw new LarkwireError("CONFIG_INVALID", 'appType must be "self-built" or "store"');
  if (appType === "store" && credentials.clientAssertion !== undefined)
    throw new LarkwireError(
      "CONFIG_INVALID",
      "A store app needs its appSecret: clientAssertion is for self-built apps",
    );
  for (const [name, value] of Object.entries({ timeoutMs, maxResponseBytes, ticketWaitMs })) {
    if (!(value > 0)) throw new LarkwireError("CONFIG_INVALID", `${name} must be a number above 0`);
  }
  for (const [name, value] of Object.entries({ maxRetries, maxRateLimitWaitMs })) {
    if (!(value >= 0)) throw new LarkwireError("CONFIG_INVALID", `${name} must be 0 or a number above`);
  }
  const storageTimeoutMs = resolveStorageTimeout(options.storageTimeoutMs);
  const limits = { timeoutMs, maxResponseBytes, ticketWaitMs, maxRetries, maxRateLimitWaitMs, storageTimeoutMs };
  const domain = resolveDomain(options.domain);
  const accounts = resolveAccountsDomain(domain, options.accountsDomain);
  return { appId, credentials, appType, domain, accounts, ...limits };
}
