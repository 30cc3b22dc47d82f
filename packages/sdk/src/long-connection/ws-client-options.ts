import type { Receiver } from "../callback/delivery.ts";
import { type AppCredentials, resolveCredentials } from "../credentials.ts";
import { resolveDomain } from "../domain.ts";
import { LarkwireError } from "../errors.ts";
import type { Clock, Log, OpenSocket, Random } from "../ports.ts";
import { wireLimits } from "../wire/limits.ts";
import type { Post } from "./discovery.ts";
import type { WSClientStatus } from "./status.ts";

/** Options of a client of the long connection. */
export type WSClientOptions = ConnectOptions & AppCredentials;

/** What a client is told besides its credentials. */
export interface ConnectOptions {
  /** The App ID: `cli_` and 16 hex digits. */
  readonly appId: string;
  /** Who answers: usually an `EventDispatcher`. */
  readonly dispatcher: Receiver;
  /**
   * The brand, or any other origin that speaks the protocol.
   *
   * @default Domain.Feishu
   */
  readonly domain?: string | undefined;
  /** Ends the client as `close()` does. */
  readonly signal?: AbortSignal | undefined;
  /** Called with every change of {@link WSClientStatus}. */
  readonly onStatus?: ((status: WSClientStatus) => void) | undefined;
  /**
   * How long `close()` waits for handlers and their answers, in ms of the clock; 0 waits for none of them, as a test on virtual time
   * may want that does not advance it any more.
   *
   * @default 3_000
   */
  readonly drainMs?: number | undefined;
  /**
   * How long endpoint discovery may take, in ms.
   *
   * @default 15_000
   */
  readonly discoveryTimeoutMs?: number | undefined;
  /**
   * How long the WebSocket handshake may take, in ms.
   *
   * @default 10_000
   */
  readonly handshakeTimeoutMs?: number | undefined;
  /**
   * How long nothing may come after a ping before the connection counts as half-open, in ms; `false` never gives it up.
   *
   * @default 10_000
   */
  readonly livenessMs?: number | false | undefined;
  /**
   * The longest random wait before the first try after a loss, in ms; the platform asks for up to 30,000.
   *
   * @default 5_000
   */
  readonly firstRetryMaxMs?: number | undefined;
  /**
   * The longest wait before any later try, in ms. Each is twice the one before, up to this and to the platform's own wish.
   *
   * @default 600_000 (the platform's own wish, usually 120_000, is shorter)
   */
  readonly retryMaxMs?: number | undefined;
  /**
   * The longest WebSocket message that is accepted, in bytes.
   *
   * @default 4_194_304
   */
  readonly maxFrameBytes?: number | undefined;
  /**
   * How many fragments a message may have.
   *
   * @default 1_024
   */
  readonly maxFragments?: number | undefined;
  /**
   * How many messages may wait for fragments at the same time.
   *
   * @default 256
   */
  readonly maxPartialMessages?: number | undefined;
  /**
   * How many bytes of fragments may wait, over all messages.
   *
   * @default 67_108_864
   */
  readonly maxPartialBytes?: number | undefined;
  /**
   * How long a message may take from its first fragment to its last, in ms.
   *
   * @default 15_000
   */
  readonly partialTtlMs?: number | undefined;
  /**
   * How many bytes of answers may wait for the server to take them, in bytes; with more the connection is dropped as stalled,
   * and opened anew.
   *
   * @default 16_777_216 (16 MiB: some 400 answers of the largest card)
   */
  readonly maxUnsentBytes?: number | undefined;
  /**
   * How many deliveries may be worked on at the same time, late work included; those beyond are answered with a failure.
   *
   * @default 1_000
   */
  readonly maxInFlight?: number | undefined;
  /**
   * How many bytes these deliveries may have together; those beyond are answered with a failure.
   *
   * @default 67_108_864 (64 MiB)
   */
  readonly maxInFlightBytes?: number | undefined;
}

/** What a client takes from its surroundings. */
export interface WSClientPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly post: Post;
  readonly openSocket: OpenSocket;
}

const defaults = {
  drainMs: 3_000,
  discoveryTimeoutMs: 15_000,
  handshakeTimeoutMs: 10_000,
  livenessMs: 10_000 as number | false,
  firstRetryMaxMs: 5_000,
  retryMaxMs: 600_000,
  maxFrameBytes: wireLimits.maxFrameBytes as number,
  maxFragments: wireLimits.maxFragments as number,
  maxPartialMessages: wireLimits.maxPartialMessages as number,
  maxPartialBytes: wireLimits.maxPartialBytes as number,
  partialTtlMs: wireLimits.partialTtlMs as number,
  maxUnsentBytes: 16_777_216,
  maxInFlight: 1_000,
  maxInFlightBytes: 67_108_864,
};

/** The bounds and times of a client, without gaps. */
export type WSClientLimits = Readonly<typeof defaults>;

/** Options of a client, checked. */
export interface WSClientSettings {
  readonly appId: string;
  readonly credentials: AppCredentials;
  readonly domain: string;
  readonly limits: WSClientLimits;
}

/** The pattern that the official SDK holds App IDs to. */
const appIdPattern = /^cli_[0-9a-f]{16}$/i;

/**
 * Checks the options and fills their gaps.
 *
 * @throws LarkwireError `CONFIG_INVALID`
 */
export function resolveWSClientOptions(options: WSClientOptions): WSClientSettings {
  const { appId, dispatcher, domain } = options;
  if (typeof appId !== "string" || !appIdPattern.test(appId)) throw invalid('appId must be "cli_" and 16 hex digits');
  const credentials = resolveCredentials(options);
  if (typeof dispatcher?.receive !== "function") throw invalid("dispatcher is missing");
  return { appId, credentials, domain: resolveDomain(domain), limits: resolveLimits(options) };
}

function resolveLimits(options: WSClientOptions): WSClientLimits {
  const limits = { ...defaults };
  for (const name of Object.keys(defaults) as (keyof WSClientLimits)[]) {
    const value = options[name];
    if (value === undefined) continue;
    if (value === false) {
      if (name !== "livenessMs") throw invalid(`${name} must be a number`);
      limits.livenessMs = false;
    } else {
      const min = mayBeZero.has(name) ? 0 : 1;
      if (typeof value !== "number" || !Number.isFinite(value) || value < min) {
        throw invalid(`${name} must be a number of at least ${min}`);
      }
      limits[name] = value;
    }
  }
  return limits;
}

const mayBeZero: ReadonlySet<string> = new Set(["drainMs", "firstRetryMaxMs", "retryMaxMs"]);

function invalid(detail: string): LarkwireError {
  return new LarkwireError("CONFIG_INVALID", detail);
}
