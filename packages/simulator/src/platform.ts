import type { Clock } from "larkwire/protocol";
import type { CallbackSubscription, ClickedAction, ExchangeView } from "./console-api/contract.ts";
import { Feed } from "./console-api/feed.ts";
import { Correspondence, type Outcome } from "./correspondence.ts";
import { Couriers } from "./couriers.ts";
import { challengeDeadlineMs } from "./deliveries/deadlines.ts";
import {
  createChallenge,
  createClickEnvelope,
  createEventEnvelope,
  createMessageEnvelope,
  createPreviewEnvelope,
  createSchema1Envelope,
  type Envelope,
} from "./deliveries/envelope.ts";
import { createEventPayload, isCallback, isSchema1, withValues } from "./deliveries/event-payload.ts";
import { type RecordedQuestion, toEnvelope } from "./deliveries/recorded-question.ts";
import { Timers } from "./deliveries/timers.ts";
import { Egress } from "./egress/egress.ts";
import { findUrlFault } from "./egress/request-url.ts";
import { Faults } from "./faults/faults.ts";
import { fitsName } from "./faults/fits-name.ts";
import type { ClientConfig } from "./gateway/client-config.ts";
import { Gateway } from "./gateway/gateway.ts";
import type { Attempt } from "./judge/attempt.ts";
import { findFormFault } from "./judge/form-fault.ts";
import { judgeCardAnswer } from "./judge/judge-card-answer.ts";
import { findChallengeFault } from "./judge/judge-challenge.ts";
import { judgeEventAnswer } from "./judge/judge-event-answer.ts";
import { judgePreviewAnswer } from "./judge/judge-preview-answer.ts";
import type { Verdict } from "./judge/verdict.ts";
import { AppTickets } from "./world/app-tickets.ts";
import { isSharedCard } from "./world/card.ts";
import { type App, type Chat, contentFor, type Message, type User } from "./world/entities.ts";
import { Identifiers } from "./world/identifiers.ts";
import type { JsonObject } from "./world/json.ts";
import { createRandom } from "./world/random.ts";
import { SimulatorError } from "./world/simulator-error.ts";
import { type UpdateGrant, UpdateTokens } from "./world/update-tokens.ts";
import { World } from "./world/world.ts";

export interface PlatformOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly clientConfig: ClientConfig;
  readonly fragmentBytes: number;
  readonly orderedEvents: readonly string[];
}

/** An hour. */
const ticketEveryMs = 3_600_000;

/** The open platform: people do something in the world, apps are asked, their answers are judged and take effect. */
export class Platform {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly world: World;
  readonly updateTokens: UpdateTokens;
  readonly appTickets: AppTickets;
  readonly gateway: Gateway;
  readonly faults: Faults;
  readonly feed: Feed = new Feed();
  readonly #couriers: Couriers;
  readonly #ticketTimers: Timers;
  /** Store apps that are pushed a ticket every hour. */
  readonly #ticketed = new Set<string>();
  readonly #correspondence: Correspondence;

  constructor({ clock, seed, clientConfig, fragmentBytes, orderedEvents }: PlatformOptions) {
    const random = createRandom(seed);
    // Numbers of its own, so that ids are the same with faults and without.
    this.faults = new Faults(createRandom(seed + 1));
    this.clock = clock;
    this.identifiers = new Identifiers(random);
    this.world = new World(this.identifiers, (fact) => this.feed.publish(fact));
    this.updateTokens = new UpdateTokens(this.identifiers);
    this.appTickets = new AppTickets(this.identifiers);
    this.#ticketTimers = new Timers(clock);
    const onConnections = (appId: string): void => this.feed.publish({ type: "app", app: this.#app(appId) });
    this.gateway = new Gateway({
      clock,
      random,
      ids: this.identifiers,
      faults: this.faults,
      clientConfig,
      fragmentBytes,
      onConnections,
    });
    this.#couriers = new Couriers(this.gateway, new Egress(clock, this.identifiers), this.faults);
    this.#correspondence = new Correspondence({
      clock,
      identifiers: this.identifiers,
      couriers: this.#couriers,
      appOf: (appId) => this.#app(appId),
      onExchange: (exchange) => this.feed.publish({ type: "exchange", exchange }),
      isOrdered: (name) => orderedEvents.some((pattern) => fitsName(pattern, name)),
    });
  }

  exchanges(): readonly ExchangeView[] {
    return this.#correspondence.exchanges();
  }

  connections(appId: string): number {
    return this.gateway.connections(appId);
  }

  /** A person clicks on a card of an app. @throws SimulatorError */
  async click(openId: string, messageId: string, action: ClickedAction): Promise<Outcome> {
    const user = this.#user(openId);
    const { message, app } = this.clickable(user, messageId);
    const exchangeId = this.identifiers.uuid();
    const grant = this.updateTokens.issue({ appId: app.appId, openId, exchangeId, clicked: message }, this.clock.now());
    const envelope = createClickEnvelope(this.#scene(user), { app, user, message, token: grant.token, action });
    const card = contentFor(message, openId);
    const formFault = action.form_value === undefined ? undefined : findFormFault(card);
    const failure =
      formFault === undefined ? undefined : ({ type: "failed", code: 200_530, detail: formFault } as const);
    const judge = (attempt: Attempt): Verdict => judgeCardAnswer(attempt, card);
    const question = { id: exchangeId, app, envelope, openId, messageId, failure };
    return this.#correspondence.ask(question, judge, (verdict) => this.#show(grant, verdict));
  }

  /** The card that a person can click on, and its app. @throws SimulatorError */
  clickable(user: User, messageId: string): { readonly message: Message; readonly app: App } {
    const message = this.world.message(messageId);
    if (message === undefined) throw new SimulatorError("UNKNOWN_MESSAGE", `There is no message ${messageId}.`);
    const member = this.world.chat(message.chatId)?.members.includes(user.openId) ?? false;
    if (!member) throw new SimulatorError("NOT_CLICKABLE", `${user.name} is not in the chat of message ${messageId}.`);
    if (message.msgType !== "interactive" || message.sender.type !== "app") {
      throw new SimulatorError("NOT_CLICKABLE", `Message ${messageId} is no card of an app.`);
    }
    return { message, app: this.#app(message.sender.id) };
  }

  /** A person posts a link that the app has registered. */
  async pasteLink(user: User, chat: Chat, app: App, url: string): Promise<Outcome> {
    const message = this.#post(user, chat, url);
    const envelope = createPreviewEnvelope(this.#scene(user), { app, user, message, url });
    return this.#correspondence.ask({ app, envelope, openId: user.openId }, judgePreviewAnswer);
  }

  /** A person posts a text; every bot in the chat is told. Resolves when all have answered or failed to, once. */
  async send(user: User, chat: Chat, text: string): Promise<void> {
    const message = this.#post(user, chat, text);
    const asked = chat.bots.map((appId) => {
      const app = this.#app(appId);
      const envelope = createMessageEnvelope(this.#scene(user), { app, user, chat, message });
      return this.#correspondence.tell({ app, envelope, openId: user.openId });
    });
    await Promise.all(asked);
  }

  /** The same, by ids. @throws SimulatorError */
  async sendAs(openId: string, chatId: string, text: string): Promise<void> {
    const chat = this.world.chat(chatId);
    if (chat === undefined) throw new SimulatorError("UNKNOWN_CHAT", `There is no chat ${chatId}.`);
    await this.send(this.#user(openId), chat, text);
  }

  /** Any event or callback; without a payload, a generated one. Resolves after the first attempt. @throws SimulatorError */
  async trigger(
    appId: string,
    name: string,
    event?: object,
    values: Readonly<Record<string, unknown>> = {},
  ): Promise<ExchangeView> {
    const app = this.#app(appId);
    const payload = event === undefined ? this.createEvent(appId, name, values) : withValues({ ...event }, values);
    const create = isSchema1(name) ? createSchema1Envelope : createEventEnvelope;
    const envelope = create(this.#scene(), app, name, payload);
    return isCallback(name) ? this.#askAgain(app, envelope) : this.#correspondence.tell({ app, envelope });
  }

  /** Asks an app what was asked before, once. @throws SimulatorError */
  async deliver(appId: string, recorded: RecordedQuestion): Promise<ExchangeView> {
    const app = this.#app(appId);
    return this.#askAgain(app, toEnvelope(recorded, app));
  }

  /** A plausible payload. @throws SimulatorError */
  createEvent(appId: string, eventType: string, overrides: Readonly<Record<string, unknown>> = {}): object {
    return createEventPayload(eventType, { ...this.#scene(), appId }, overrides);
  }

  /** Saves the way in of an app, under the conditions of the developer console. @throws SimulatorError */
  async subscribe(appId: string, { mode, requestUrl }: CallbackSubscription): Promise<App> {
    const app = this.#app(appId);
    const kept = requestUrl ?? app.callbacks.requestUrl;
    if (mode === "long-connection") this.#requireClient(app);
    else await this.#verify(app, kept ?? "");
    if (app.type === "store" && !this.#ticketed.has(appId)) {
      this.#ticketed.add(appId);
      this.#pushTicketIn(ticketEveryMs, appId);
    }
    // The app may have changed while its request URL was checked.
    return this.world.subscribe(this.#app(appId), { mode, requestUrl: kept });
  }

  /** Notes a call of the delayed-update API with the click that it belongs to. */
  noteLateUpdate(grant: UpdateGrant, code: number, msg: string): void {
    const early = code === 0 && grant.click === "open" ? "; it came before the answer, which will undo it" : "";
    const now = this.clock.now();
    this.#correspondence.note(grant.exchangeId, (startedAt) => {
      return { afterMs: now - startedAt, code, msg: msg + early };
    });
  }

  /** Sends a store app a new ticket, as the platform does every hour and when the app asks for it. @throws SimulatorError */
  async pushAppTicket(appId: string): Promise<ExchangeView> {
    const app = this.#app(appId);
    const event = { app_ticket: this.appTickets.issue(appId), tenant_key: undefined };
    const envelope = createSchema1Envelope(this.#scene(), app, "app_ticket", event);
    return this.#correspondence.tell({ app, envelope });
  }

  close(): void {
    this.#ticketTimers.close();
    this.#correspondence.close();
    this.#couriers.close();
    this.feed.close();
  }

  /** What the answer to a click does to the clicked card. Updates that came before the answer are undone by it. */
  #show({ token, openId }: UpdateGrant, { card, clientCode }: Verdict): void {
    const grant = this.updateTokens.conclude(token, clientCode === undefined ? "answered" : "failed");
    const now = this.clock.now();
    if (grant !== undefined && grant.uses > 0) this.world.revertCard(grant.clicked, now);
    const message = this.world.message(grant?.clicked.messageId ?? "");
    if (card === undefined || message === undefined) return;
    this.world.replaceCard(message, card, isSharedCard(card) ? "everybody" : [openId], now);
  }

  #pushTicketIn(ms: number, appId: string): void {
    this.#ticketTimers.after(ms, () => {
      void this.pushAppTicket(appId);
      this.#pushTicketIn(ms, appId);
    });
  }

  /** Nobody has clicked: the answer is judged and changes nothing. */
  async #askAgain(app: App, envelope: Envelope): Promise<ExchangeView> {
    const judges: Readonly<Record<string, (attempt: Attempt) => Verdict>> = {
      "card.action.trigger": (attempt) => judgeCardAnswer(attempt, {}),
      "url.preview.get": judgePreviewAnswer,
    };
    return (await this.#correspondence.ask({ app, envelope }, judges[envelope.name] ?? judgeEventAnswer)).exchange;
  }

  #requireClient(app: App): void {
    if (app.type === "store") {
      throw new SimulatorError(
        "LONG_CONNECTION_UNSUPPORTED",
        "Store apps cannot use the long connection: use a webhook.",
      );
    }
    if (this.gateway.connections(app.appId) > 0) return;
    throw new SimulatorError(
      "NO_CLIENT_ONLINE",
      `No client of ${app.name} is online: start one, then save the long connection.`,
    );
  }

  async #verify(app: App, url: string): Promise<void> {
    const urlFault = findUrlFault(url);
    if (urlFault !== undefined) throw new SimulatorError("REQUEST_URL_REFUSED", urlFault);
    const challenge = this.identifiers.uuid();
    const body = JSON.stringify(createChallenge(app, challenge));
    const { attempt } = this.#couriers.egress.push({ url, encryptKey: app.encryptKey }, body, challengeDeadlineMs);
    const fault = findChallengeFault(await attempt, challenge);
    if (fault !== undefined) throw new SimulatorError("REQUEST_URL_REFUSED", `The request URL was not saved. ${fault}`);
  }

  #post(user: User, chat: Chat, text: string): Message {
    if (!chat.members.includes(user.openId)) {
      throw new SimulatorError("UNKNOWN_CHAT", `${user.name} is not in the chat ${chat.name}.`);
    }
    const content: JsonObject = { text };
    return this.world.post(
      { chat, sender: { type: "user", id: user.openId }, msgType: "text", content },
      this.clock.now(),
    );
  }

  /** @param user - who acts, in whose tenant it happens */
  #scene(user?: User): Parameters<typeof createEventEnvelope>[0] {
    const tenantKey = user?.tenantKey ?? this.world.tenantKey;
    return { identifiers: this.identifiers, tenantKey, now: this.clock.now() };
  }

  #app(appId: string): App {
    const app = this.world.app(appId);
    if (app === undefined) throw new SimulatorError("UNKNOWN_APP", `There is no app ${appId}.`);
    return app;
  }

  #user(openId: string): User {
    const user = this.world.user(openId);
    if (user === undefined) throw new SimulatorError("UNKNOWN_USER", `There is no user ${openId}.`);
    return user;
  }
}
