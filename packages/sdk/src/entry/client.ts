import type { Clock, Log } from "../ports.ts";
import { Client as CoreClient } from "../rest/client.ts";
import type { ClientCredentials, CallOptions as CoreOptions } from "../rest/client-options.ts";
import type { Fetch } from "../rest/request.ts";
import { systemClock } from "../runtime/clock.ts";
import { consoleLog, type Logger, type LogThreshold, toLog } from "../runtime/console-log.ts";
import { createFetch } from "../runtime/fetch.ts";
import { createProxyRoute } from "../runtime/proxy-route.ts";
import { systemRandom } from "../runtime/random.ts";
import { createMemoryStorage } from "../storage/memory.ts";

export type { AppCredentials, AssertionCredentials, ClientAssertion, SecretCredentials } from "../credentials.ts";
export { Domain } from "../domain.ts";
export { type ErrorCode, LarkwireError, type PlatformFault } from "../errors.ts";
export type { CardReplacement, CardTemplate } from "../replies/card-replacement.ts";
export type { ApiRequest, ApiResponse, QueryValue, RequestOptions } from "../rest/api-request.ts";
export type { AppTicketEvent } from "../rest/client.ts";
export type { ClientCredentials } from "../rest/client-options.ts";
export {
  type CardContent,
  content,
  type MessageBody,
  type MessageType,
  type Post,
  type PostContent,
  type PostNode,
  type PostStyle,
  type TextContent,
} from "../rest/content.ts";
export type { Download } from "../rest/download.ts";
export type { Happening } from "../rest/happening.ts";
export type { FileSource } from "../rest/multipart.ts";
export type { PageRequest } from "../rest/paginate.ts";
export type { Progress } from "../rest/progress.ts";
export type { Fetch } from "../rest/request.ts";
export type {
  AppAccessTokenResource,
  AppTicketResource,
  AuthResource,
  TenantAccessTokenResource,
} from "../rest/resources/auth.ts";
export type {
  CardElementResource,
  CardKitResource,
  CardResource,
  ElementChange,
} from "../rest/resources/card-kit.ts";
export type { Chat, ChatResource } from "../rest/resources/chat.ts";
export type { EphemeralResource } from "../rest/resources/ephemeral.ts";
export type { FileResource, FileType, ImageResource } from "../rest/resources/file.ts";
export type {
  CreateMessage,
  ForwardMessage,
  Message,
  MessageMention,
  MessageResource,
  PatchMessage,
  ReceiveIdType,
  ReplyMessage,
  UpdateMessage,
  UrgedMessage,
  UrgeMessage,
} from "../rest/resources/message.ts";
export type { OutboundIpResource } from "../rest/resources/outbound-ip.ts";
export type { UrlPreviewResource } from "../rest/resources/url-preview.ts";
export type { TenantClient } from "../rest/tenant-client.ts";

/** Options of a {@link Client}. */
export type ClientOptions = CallOptions & ClientCredentials;

/** What a {@link Client} is told besides its credentials. */
export interface CallOptions extends CoreOptions {
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
   * The HTTP proxy on the way to the platform, such as `http://user:password@proxy.example.com:3128`; `false` goes without one,
   * whatever the environment says.
   *
   * @default what the environment says: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`
   */
  readonly proxy?: string | URL | false | undefined;
  /**
   * Sends requests, in the place of `proxy`: instrumentation, or what reaches the platform in another way.
   *
   * @default the runtime's fetch, or one through the proxy
   */
  readonly fetch?: Fetch | undefined;
  /**
   * The time; tests put virtual time here.
   *
   * @default the system's
   */
  readonly clock?: Clock | undefined;
}

/**
 * Calls the open platform as an app: fetches its token, renews it early, and retries once when it was rejected.
 *
 * @throws CONFIG_INVALID when an option is missing or makes no sense
 * @example
 * ```ts
 * import { Client } from "larkwire/client";
 *
 * const client = new Client({ appId, appSecret });
 * await client.im.message.create({
 *   params: { receive_id_type: "chat_id" },
 *   data: { receive_id: "oc_...", msg_type: "text", content: { text: "Hello" } },
 * });
 * ```
 */
export class Client extends CoreClient {
  constructor(options: ClientOptions) {
    const { clock = systemClock, fetch, logger, logLevel, proxy, storage } = options;
    super(options, {
      clock,
      fetch: fetch ?? createFetch(createProxyRoute(proxy), clock),
      log: logger === undefined ? consoleLog(logLevel) : toLog(logger, logLevel),
      random: systemRandom,
      storage: storage ?? createMemoryStorage({ clock }),
    });
  }
}
