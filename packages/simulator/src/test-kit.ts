import type { Clock } from "larkwire/protocol";
import type { ClickChoice } from "./click-choice.ts";
import type { ExchangeView, MessageView, ToastView } from "./console-api/contract.ts";
import type { ExchangeQuery } from "./deliveries/find-exchanges.ts";
import type { RecordedQuestion } from "./deliveries/recorded-question.ts";
import type { ClockMode } from "./deliveries/switchable-clock.ts";
import type { PublicKeyInput } from "./description/public-key.ts";
import type { WorldInput } from "./description/world-description.ts";
import type { AddedFault, Fault, FaultScope } from "./faults/fault.ts";
import type { Scenario } from "./faults/scenarios.ts";
import type { ClientConfig } from "./gateway/client-config.ts";
import type { Brand } from "./world/brand.ts";
import type { Choice } from "./world/choice-target.ts";
import type { QuirkChanges, Quirks } from "./world/quirks.ts";
import type { Subscriptions } from "./world/subscriptions.ts";
import type { WorldSnapshot } from "./world/world.ts";

/** What a simulator may be told at its start. */
export interface SimulatorOptions {
  /** @default 0: any free port */
  readonly port?: number | undefined;
  /** @default "127.0.0.1" */
  readonly host?: string | undefined;
  /**
   * `virtual` time stands still until {@link Simulator.advance}; with `speed` it runs so many times as fast as real time.
   * Give {@link Simulator.clock} to larkwire's objects, too. @default "real"
   */
  readonly clock?: ClockMode | undefined;
  /** The same seed makes the same ids. @default another one each time, see {@link Simulator.seed} */
  readonly seed?: number | undefined;
  /** Who is there at the start: a YAML or JSON file, or the same as an object, as `world.schema.json` has it. @default nobody */
  readonly world?: string | WorldInput | undefined;
  /** What the console and the management API ask for. @default none on loopback, else a random one: {@link Simulator.token} */
  readonly token?: string | undefined;
  /** Serve the console's page if it was built. @default true */
  readonly console?: boolean | undefined;
  /** What clients are told about reconnecting and pinging, in seconds; what is missing is as the platform has it. `PingInterval` goes before the quirk. */
  readonly clientConfig?: Partial<ClientConfig> | undefined;
  /** Longer callbacks and events go over the long connection in several frames. @default 65536 */
  readonly fragmentBytes?: number | undefined;
  /**
   * Events that must not overtake each other, by name, with a `*` at its end by how the name begins: while one of an app
   * is not acknowledged, later ones of its name wait behind it. @default []
   */
  readonly orderedEvents?: readonly string[] | undefined;
  /**
   * What the platform does where its sources contradict each other: run the same test with either. What is missing is as
   * the world says, or else as the better source says. {@link Simulator.setQuirks} changes it later.
   *
   * @example
   * ```ts
   * import { startSimulator } from "@larkwire/simulator";
   *
   * const simulator = await startSimulator({ quirks: { createTime: "ms", maxConnections: 2 } });
   * ```
   */
  readonly quirks?: QuirkChanges | undefined;
  /**
   * Limit the calls of the open API as the platform limits them: in general 50 in a second and 1,000 in a minute for an app
   * in a tenant, 5 messages in a second for a chat. `false` takes as many as come. {@link Simulator.setRateLimits} changes it later.
   *
   * @default as the world says, otherwise false
   * @see https://open.feishu.cn/document/ukTMukTMukTM/uUzN04SN3QjL1cDN
   */
  readonly rateLimits?: boolean | undefined;
}

/** What an event is to be, and for whom. */
export interface TriggerOptions {
  /** @default the only app */
  readonly app?: { readonly appId: string } | undefined;
  /** The payload. @default made up from the platform's documents */
  readonly event?: object | undefined;
  /** Other values in it, by path: `{ "message.mentions.0.name": "Ada" }`; `undefined` leaves a member out. */
  readonly set?: Readonly<Record<string, unknown>> | undefined;
}

/** What a client answered to {@link SimulatedApp.push}. */
export interface PushedAnswer {
  /** `code` of the answer frame's payload. */
  readonly status: number;
  /** The reply as JSON text; `undefined` where the frame carried none. */
  readonly text: string | undefined;
}

/** A question to an app and what became of it. */
export type Exchange = ExchangeView;

/** What a person sees after a click. */
export interface ClickResult {
  readonly toast: ToastView | undefined;
  /** The card as this person sees it now. */
  readonly card: object | undefined;
  /** The code that is shown in place of an answer, see `exchange.clientCode` for its cause and what mends it. */
  readonly clientCode: number | undefined;
  readonly latencyMs: number;
  readonly exchange: Exchange;
}

/** What becomes of a pasted link. */
export interface PreviewResult {
  /** What stands in place of the link. */
  readonly inline: object | undefined;
  readonly card: object | undefined;
  readonly clientCode: number | undefined;
  readonly latencyMs: number;
  readonly exchange: Exchange;
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
   * take effect with the next {@link SimulatedApp.publishVersion}. An app begins with all events.
   *
   * @throws SimulatorError NO_CLIENT_ONLINE, LONG_CONNECTION_UNSUPPORTED, REQUEST_URL_REFUSED, UNKNOWN_EVENT: then nothing is saved
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/event-subscription-guide/callback-subscription/callback-overview
   */
  configure(changes: Partial<Subscriptions>): Promise<void>;
  /** Publishes a version: what was saved takes effect. */
  publishVersion(): void;
  /** Sends a card into a chat, as the app's own code does through `im.message.create`. @throws SimulatorError CARD_INVALID */
  sendCard(chat: SimulatedChat, card: object): MessageView;
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
   * after 15 s, 5 min, 1 h and 6 h: {@link Simulator.exchanges} has the further attempts under the same `event_id`.
   *
   * @param event - the payload; when left out, {@link SimulatedApp.createEvent} makes it up
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
}

/** What an app without a secret is to be: self-built. */
export interface KeylessAppOptions extends AppOptions {
  readonly type?: "self-built" | undefined;
  /** In PEM, or as a JSON Web Key: RSA, whose assertions are signed with RS256, or P-256 with ES256. */
  readonly publicKey: PublicKeyInput;
}

/** An organisation that uses the platform. */
export interface SimulatedTenant {
  readonly name: string;
  readonly brand: Brand;
  readonly tenantKey: string;
}

/** A person. */
export interface SimulatedUser {
  readonly openId: string;
  readonly unionId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  /** Clicks on a card and waits for what comes of it. @throws SimulatorError when there is no such message or button */
  click(target: { readonly message_id: string } & ClickChoice): Promise<ClickResult>;
  /**
   * Fills in a form of a card, submits it, and waits for what comes of it.
   *
   * @param formValue - what the person puts in, by component name; the rest keeps its initial value
   * @throws SimulatorError BUTTON_NOT_FOUND when there is no form, or several and no `button` is given
   */
  submit(
    target: { readonly message_id: string; readonly button?: string | undefined },
    formValue?: Readonly<Record<string, unknown>>,
  ): Promise<ClickResult>;
  /**
   * Picks an option, types into an input or ticks a checker outside a form, and waits for what comes of it.
   *
   * @param target - `component` is its `name`, `element_id` or placeholder
   * @param choice - an option, by value or by text; the text of an input; whether a checker is checked
   * @throws SimulatorError COMPONENT_NOT_FOUND, OPTION_NOT_FOUND
   */
  choose(target: { readonly message_id: string; readonly component: string }, choice: Choice): Promise<ClickResult>;
  /** Posts a link that the app has registered, and waits for its preview. */
  pasteLink(chat: SimulatedChat, app: PlatformApp, url: string): Promise<PreviewResult>;
  /**
   * Posts a text: `im.message.receive_v1` to the bots of the chat. Like all that a person or a chat does, it resolves when those
   * who are told of it have answered or failed to, once; see {@link SimulatedApp.trigger} for what follows. An app is told
   * where it is installed and has subscribed to the event, see {@link SimulatedApp.configure}.
   */
  send(chat: SimulatedChat, text: string): Promise<void>;
  /**
   * Takes back a message of one's own within a day, or any in a group of one's own: `im.message.recalled_v1` to the bots of the chat.
   *
   * @throws SimulatorError UNKNOWN_MESSAGE, NOT_PERMITTED
   */
  recall(message: { readonly message_id: string }): Promise<void>;
  /**
   * Opens a chat: `im.chat.access_event.bot_p2p_chat_entered_v1` to the bot where it is a chat with one.
   *
   * @throws SimulatorError UNKNOWN_CHAT where the person is not in it
   */
  open(chat: SimulatedChat): Promise<void>;
  /**
   * Reads a message: `im.message.message_read_v1` to its bot where it is a chat with one, the first time.
   *
   * @throws SimulatorError UNKNOWN_MESSAGE, NOT_PERMITTED
   */
  read(message: { readonly message_id: string }): Promise<void>;
  /**
   * Puts an emoji under a message, once: `im.message.reaction.created_v1` to the bots of the chat.
   *
   * @param emojiType - as the platform names it: `THUMBSUP`
   * @throws SimulatorError UNKNOWN_MESSAGE, NOT_PERMITTED
   */
  react(message: { readonly message_id: string }, emojiType: string): Promise<void>;
  /** Takes that emoji away: `im.message.reaction.deleted_v1` to the bots of the chat. @throws SimulatorError UNKNOWN_MESSAGE, NOT_PERMITTED */
  unreact(message: { readonly message_id: string }, emojiType: string): Promise<void>;
  /**
   * Chooses an item of a bot's menu that pushes an event: `application.bot.menu_v6`.
   *
   * @param eventKey - which item, as the developer console has it
   * @throws SimulatorError UNKNOWN_APP, NOT_PERMITTED where the app is not in the person's tenant
   */
  chooseFromMenu(app: { readonly appId: string }, eventKey: string): Promise<void>;
}

export interface SimulatedChat {
  readonly chatId: string;
  /** Oldest first. @param viewer - whose copies of private cards are shown */
  messages(viewer?: SimulatedUser): readonly MessageView[];
  /**
   * Lets people and bots in: `im.chat.member.user.added_v1` to the bots of a group, `im.chat.member.bot.added_v1` to the bots that come.
   *
   * @throws SimulatorError UNKNOWN_USER, UNKNOWN_APP
   */
  add(newcomers: ChatMembers, options?: GroupOptions): Promise<void>;
  /** Lets people and bots go: `im.chat.member.user.deleted_v1` to the bots that stay, `im.chat.member.bot.deleted_v1` to the bots that go. */
  remove(
    leavers: ChatMembers,
    options?: GroupOptions & {
      /** Who let the people in takes it back: `im.chat.member.user.withdrawn_v1` instead. @default false */
      readonly withdrawn?: boolean | undefined;
    },
  ): Promise<void>;
  /** Changes a group: `im.chat.updated_v1` to its bots. @throws SimulatorError UNKNOWN_USER where the owner is no member */
  change(
    changes: {
      readonly name?: string | undefined;
      readonly description?: string | undefined;
      readonly owner?: { readonly openId: string } | undefined;
    },
    options?: GroupOptions,
  ): Promise<void>;
  /** Dissolves a group: `im.chat.disbanded_v1` to its bots, and nothing can be sent any more. */
  dissolve(options?: GroupOptions): Promise<void>;
  /** Deletes a message, as an administrator can: nobody sees it, APIs answer 230110, and nobody is told. @throws SimulatorError UNKNOWN_MESSAGE */
  deleteMessage(message: { readonly message_id: string }): void;
}

/** How something is done to a group. */
export interface GroupOptions {
  /** Who does it. @default the person who owns the group, else its first member */
  readonly by?: { readonly openId: string } | undefined;
}

/** People and bots of a chat. */
export interface ChatMembers {
  readonly members?: readonly { readonly openId: string }[] | undefined;
  readonly bots?: readonly { readonly appId: string }[] | undefined;
}

/**
 * What is to go wrong between the platform and its apps. It begins with nothing; the same seed goes wrong in the same way.
 *
 * @example
 * ```ts
 * simulator.faults.add({ app, name: "card.action.trigger", times: 2 }, { type: "delay", ms: 2_000 });
 * simulator.faults.add({ probability: 0.1 }, { type: "duplicate" });
 * ```
 */
export interface SimulatorFaults {
  /** Adds a fault, which strikes the next occasion that fits. @throws SimulatorError FAULT_INVALID */
  add(scope: FaultScope, fault: Fault): AddedFault;
  /** Adds what goes wrong in a scenario, within a scope. @throws SimulatorError FAULT_INVALID */
  play(scenario: Scenario, scope?: FaultScope): readonly AddedFault[];
  /** Removes all that were added; what has already struck stays as it is. */
  clear(): void;
}

/** The open platform on one machine. */
export interface Simulator extends AsyncDisposable {
  /** What SDKs take as `domain`. */
  readonly domain: string;
  /** What the ids were drawn from: pass it to {@link startSimulator} to have the same again. */
  readonly seed: number;
  /** Where the console is, with the token where one is needed. */
  readonly consoleUrl: string;
  /** What the management API asks for as `Authorization: Bearer`; `undefined` asks for nothing. */
  readonly token: string | undefined;
  /** Give it to larkwire's objects, too, when time is virtual. */
  readonly clock: Clock;
  /**
   * One more app, with a public key in place of a secret.
   *
   * @throws SimulatorError REQUEST_INVALID for a key that is none, or a private one, or for a store app
   * @example
   * ```ts
   * import { generateKeyPairSync } from "node:crypto";
   *
   * const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
   * const keyless = simulator.createApp({ publicKey: publicKey.export({ format: "jwk" }) });
   * ```
   */
  createApp(options: KeylessAppOptions): KeylessApp;
  /** One more app. */
  createApp(options?: AppOptions): SimulatedApp;
  /** One more organisation: people and their chats are in one, self-built apps belong to one, store apps are installed in some. */
  createTenant(options?: {
    readonly name?: string | undefined;
    /** @default "feishu" */
    readonly brand?: Brand | undefined;
  }): SimulatedTenant;
  /**
   * Releases a card of the card builder under a version, `${name}` in its texts being variables. As soon as there is one,
   * a card that names another template is refused: 230099 with 200380, or 200673 in a reply; before, none is.
   *
   * @throws SimulatorError CARD_INVALID
   */
  createTemplate(template: {
    readonly templateId: string;
    /** @default "1.0.0" */
    readonly version?: string | undefined;
    readonly card: object;
  }): void;
  createUser(options?: {
    readonly name?: string | undefined;
    /** @default the one that is there from the beginning */
    readonly tenant?: SimulatedTenant | undefined;
  }): SimulatedUser;
  createChat(options?: {
    readonly name?: string | undefined;
    /** @default "group" */
    readonly type?: "group" | "p2p" | undefined;
    readonly members?: readonly SimulatedUser[] | undefined;
    readonly bots?: readonly { readonly appId: string }[] | undefined;
  }): SimulatedChat;
  /** An app of the world that has a secret, by name. @throws SimulatorError UNKNOWN_APP */
  app(name: string): SimulatedApp;
  /** An app of the world that has a public key in place of a secret, by name. @throws SimulatorError UNKNOWN_APP */
  keylessApp(name: string): KeylessApp;
  /** A person of the world, by name. @throws SimulatorError UNKNOWN_USER */
  user(name: string): SimulatedUser;
  /** A chat of the world, by name. @throws SimulatorError UNKNOWN_CHAT */
  chat(name: string): SimulatedChat;
  /** Everybody and everything as it is now. */
  snapshot(): WorldSnapshot;
  /** Puts everybody and everything back; connections, faults, quirks and exchanges stay. */
  restore(snapshot: WorldSnapshot): void;
  /**
   * Puts the world, the quirks and the rate limits back to how they were at the start, and forgets faults, exchanges,
   * tokens, tickets and what was to be sent again; connections stay.
   */
  reset(): void;
  /** The last 500 questions and answers, oldest first. @param query - only those that fit */
  exchanges(query?: ExchangeQuery): readonly Exchange[];
  /**
   * Tells an app of any event, or asks it any callback, and resolves after the first attempt, see {@link SimulatedApp.trigger}.
   * An event that has to wait behind one of {@link SimulatorOptions.orderedEvents} resolves at once, with `attempt` 0.
   *
   * @throws SimulatorError UNKNOWN_APP, UNKNOWN_EVENT, PATH_NOT_FOUND
   * @example
   * ```ts
   * await simulator.trigger("im.message.receive_v1", { set: { "message.content": '{"text":"hi"}' } });
   * ```
   */
  trigger(eventType: string, options?: TriggerOptions): Promise<Exchange>;
  /** What is to go wrong. */
  readonly faults: SimulatorFaults;
  /** What the platform does now where its sources contradict each other. */
  readonly quirks: Quirks;
  /**
   * Lets the platform do otherwise from now on where its sources contradict each other: with the next connection, the next
   * ping, the next question or the next answer. {@link Simulator.reset} puts it back.
   *
   * @param changes - what is missing stays as it is
   * @throws SimulatorError REQUEST_INVALID for a name or a value that there is not; then nothing is changed
   * @example
   * ```ts
   * simulator.setQuirks({ maxConnections: 2, pingInterval: 90 });
   * ```
   */
  setQuirks(changes: QuirkChanges): void;
  /**
   * Limits the calls of the open API from now on as the platform does, with nothing counted yet, or lets all through.
   * {@link Simulator.reset} puts it back.
   *
   * @example
   * ```ts
   * simulator.setRateLimits(true);
   * ```
   */
  setRateLimits(on: boolean): void;
  /**
   * Lets time pass in another way from now on: `virtual` stands still until {@link Simulator.advance}, a `speed` of 1,000 plays
   * the 6 h of the last repeat in 22 s. Time goes on from where it is, and what waits goes on waiting for its time.
   *
   * @throws SimulatorError REQUEST_INVALID for a speed that is not above 0
   * @example
   * ```ts
   * simulator.setClock("virtual");
   * await simulator.advance(30 * 60_000);
   * simulator.setClock("real");
   * ```
   */
  setClock(mode: ClockMode): void;
  /** Lets virtual time pass, with real I/O coming to rest between timers. @throws SimulatorError CLOCK_IS_REAL */
  advance(ms: number): Promise<void>;
  /** Ends every connection, server and timer. */
  close(): Promise<void>;
}
