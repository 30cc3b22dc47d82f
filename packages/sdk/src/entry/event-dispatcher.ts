import type { TenantPort } from "../callback/dispatch/context.ts";
import { previewLimits } from "../callback/dispatch/late-previews.ts";
import type { DispatcherOptions, DispatcherPorts } from "../callback/dispatcher-options.ts";
import { EventDispatcher as Dispatcher } from "../callback/event-dispatcher.ts";
import type { Clock, Log } from "../ports.ts";
import { systemClock } from "../runtime/clock.ts";
import { consoleLog, type Logger, type LogThreshold, toLog } from "../runtime/console-log.ts";
import { createNodeCrypto } from "../runtime/crypto.ts";
import { systemRandom } from "../runtime/random.ts";
import { createMemoryStorage } from "../storage/memory.ts";

/** Options of an {@link EventDispatcher}; all may be left out on a long connection. */
export interface EventDispatcherOptions<Api extends TenantPort | undefined = undefined> extends DispatcherOptions<Api> {
  /**
   * Where log lines go: any object with `debug`, `info`, `warn` and `error`, or a function that takes level, message and fields.
   *
   * @default the console
   */
  readonly logger?: Logger | Log | undefined;
  /**
   * The least important level that is logged; `silent` logs nothing.
   *
   * @default "info"
   */
  readonly logLevel?: LogThreshold | undefined;
  /**
   * The time; tests put virtual time here.
   *
   * @default the system's
   */
  readonly clock?: Clock | undefined;
}

/**
 * Handlers by name: one typed dispatcher for callbacks and events, behind the long connection and the webhook.
 *
 * @throws CONFIG_INVALID when an option makes no sense
 * @example
 * ```ts
 * import { EventDispatcher, toast } from "larkwire";
 *
 * const dispatcher = new EventDispatcher({ encryptKey, verificationToken })
 *   .onCardAction(async (event) => ({ toast: toast.success(`Approved, ${event.operator.open_id}`) }))
 *   .onUrlPreview((event) => ({ inline: { title: event.context.url } }));
 * ```
 */
export class EventDispatcher<Api extends TenantPort | undefined = undefined> extends Dispatcher<Api> {
  constructor(options: EventDispatcherOptions<Api> = {}) {
    super(options, resolvePorts(options));
  }
}

const { maxPreviews, maxPreviewBytes } = previewLimits;

/** What the surroundings provide, where the options do not say otherwise. */
export function resolvePorts({ clock = systemClock, logger, logLevel }: PortOptions): DispatcherPorts {
  return {
    clock,
    crypto: createNodeCrypto(),
    log: logger === undefined ? consoleLog(logLevel) : toLog(logger, logLevel),
    random: systemRandom,
    previews: createMemoryStorage({ clock, maxEntries: maxPreviews, maxBytes: maxPreviewBytes }),
  };
}

type PortOptions = Pick<EventDispatcherOptions<TenantPort | undefined>, "clock" | "logger" | "logLevel">;
