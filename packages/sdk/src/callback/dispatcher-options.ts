import { resolveStorageTimeout } from "../bounded-storage.ts";
import { LarkwireError } from "../errors.ts";
import type { Clock, Crypto, KeyValue, Log, Random } from "../ports.ts";
import type { CardActionReply } from "../replies/reply.ts";
import type { CardVersion, CheckCard } from "../replies/reply-fault.ts";
import { toast } from "../replies/toast.ts";
import type { ClientPort, TenantPort } from "./dispatch/context.ts";
import type { OnceInMemoryLimits } from "./dispatch/once-in-memory.ts";
import type { Freshness } from "./open/freshness.ts";
import type { SecretOptions } from "./open/secrets.ts";

/** How larkwire answers by itself when a handler takes long. */
export interface AutoAnswer<Reply = CardActionReply> {
  /**
   * When, in ms after the first byte; the platform gives up at 3,000.
   *
   * @default 2_400
   */
  readonly afterMs?: number | undefined;
  /**
   * The answer; the handler's own card or preview follows later.
   *
   * @default an info toast, "Working on it…", for clicks; the bare link for previews
   */
  readonly reply?: Reply | undefined;
}

/** Options of one handler. */
export interface RouteOptions<Reply> {
  /**
   * The answer when this handler takes too long; `false` waits for it.
   *
   * @default the dispatcher's
   */
  readonly autoAnswer?: AutoAnswer<Reply> | false | undefined;
}

/** Options of a handler of card clicks. */
export interface CardRouteOptions extends RouteOptions<CardActionReply> {
  /**
   * The version of the card that is clicked.
   *
   * @default the dispatcher's
   */
  readonly sentCard?: CardVersion | undefined;
}

/** How repeats of a delivery are recognised. */
export interface Dedupe {
  /**
   * For how long an answer is replayed to repeats, in ms.
   *
   * @default 28_800_000 (8 h: the platform re-sends an event for over 7 h)
   */
  readonly ttlMs?: number | undefined;
  /**
   * For how long an unfinished delivery keeps its repeats away, in ms.
   *
   * @default 60_000
   */
  readonly leaseMs?: number | undefined;
  /**
   * What becomes of deliveries while `storage` fails: `open` handles them, so that a repeat may be handled twice, and reports
   * it; `closed` fails them, so that the platform re-sends events, and the people who clicked see an error.
   *
   * @default "open"
   */
  readonly whenUnavailable?: "open" | "closed" | undefined;
  /**
   * How many deliveries are remembered; the oldest are forgotten. Without effect when `storage` is given.
   *
   * @default 10_000
   */
  readonly maxEntries?: number | undefined;
  /**
   * How large the remembered answers may be together, in bytes; the oldest are forgotten. Without effect when `storage` is given.
   *
   * @default 67_108_864 (64 MiB)
   */
  readonly maxBytes?: number | undefined;
}

/** Options of a dispatcher; all may be left out on a long connection. */
export interface DispatcherOptions<Api extends TenantPort | undefined = undefined> extends SecretOptions {
  /** The API client for `ctx.client`, `ctx.updateCard()`, and cards and previews that come too late. */
  readonly client?: ClientPort<Api>;
  /**
   * Where deliveries, and previews that came too late, are remembered; share one between processes.
   *
   * @default bounded memory
   */
  readonly storage?: KeyValue | undefined;
  /**
   * How long one call of `storage` is waited for, in ms; then it counts as failed, with STORAGE_TIMEOUT. A delivery waits for
   * two calls at most before it is handled, and for two before it is answered.
   *
   * @default 500
   */
  readonly storageTimeoutMs?: number | undefined;
  /**
   * Whether and how repeats are recognised; `false` handles each as new.
   *
   * @default on
   */
  readonly dedupe?: Dedupe | false | undefined;
  /**
   * The one to handle where an app is subscribed to both card callbacks and each click comes twice; the other is answered
   * with nothing, and its handler does not run.
   *
   * @default both are handled
   */
  readonly prefer?: "card.action.trigger" | "card.action.trigger_v1" | undefined;
  /**
   * How far a signed request's time may be off, in ms, in both directions; `false` accepts any.
   *
   * @default 3_600_000 for callbacks, 28_800_000 for events
   */
  readonly freshness?: Partial<Freshness> | false | undefined;
  /**
   * The answer to callbacks whose handler takes too long; `false` waits for the handler. Events are never answered early.
   *
   * @default on
   */
  readonly autoAnswer?: AutoAnswer | false | undefined;
  /**
   * The answer to a card click that no handler is for.
   *
   * @default an error toast, "This action is not available."
   */
  readonly unhandledReply?: CardActionReply | undefined;
  /**
   * Looks into every card before it leaves: `checkCard` of `larkwire/cards`, or a function of your own. What it finds is
   * a REPLY_INVALID with the path and what mends it. Without it only the form of replies and their size are checked.
   *
   * @default none
   * @example
   * ```ts
   * import { EventDispatcher } from "larkwire";
   * import { checkCard } from "larkwire/cards";
   *
   * new EventDispatcher({ checkCard });
   * ```
   */
  readonly checkCard?: CheckCard | undefined;
  /**
   * The version of the cards that the app sends. A click does not tell, and a card of JSON 2.0 cannot be replaced by one of 1.0
   * (200830): with `"2.0"` such a reply is a REPLY_INVALID before it leaves.
   *
   * @default not known, so that the version of replies is not checked
   */
  readonly sentCard?: CardVersion | undefined;
  /**
   * How long after the answer has left a late card update starts, in ms; an update that overtakes the answer is undone by it.
   *
   * @default 500
   */
  readonly settleGapMs?: number | undefined;
  /**
   * For how long a preview that came too late is kept, in ms, for clients that are told to ask again.
   *
   * @default 60_000
   */
  readonly latePreviewMs?: number | undefined;
}

/** What the surroundings provide. */
export interface DispatcherPorts {
  readonly clock: Clock;
  readonly crypto: Crypto;
  readonly log: Log;
  readonly random: Random;
  /** Where previews that came too late are kept when no storage is given. */
  readonly previews: KeyValue;
}

/** Options with every default filled in. */
export interface DispatcherSettings {
  readonly freshness: Freshness | false;
  readonly dedupe: OnceInMemoryLimits | false;
  readonly whenUnavailable: "open" | "closed";
  readonly autoAnswer: { readonly afterMs: number; readonly reply: CardActionReply } | false;
  readonly unhandledReply: CardActionReply;
  readonly settleGapMs: number;
  readonly latePreviewMs: number;
  readonly storageTimeoutMs: number;
}

const hourMs = 3_600_000;

/** @throws CONFIG_INVALID when a time is not a positive number */
export function resolveDispatcherOptions<Api extends TenantPort | undefined>(
  options: DispatcherOptions<Api>,
): DispatcherSettings {
  const { freshness = {}, dedupe = {}, autoAnswer = {}, client } = options;
  if (client !== undefined && typeof client.inTenant !== "function") {
    throw new LarkwireError("CONFIG_INVALID", "client must be a Client of larkwire/client");
  }
  const { checkCard } = options;
  if (checkCard !== undefined && typeof checkCard !== "function") {
    throw new LarkwireError("CONFIG_INVALID", "checkCard must be a function that lists the faults of a card");
  }
  assertVersion(options.sentCard);
  return {
    freshness: freshness !== false && {
      callbackMs: duration("freshness.callbackMs", freshness.callbackMs ?? hourMs),
      eventMs: duration("freshness.eventMs", freshness.eventMs ?? 8 * hourMs),
    },
    dedupe: dedupe !== false && {
      ttlMs: duration("dedupe.ttlMs", dedupe.ttlMs ?? 8 * hourMs),
      leaseMs: duration("dedupe.leaseMs", dedupe.leaseMs ?? 60_000),
      maxEntries: count("dedupe.maxEntries", dedupe.maxEntries ?? 10_000),
      maxBytes: count("dedupe.maxBytes", dedupe.maxBytes ?? 64 * 2 ** 20),
    },
    whenUnavailable: dedupe === false ? "open" : openOrClosed(dedupe.whenUnavailable ?? "open"),
    autoAnswer: autoAnswer !== false && {
      afterMs: inTime("autoAnswer.afterMs", autoAnswer.afterMs ?? 2_400),
      reply: autoAnswer.reply ?? { toast: toast.info("Working on it…", { zh_cn: "处理中…" }) },
    },
    unhandledReply: options.unhandledReply ?? {
      toast: toast.error("This action is not available.", { zh_cn: "此操作暂不可用。" }),
    },
    settleGapMs: duration("settleGapMs", options.settleGapMs ?? 500),
    latePreviewMs: duration("latePreviewMs", options.latePreviewMs ?? 60_000),
    storageTimeoutMs: resolveStorageTimeout(options.storageTimeoutMs),
  };
}

function openOrClosed(value: "open" | "closed"): "open" | "closed" {
  if (value === "open" || value === "closed") return value;
  throw new LarkwireError("CONFIG_INVALID", 'dedupe.whenUnavailable must be "open" or "closed"');
}

/** @throws CONFIG_INVALID */
export function inTime(option: string, ms: number): number {
  if (duration(option, ms) < 3_000) return ms;
  throw new LarkwireError(
    "CONFIG_INVALID",
    `${option} must be below 3,000: later the platform does not listen any more`,
  );
}

/** @throws CONFIG_INVALID */
export function assertVersion(sentCard: CardVersion | undefined): void {
  if (sentCard === undefined || sentCard === "1.0" || sentCard === "2.0") return;
  throw new LarkwireError("CONFIG_INVALID", 'sentCard must be "1.0" or "2.0"');
}

function count(option: string, value: number): number {
  if (Number.isInteger(value) && value > 0) return value;
  throw new LarkwireError("CONFIG_INVALID", `${option} must be a whole number above 0`);
}

function duration(option: string, ms: number): number {
  if (typeof ms === "number" && ms >= 0 && Number.isFinite(ms)) return ms;
  throw new LarkwireError("CONFIG_INVALID", `${option} must be a number of milliseconds`);
}
