import type { Receiver } from "../callback/delivery.ts";
import { LarkwireError } from "../errors.ts";
import { shareUrl } from "./share-url.ts";

/** One receiver, several that share a URL, or either by path. */
export type Receivers = OneOrMore | Readonly<Record<`/${string}`, OneOrMore>>;

type OneOrMore = Receiver | readonly Receiver[];

/** Where a webhook listens and what bounds it. */
export interface WebhookOptions {
  /** The one path to answer when there is one receiver. Default: every path. */
  readonly path?: `/${string}` | undefined;
  /**
   * Mounts a receiver without any secret, which answers the address check and refuses everything else: nothing vouches for it.
   *
   * @default false
   */
  readonly insecure?: boolean | undefined;
  /**
   * Longest body, in bytes; a longer one is answered 413 and logged as BODY_TOO_LARGE.
   *
   * @default 1_048_576 (1 MiB)
   */
  readonly maxBodyBytes?: number | undefined;
  /**
   * Time for the whole body to arrive, in milliseconds; a slower one is answered 408 and logged as BODY_TOO_SLOW.
   *
   * @default 5_000
   */
  readonly bodyTimeoutMs?: number | undefined;
  /**
   * Requests being read or handled at the same time; more are answered 503 and logged as OVERLOADED.
   *
   * @default 1_000
   */
  readonly maxInFlight?: number | undefined;
  /**
   * Bytes of the bodies of these requests, together; the requests beyond are answered 503 and logged as OVERLOADED.
   *
   * @default 67_108_864 (64 MiB)
   */
  readonly maxInFlightBytes?: number | undefined;
}

/** The bounds of {@link WebhookOptions}, filled in. */
export interface WebhookLimits {
  readonly maxBodyBytes: number;
  readonly bodyTimeoutMs: number;
  readonly maxInFlight: number;
  readonly maxInFlightBytes: number;
}

/** Receivers at their paths. */
export interface Mount {
  find(path: string): Receiver | undefined;
  /** Where receivers are; `undefined` when one of them answers every path. */
  readonly paths: readonly string[] | undefined;
  readonly limits: WebhookLimits;
  /** Requests being read or handled now. */
  inFlight: number;
  /** Bytes of their bodies that have come. */
  inFlightBytes: number;
  /** Whether the present overload has been logged. */
  overloaded: boolean;
}

/**
 * Puts receivers at their paths.
 *
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set, or an option makes no sense
 */
export function createMount(receivers: Receivers, options: WebhookOptions = {}): Mount {
  const everywhere = isOneOrMore(receivers) ? shareUrl(receivers) : undefined;
  const byPath = isOneOrMore(receivers)
    ? undefined
    : new Map(Object.entries(receivers).map(([path, each]) => [path, shareUrl(each)]));
  const mounted = everywhere === undefined ? [...(byPath?.values() ?? [])] : [everywhere];
  if (mounted.length === 0) throw new LarkwireError("CONFIG_INVALID", "webhook() got no receiver");
  if (byPath !== undefined && options.path !== undefined) {
    throw new LarkwireError("CONFIG_INVALID", "webhook() got paths with their receivers and the option path as well");
  }
  for (const path of [...(byPath?.keys() ?? []), options.path ?? "/"]) {
    if (!path.startsWith("/"))
      throw new LarkwireError("CONFIG_INVALID", `The path ${JSON.stringify(path)} must begin with "/"`);
  }
  if (options.insecure !== true && !mounted.every((receiver) => receiver.secured)) {
    const wanted =
      "give the receiver encryptKey or verificationToken (are their environment variables set?), or pass insecure: true";
    throw new LarkwireError(
      "CONFIG_INVALID",
      `webhook() got a receiver without any secret, so anybody could forge deliveries: ${wanted}`,
    );
  }
  return {
    find: (path) => {
      if (byPath !== undefined) return byPath.get(path);
      return options.path === undefined || options.path === path ? mounted[0] : undefined;
    },
    paths: byPath === undefined ? options.path && [options.path] : [...byPath.keys()],
    limits: resolveLimits(options),
    inFlight: 0,
    inFlightBytes: 0,
    overloaded: false,
  };
}

function resolveLimits({
  maxBodyBytes = 2 ** 20,
  bodyTimeoutMs = 5_000,
  maxInFlight = 1_000,
  maxInFlightBytes = 64 * 2 ** 20,
}: WebhookOptions): WebhookLimits {
  const limits = { maxBodyBytes, bodyTimeoutMs, maxInFlight, maxInFlightBytes };
  for (const [name, value] of Object.entries(limits)) {
    if (typeof value !== "number" || !(value > 0))
      throw new LarkwireError("CONFIG_INVALID", `${name} must be a number above 0`);
  }
  return limits;
}

function isOneOrMore(receivers: Receivers): receivers is OneOrMore {
  return Array.isArray(receivers) || ("receive" in receivers && typeof receivers.receive === "function");
}
