import { boundedStorage } from "../bounded-storage.ts";
import { LarkwireError } from "../errors.ts";
import type { UrlPreviewEvent } from "../events/callbacks.ts";
import type { Awaitable, Clock, KeyValue, Log } from "../ports.ts";
import type { UrlPreviewReply } from "../replies/reply.ts";
import { conclude } from "./conclude.ts";
import type { Answer, Delivery, Outcome, Receiver } from "./delivery.ts";
import { Abortable } from "./dispatch/abortable.ts";
import type { Context, TenantPort } from "./dispatch/context.ts";
import { DeadlineQueue } from "./dispatch/deadline.ts";
import type { CardHandler, EventName, Handler, Middleware } from "./dispatch/handler.ts";
import { LatePreviews } from "./dispatch/late-previews.ts";
import type { CardMatch } from "./dispatch/match.ts";
import type { Once } from "./dispatch/once.ts";
import { OnceInMemory } from "./dispatch/once-in-memory.ts";
import { OnceInStorage } from "./dispatch/once-in-storage.ts";
import { type AnyHandler, Routes } from "./dispatch/routes.ts";
import { Running } from "./dispatch/running.ts";
import type { RouteRules, TimedAnswer } from "./dispatch/turn-settings.ts";
import { Unhandled } from "./dispatch/unhandled.ts";
import {
  assertVersion,
  type CardRouteOptions,
  type DispatcherOptions,
  type DispatcherPorts,
  type DispatcherSettings,
  inTime,
  type RouteOptions,
  resolveDispatcherOptions,
} from "./dispatcher-options.ts";
import type { Envelope } from "./open/envelope.ts";
import type { JsonObject } from "./open/parse-json.ts";
import { resolveSecrets } from "./open/secrets.ts";
import { receive, type Stations } from "./pipeline.ts";

/** What may answer in a handler's place. */
type Fallback = (error: LarkwireError, ctx: Context) => Awaitable<unknown>;

/** Handlers by name: one typed dispatcher for callbacks and events, behind the long connection and the webhook. */
export class EventDispatcher<Api extends TenantPort | undefined = undefined> implements Receiver {
  readonly secured: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly #stations: Stations;
  readonly #routes: Routes;
  readonly #unhandled: Unhandled;
  readonly #abortable = new Abortable();
  readonly #running = new Running();
  #onError: Fallback | undefined;

  /**
   * @param only - the one kind of delivery that is taken; every kind when it is not given
   * @throws CONFIG_INVALID
   */
  constructor(
    options: DispatcherOptions<Api>,
    { clock, crypto, log, random, previews }: DispatcherPorts,
    only?: Envelope["type"],
  ) {
    const settings = resolveDispatcherOptions(options);
    const secrets = resolveSecrets(options);
    this.secured = secrets.encryptKeys.length > 0 || secrets.verificationTokens.length > 0;
    this.clock = clock;
    this.log = log;
    this.#unhandled = new Unhandled(settings.unhandledReply);
    this.#routes = new Routes((turn) => this.#unhandled.answer(turn));
    const { client } = options;
    if (client?.takeAppTicket !== undefined) this.#routes.add("app_ticket", (event) => client.takeAppTicket?.(event));
    const ignored = twinOf(options.prefer);
    if (ignored !== undefined) this.#routes.use((ctx: Context, next) => (ctx.envelope.name === ignored ? {} : next()));
    const report = (error: LarkwireError): void => log("error", error.message, { code: error.code, error });
    const storage =
      options.storage === undefined ? undefined : boundedStorage(options.storage, settings.storageTimeoutMs, clock);
    const latePreviews = new LatePreviews({
      memory: storage ?? previews,
      clock,
      ttlMs: settings.latePreviewMs,
      report,
    });
    this.#stations = {
      opening: { secrets, freshness: settings.freshness, crypto, now: () => clock.now(), only },
      once: createOnce(settings, storage, { clock, random, report }),
      latePreviews,
      routes: this.#routes,
      turns: {
        clock,
        log,
        client: options.client,
        deadlines: new DeadlineQueue(clock),
        settleGapMs: settings.settleGapMs,
        latePreviews,
        autoAnswer: autoAnswers(settings.autoAnswer),
        checks: { checkCard: options.checkCard, sentCard: options.sentCard },
        onError: (error, ctx) => this.#handleError(error, ctx),
        running: this.#running,
        abortable: this.#abortable,
      },
      log,
    };
  }

  /** Takes one delivery from a transport; never throws and never rejects. */
  receive(delivery: Delivery): Awaitable<Answer> {
    return receive(delivery, this.#stations);
  }

  /**
   * Handles an event type or callback by its name; names without a type hand on `unknown`.
   * An event may have several handlers, which all run; a callback has one.
   *
   * @throws CONFIG_INVALID when a callback already has a handler
   * @example
   * ```ts
   * dispatcher.on("im.message.receive_v1", async (event, ctx) => {
   *   ctx.log("info", "message", { message_id: event.message.message_id });
   * });
   * ```
   */
  on<Name extends EventName | (string & {})>(name: Name, handler: Handler<Name, Api>): this {
    this.#routes.add(name, handler);
    return this;
  }

  /**
   * Handles card clicks: all of them, or those that match; the first handler that matches answers.
   *
   * @throws CONFIG_INVALID when an earlier handler takes every click
   * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
   * @example
   * ```ts
   * dispatcher.onCardAction({ name: "approve" }, () => ({ toast: toast.success("Approved") }));
   * dispatcher.onCardAction({ name: "report" }, async () => ({ card: await slowWork() }), {
   *   autoAnswer: { afterMs: 500, reply: { toast: toast.info("Writing the report") } },
   * });
   * ```
   */
  onCardAction(handler: CardHandler<unknown, unknown, Api>, options?: CardRouteOptions): this;
  onCardAction<Value = unknown, Form = unknown>(
    match: CardMatch<Value, Form>,
    handler: CardHandler<Value, Form, Api>,
    options?: CardRouteOptions,
  ): this;
  onCardAction<Value, Form>(
    first: CardMatch<Value, Form> | CardHandler<unknown, unknown, Api>,
    second?: CardHandler<Value, Form, Api> | CardRouteOptions,
    third?: CardRouteOptions,
  ): this {
    const name = "card.action.trigger";
    const [match, handler, options] = typeof first === "function" ? [undefined, first, second] : [first, second, third];
    this.#routes.add(name, handler as AnyHandler, match, options && toRules(name, options as CardRouteOptions));
    return this;
  }

  /**
   * Handles link previews.
   *
   * @throws CONFIG_INVALID when there is such a handler already
   * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/development-link-preview/pull-link-preview-data-callback-structure
   * @example
   * ```ts
   * dispatcher.onUrlPreview((event) => ({ inline: { title: `Build ${new URL(event.context.url).pathname}` } }));
   * ```
   */
  onUrlPreview(handler: Handler<"url.preview.get", Api>, options?: RouteOptions<UrlPreviewReply>): this {
    const name = "url.preview.get";
    this.#routes.add(name, handler as AnyHandler, undefined, options && toRules(name, options));
    return this;
  }

  /** Registers several handlers at once, by name. */
  register(handlers: { readonly [Name in EventName]?: Handler<Name, Api> } & Readonly<Record<string, unknown>>): this {
    for (const [name, handler] of Object.entries(handlers)) this.#routes.add(name, handler as AnyHandler);
    return this;
  }

  /** Runs around every handler, the first one outermost; what it returns, or else what `next()` returned, is the reply. */
  use(middleware: Middleware<Api>): this {
    this.#routes.use(middleware);
    return this;
  }

  /**
   * Hears of every failure of a handler. What it returns is the answer to a callback, or late work where that has left already: a card
   * updates the clicked one. An event fails whatever is returned, so that the platform sends it again.
   *
   * @example
   * ```ts
   * dispatcher.onError((error, ctx) => {
   *   ctx.log("error", error.message, { code: error.code });
   *   return { toast: toast.error("Something went wrong. We are looking into it.") };
   * });
   * ```
   */
  onError(handler: (error: LarkwireError, ctx: Context<Api>) => Awaitable<unknown>): this {
    this.#onError = functionNamed("onError", handler) as Fallback;
    return this;
  }

  /** Hears of every delivery that no handler is for; what it returns is the answer. */
  onUnhandled(handler: (ctx: Context<Api>) => Awaitable<unknown>): this {
    this.#unhandled.fallback = functionNamed("onUnhandled", handler) as (ctx: Context) => Awaitable<unknown>;
    return this;
  }

  /**
   * Waits for handlers that are running, late card updates included, then aborts the signals of those that go on.
   * A {@link WSClient} drains by itself; behind a webhook call this after `server.close()`.
   *
   * @param options - `drainMs`: how long to wait at most, in ms; default 3_000
   * @example
   * ```ts
   * process.once("SIGTERM", async () => {
   *   server.close();
   *   await dispatcher.close({ drainMs: 10_000 });
   * });
   * ```
   */
  async close({ drainMs = 3_000 }: { readonly drainMs?: number } = {}): Promise<void> {
    await this.#running.idleWithin(drainMs, this.clock);
    this.#abortable.abort(this.clock.monotonic());
  }

  #handleError(error: LarkwireError, ctx: Context): Awaitable<unknown> {
    if (this.#onError !== undefined) return this.#onError(error, ctx);
    ctx.log("error", error.message, { code: error.code, error });
    return undefined;
  }
}

function createOnce(
  { dedupe: limits, whenUnavailable }: DispatcherSettings,
  storage: KeyValue | undefined,
  { clock, random, report }: OncePorts,
): Once | undefined {
  if (limits === false) return undefined;
  if (storage === undefined) return new OnceInMemory(limits, clock);
  return new OnceInStorage(storage, { ...limits, whenUnavailable }, random, report);
}

type OncePorts = Pick<DispatcherPorts, "clock" | "random"> & { readonly report: (error: LarkwireError) => void };

function functionNamed<Handler>(name: string, handler: Handler): Handler {
  if (typeof handler === "function") return handler;
  throw new LarkwireError("CONFIG_INVALID", `${name}() takes a function`);
}

/** @throws CONFIG_INVALID */
function twinOf(preferred: string | undefined): string | undefined {
  if (preferred === undefined) return undefined;
  if (preferred === "card.action.trigger") return "card.action.trigger_v1";
  if (preferred === "card.action.trigger_v1") return "card.action.trigger";
  throw new LarkwireError("CONFIG_INVALID", "prefer must be card.action.trigger or card.action.trigger_v1");
}

function bareLink(event: JsonObject): Outcome {
  const url: unknown = (event as unknown as Partial<UrlPreviewEvent>).context?.url;
  return { type: "answered", json: JSON.stringify({ inline: { title: typeof url === "string" ? url : undefined } }) };
}

/** @throws CONFIG_INVALID, REPLY_INVALID */
function toRules(
  name: string,
  { autoAnswer, sentCard }: RouteOptions<unknown> & Pick<CardRouteOptions, "sentCard">,
): RouteRules {
  assertVersion(sentCard);
  if (autoAnswer === undefined || autoAnswer === false) return { autoAnswer, sentCard };
  const { afterMs, reply } = autoAnswer;
  return {
    autoAnswer: {
      afterMs: afterMs === undefined ? undefined : inTime("autoAnswer.afterMs", afterMs),
      outcome: reply === undefined ? undefined : conclude({ envelope: { type: "callback", name }, sentCard }, reply),
    },
    sentCard,
  };
}

/** Callbacks are answered in time by themselves: clicks with a reply, previews with the bare link. Events wait. */
function autoAnswers(settings: DispatcherSettings["autoAnswer"]): (envelope: Envelope) => TimedAnswer | undefined {
  if (settings === false) return () => undefined;
  const { afterMs, reply } = settings;
  const toClick = {
    afterMs,
    outcome: conclude({ envelope: { type: "callback", name: "card.action.trigger" } }, reply),
  };
  return ({ type, name, event }) => {
    if (type === "event") return undefined;
    return name === "url.preview.get" ? { afterMs, outcome: bareLink(event) } : toClick;
  };
}
