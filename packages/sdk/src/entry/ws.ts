import type { AppCredentials } from "../credentials.ts";
import { WSClient as LongConnectionClient } from "../long-connection/client.ts";
import type { ConnectOptions as CoreOptions } from "../long-connection/ws-client-options.ts";
import type { Clock, Log, OpenSocket, Random } from "../ports.ts";
import type { Fetch } from "../rest/request.ts";
import { consoleLog, type Logger, type LogThreshold, toLog } from "../runtime/console-log.ts";
import { createFetch } from "../runtime/fetch.ts";
import { createOpenSocket } from "../runtime/open-socket.ts";
import { createProxyRoute } from "../runtime/proxy-route.ts";
import { systemRandom } from "../runtime/random.ts";

export type { AppCredentials, AssertionCredentials, ClientAssertion, SecretCredentials } from "../credentials.ts";
export { Domain } from "../domain.ts";
export { type ErrorCode, LarkwireError } from "../errors.ts";
export type { ConnectionState } from "../long-connection/lifecycle.ts";
export type { WSClientStatus } from "../long-connection/status.ts";
export type { Fetch } from "../rest/request.ts";

/** Options of a {@link WSClient}. */
export type WSClientOptions = ConnectOptions & AppCredentials;

/** What a {@link WSClient} is told besides its credentials. */
export interface ConnectOptions extends CoreOptions {
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
   * The HTTP proxy on the way to the platform, such as `http://user:password@proxy.example.com:3128`; `false` goes without one,
   * whatever the environment says.
   *
   * @default what the environment says: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`
   */
  readonly proxy?: string | URL | false | undefined;
  /**
   * Asks the platform for the address of the WebSocket, in the place of `proxy`.
   *
   * @default the runtime's fetch, or one through the proxy
   */
  readonly fetch?: Fetch | undefined;
  /**
   * Opens the WebSocket, in the place of `proxy`.
   *
   * @default the `ws` package, through the proxy if there is one
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
    const { logger, logLevel, random } = options;
    const clock = options.clock ?? options.dispatcher?.clock;
    const route = createProxyRoute(options.proxy);
    super(options, {
      clock,
      random: random ?? systemRandom,
      log: logger === undefined ? consoleLog(logLevel) : toLog(logger, logLevel),
      post: options.fetch ?? createFetch(route, clock),
      openSocket: options.openSocket ?? createOpenSocket(route, clock),
    });
  }
}
