import type { Clock } from "larkwire/protocol";
import type { MessageView } from "../console-api/contract.ts";
import type { RecordedQuestion } from "../deliveries/recorded-question.ts";
import type { PublicKeyInput } from "../description/public-key.ts";
import type { Brand } from "../world/brand.ts";
import type { Subscriptions } from "../world/subscriptions.ts";
import type { Exchange } from "./exchange.ts";

/** An organisation that uses the platform. */
export interface SimulatedTenant {
  readonly name: string;
  readonly brand: Brand;
  readonly tenantKey: string;
}

/** What an app is to be. */
export interface AppOptions {
  readonly name?: string | undefined;
  readonly type?: "self-built" | "store" | undefined;
  readonly encryptKey?: string | undefined;
  readonly verificationToken?: string | undefined;
  /** Whose it is; a self-built app acts there. @default the tenant that is there from the beginning */
  readonly tenant?: SimulatedTenant | undefined;
  /** Where a store app is installed. @default everywhere */
  readonly installedIn?: readonly SimulatedTenant[] | undefined;
  /**
   * The links that it previews, 10 at most: `Host[:Port][/Path]`, where `*` stands for anything within one level and `**` for
   * levels at the left end of the host or the right end of the path.
   *
   * @default every link in the chats of its bot, `["**"]`
   */
  readonly linkRules?: readonly string[] | undefined;
}

/** What an app without a secret is to be: self-built. */
export interface KeylessAppOptions extends AppOptions {
  readonly type?: "self-built" | undefined;
  /** In PEM, or as a JSON Web Key: RSA, whose assertions are signed with RS256, or P-256 with ES256. */
  readonly publicKey: PublicKeyInput;
}

/** What a client answered to {@link PlatformApp.push}. */
export interface PushedAnswer {
  /** `code` of the answer frame's payload. */
  readonly status: number;
  /** The reply as JSON text; `undefined` where the frame carried none. */
  readonly text: string | undefined;
}

/** An app of the simulated platform, whatever it proves itself with. It begins with the long connection, a store app with the webhook. */
export interface PlatformApp {
  readonly appId: string;
  readonly encryptKey: string | undefined;
  readonly verificationToken: string;
  /** How many clients are connected now. */
  readonly connections: number;
  /** Saves the long connection as the way in. @throws SimulatorError NO_CLIENT_ONLINE while no client is connected */
  useLongConnection(): Promise<void>;
  /** Saves a request URL as the way in. @throws SimulatorError REQUEST_URL_REFUSED unless it answers `url_verification` within 1 s */
  useWebhook(url: string): Promise<void>;
  /**
   * Saves subscriptions as the developer console does: events and callbacks apart, which events, new and legacy clicks. They
   * take effect with the next {@link PlatformApp.publishVersion}. An app begins with all events.
   *
   * @throws SimulatorError NO_CLIENT_ONLINE, LONG_CONNECTION_UNSUPPORTED, REQUEST_URL_REFUSED, UNKNOWN_EVENT: then nothing is saved
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/event-subscription-guide/callback-subscription/callback-overview
   */
  configure(changes: Partial<Subscriptions>): Promise<void>;
  /** Publishes a version: what was saved takes effect. */
  publishVersion(): void;
  /** Sends a card into a chat, as the app's own code does through `im.message.create`. @throws SimulatorError CARD_INVALID */
  sendCard(chat: { readonly chatId: string }, card: object): MessageView;
  /**
   * Puts an image into the world under a key that the app's cards name, as if the app had uploaded it: cards that name
   * images which nobody has uploaded are refused with 230099 and 200570.
   *
   * @param image - its bytes @default a transparent pixel
   */
  addImage(imageKey: string, image?: Uint8Array): void;
  /**
   * Makes up an event: a plausible value for every member that the platform documents.
   *
   * @param overrides - values by path, `undefined` to leave a member out
   * @throws SimulatorError UNKNOWN_EVENT, PATH_NOT_FOUND
   * @example
   * ```ts
   * await app.trigger("im.message.receive_v1", app.createEvent("im.message.receive_v1", { "message.content": '{"text":"hi"}' }));
   * ```
   */
  createEvent(eventType: string, overrides?: Readonly<Record<string, unknown>>): object;
  /**
   * Tells the app of any event, and resolves after the first attempt. What is not acknowledged is sent again
   * after 15 s, 5 min, 1 h and 6 h: `simulator.exchanges()` has the further attempts under the same `event_id`.
   *
   * @param event - the payload; when left out, {@link PlatformApp.createEvent} makes it up
   * @throws SimulatorError UNKNOWN_EVENT when there is no payload and nothing is known of such an event
   */
  trigger(eventType: string, event?: object): Promise<Exchange>;
  /**
   * Asks the app once more what was recorded: the same ids and payload, with this app's id and Verification Token, signed
   * anew. A recorded legacy click goes where the app's legacy clicks go, with a refresh token of its own. The answer is judged
   * and changes nothing, and nothing is sent again.
   *
   * @param recorded - an {@link Exchange}, also one that was written to a file as JSON
   * @throws SimulatorError FIXTURE_INVALID
   * @example
   * ```ts
   * const [click] = simulator.exchanges();
   * const file = JSON.stringify(click);
   * const { clientCode } = await app.deliver(JSON.parse(file));
   * ```
   */
  deliver(recorded: RecordedQuestion): Promise<Exchange>;
  /**
   * Pushes a payload as it stands to one of the app's clients: what the platform may send one day, or never should. It is
   * neither judged nor put on record, and no fault strikes it.
   *
   * @param payload - what the frame is to carry: JSON, or any text or bytes
   * @returns `undefined` where no answer comes within 3 s that echoes the frame
   * @throws SimulatorError NO_CLIENT_ONLINE
   * @example
   * ```ts
   * const answer = await app.push('{"schema":"3.0"}');
   * ```
   */
  push(payload: string | Uint8Array): Promise<PushedAnswer | undefined>;
}

/** An app that has a secret. */
export interface SimulatedApp extends PlatformApp {
  readonly appSecret: string;
  /** All that a client needs, to be spread into the options of larkwire's `Client` and `WSClient`. */
  readonly credentials: {
    readonly appId: string;
    readonly appSecret: string;
    readonly domain: string;
    readonly clock: Clock;
  };
}

/** An app that has a public key in place of a secret: whoever holds the private one signs for it. */
export interface KeylessApp extends PlatformApp {
  readonly appSecret: undefined;
  /** What a client needs beside `clientAssertion`, to be spread into the options of larkwire's `Client` and `WSClient`. */
  readonly credentials: { readonly appId: string; readonly domain: string; readonly clock: Clock };
}
