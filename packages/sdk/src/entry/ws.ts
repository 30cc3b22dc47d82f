import { WSClient as LongConnectionClient } from "../long-connection/client.ts";
import type { WSClientOptions as LongConnectionOptions } from "../long-connection/ws-client-options.ts";
import type { Clock, Log, OpenSocket, Random } from "../ports.ts";
import { consoleLog, type Logger, type LogThreshold, toLog } from "../runtime/console-log.ts";
import { openSocket } from "../runtime/open-socket.ts";
import { systemRandom } from "../runtime/random.ts";

export { Domain } from "../domain.ts";
export { type ErrorCode, LarkwireError } from "../errors.ts";
export type { ConnectionState } from "../long-connection/lifecycle.ts";
export type { WSClientStatus } from "../long-connection/status.ts";

/** Options of a {@link WSClient}. */
export interface WSClientOptions extends LongConnectionOptions {
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
   * @default the dispatcher's
   */
  readonly clock?: Clock | undefined;
  /**
   * The source of random waits; tests put fixed numbers here.
   *
   * @default Math.random
   */
  readonly random?: Random | undefined;
  /**
   * Opens the WebSocket; a proxy goes here.
   *
   * @default the `ws` package
   */
  readonly openSocket?: OpenSocket | undefined;
}

/**
 * Receives callbacks and events over the long connection of a self-built app: no public address, no signatures.
 *
 * @throws LarkwireError `CONFIG_INVALID` when an option makes no sense
 * @example
 * ```ts
 * import { EventDispatcher, toast } from "larkwire";
 * import { WSClient } from "larkwire/ws";
 *
 * const dispatcher = new EventDispatcher().onCardAction(() => ({ toast: toast.success("Done") }));
 * const client = new WSClient({ appId, appSecret, dispatcher });
 * await client.start();
 * process.once("SIGTERM", () => client.close());
 * ```
 */
export class WSClient extends LongConnectionClient {
  constructor(options: WSClientOptions) {
    const { clock, logger, logLevel, random } = options;
    super(options, {
      clock: clock ?? options.dispatcher?.clock,
      random: random ?? systemRandom,
      log: logger === undefined ? consoleLog(logLevel) : toLog(logger, logLevel),
      post: (url, request) => fetch(url, request),
      openSocket: options.openSocket ?? openSocket,
    });
  }
}
