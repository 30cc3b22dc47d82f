import type { Clock } from "larkwire/protocol";
import { Announcer } from "./announcer.ts";
import { AnswerRace } from "./answer-race.ts";
import { cardExpired, findFormFailure, notSubscribed } from "./click-failures.ts";
import type { CallbackSubscription, ClickedAction } from "./console-api/contract.ts";
import { Feed } from "./console-api/feed.ts";
import { Correspondence, type Outcome } from "./correspondence.ts";
import { Couriers } from "./couriers.ts";
import type { Announcement } from "./deliveries/announcement.ts";
import {
  createCallbackEnvelope,
  createClickEnvelope,
  createEventEnvelope,
  createLegacyClickEnvelope,
  createLegacyEnvelope,
  createPreviewEnvelope,
  createSchema1Envelope,
  type Envelope,
} from "./deliveries/envelope.ts";
import { createEventPayload, isCallback, isSchema1, withValues } from "./deliveries/event-payload.ts";
import type { Exchange } from "./deliveries/exchange.ts";
import type { ExchangeQuery } from "./deliveries/find-exchanges.ts";
import { type RecordedQuestion, toEnvelope } from "./deliveries/recorded-question.ts";
import { Timers } from "./deliveries/timers.ts";
import { populate } from "./description/populate.ts";
import type { WorldDescription } from "./description/world-description.ts";
import { DeveloperConsole } from "./developer-console.ts";
import { Egress } from "./egress/egress.ts";
import { Faults } from "./faults/faults.ts";
import type { ClientConfig } from "./gateway/client-config.ts";
import { Gateway } from "./gateway/gateway.ts";
import type { Attempt } from "./judge/attempt.ts";
import { explainClientCode } from "./judge/client-code.ts";
import { judgeCallback } from "./judge/judge-callback.ts";
import type { Verdict } from "./judge/verdict.ts";
import { requireKnownEvents } from "./known-events.ts";
import { type AskedLink, LinkPreviews } from "./link-previews.ts";
import { AccessTokens } from "./open-api/access-tokens.ts";
import { RateLimits } from "./open-api/rate-limits/rate-limits.ts";
import { AppTickets } from "./world/app-tickets.ts";
import { isSharedCard } from "./world/card.ts";
import { canBeClicked, canBeReplaced } from "./world/card-life.ts";
import { type ClickableCard, findClickable } from "./world/clickable.ts";
import { clickedCardIn, replaceClickedCard, revertClickedCard } from "./world/clicked-card.ts";
import type { Deed } from "./world/deed.ts";
import { type App, isVisibleTo, type Message, type User } from "./world/entities.ts";
import { fitsName } from "./world/fits-name.ts";
import { Groups } from "./world/groups.ts";
import { Identifiers } from "./world/identifiers.ts";
import type { JsonObject } from "./world/json.ts";
import { People } from "./world/people.ts";
import { Previews } from "./world/previews.ts";
import { QuirkSwitches } from "./world/quirk-switches.ts";
import type { Quirks } from "./world/quirks.ts";
import { createRandom } from "./world/random.ts";
import { SimulatorError } from "./world/simulator-error.ts";
import { clicksOf, legacyClick, type Subscriptions } from "./world/subscriptions.ts";
import { type UpdateGrant, UpdateTokens } from "./world/update-tokens.ts";
import { World, type WorldSnapshot } from "./world/world.ts";

export interface PlatformOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly clientConfig: Partial<ClientConfig>;
  readonly fragmentBytes: number;
  readonly orderedEvents: readonly string[];
  readonly quirks: Quirks;
  /** Whether calls of the open API are limited at the start. */
  readonly rateLimits: boolean;
}

/** An hour. */
const ticketEveryMs = 3_600_000;

/** The open platform: people do something in the world, apps are asked, their answers are judged and take effect. */
export class Platform {
  readonly clock: Clock;
  readonly quirks: QuirkSwitches;
  readonly identifiers: Identifiers;
  readonly world: World;
  readonly people: People;
  readonly groups: Groups;
  readonly updateTokens: UpdateTokens;
  readonly appTickets: AppTickets;
  readonly accessTokens: AccessTokens;
  readonly rateLimits: RateLimits;
  readonly previews: Previews;
  readonly links: LinkPreviews;
  readonly gateway: Gateway;
  readonly faults: Faults;
  readonly feed: Feed = new Feed();
  #start: WorldSnapshot;
  readonly #couriers: Couriers;
  readonly #announcer: Announcer;
  readonly #ticketTimers: Timers;
  /** Store apps that are pushed a ticket every hour. */
  readonly #ticketed = new Set<string>();
  readonly #orderedEvents: readonly string[];
  #correspondence: Correspondence;
  readonly #developerConsole: DeveloperConsole;
  readonly #refreshTokens = new Map<string, string>();

  constructor({ clock, seed, clientConfig, fragmentBytes, orderedEvents, quirks, rateLimits }: PlatformOptions) {
    const random = createRandom(seed);
    // Numbers of its own, so that ids are the same with faults and without.
    this.faults = new Faults(createRandom(seed + 1));
    this.clock = clock;
    this.quirks = new QuirkSwitches(quirks);
    this.identifiers = new Identifiers(random);
    const done = (deed: Deed): void => this.#announcer.hear(deed);
    this.world = new World(this.identifiers, (fact) => this.feed.publish(fact), done);
    this.people = new People(this.world, done, () => clock.now());
    this.groups = new Groups(this.world);
    this.#announcer = new Announcer({
      world: this.world,
      now: () => clock.now(),
      tell: (app, announcement) => this.#announce(app, announcement),
      ask: (deed) => this.links.hear(deed),
    });
    this.#start = this.world.snapshot();
    this.updateTokens = new UpdateTokens(this.identifiers);
    this.appTickets = new AppTickets(this.identifiers);
    this.accessTokens = new AccessTokens(this.identifiers);
    this.rateLimits = new RateLimits(clock, rateLimits);
    this.previews = new Previews(this.identifiers);
    this.links = new LinkPreviews({
      world: this.world,
      previews: this.previews,
      ask: (link, apply) => this.#askPreview(link, apply),
    });
    this.#ticketTimers = new Timers(clock);
    const onConnections = (appId: string): void => {
      const app = this.world.app(appId);
      if (app !== undefined) this.feed.publish({ type: "app", app });
    };
    this.gateway = new Gateway({
      clock,
      random,
      ids: this.identifiers,
      faults: this.faults,
      clientConfig,
      quirks: this.quirks,
      fragmentBytes,
      onConnections,
    });
    this.#couriers = new Couriers(this.gateway, new Egress(clock, this.identifiers), this.faults, this.quirks);
    this.#developerConsole = new DeveloperConsole({
      world: this.world,
      identifiers: this.identifiers,
      egress: this.#couriers.egress,
      connections: (appId) => this.connections(appId),
    });
    this.#orderedEvents = orderedEvents;
    this.#correspondence = this.#beginCorrespondence();
  }

  /** Fills the world with what is described: it begins so, and is put back to it. @throws SimulatorError WORLD_INVALID */
  populate(description: WorldDescription): void {
    description.apps.forEach(({ eventTypes = [] }, index) => {
      requireKnownEvents(eventTypes, "WORLD_INVALID", `apps.${index}.eventTypes`);
    });
    populate(this.world, description, this.clock.now());
    this.#start = this.world.snapshot();
    this.#beginAllTickets();
  }

  /** Puts the world back; whoever watches it begins anew. */
  restore(snapshot: WorldSnapshot): void {
    this.world.restore(snapshot);
    this.feed.close();
  }

  /**
   * Puts the world back to how it began: nothing goes wrong, quirks and rate limits are as they were, nothing is on record,
   * no token or ticket is good any more, and what was to be sent again is not. Connections stay.
   */
  reset(): void {
    this.faults.clear();
    this.quirks.reset();
    this.rateLimits.reset();
    this.#correspondence.close();
    this.#correspondence = this.#beginCorrespondence();
    for (const issued of [this.updateTokens, this.accessTokens, this.appTickets, this.previews]) issued.clear();
    this.#refreshTokens.clear();
    this.#ticketTimers.clear();
    this.#ticketed.clear();
    this.restore(this.#start);
    this.#beginAllTickets();
  }

  forgetExchanges(): void {
    this.#correspondence.forget();
  }

  /** Those that fit, oldest first. */
  exchanges(query?: ExchangeQuery): readonly Exchange[] {
    return this.#correspondence.exchanges(query);
  }

  connections(appId: string): number {
    return this.gateway.connections(appId);
  }

  /** A person clicks on a card of an app, or with the token of a preview on that preview's card. @throws SimulatorError */
  async click(openId: string, messageId: string, action: ClickedAction, previewToken?: string): Promise<Outcome> {
    const user = this.#user(openId);
    const { message, app, card, link } = this.clickable(user, messageId, previewToken);
    const names = clicksOf(app);
    const exchangeId = this.identifiers.uuid();
    const clicked = { appId: app.appId, openId, exchangeId, clicked: message, previewToken };
    const grant = this.updateTokens.issue(clicked, this.clock.now());
    const click = { app, user, message, token: grant.token, action, link };
    const failure = names.length === 0 ? notSubscribed : this.#findClickFailure(message, card, action);
    const race = new AnswerRace(Math.max(1, names.length));
    const asked = (names.length === 0 ? (["card.action.trigger"] as const) : names).map((name, index) => {
      const legacy = name === legacyClick;
      const envelope = legacy
        ? createLegacyClickEnvelope(this.#scene(user), click, this.#refreshTokenOf(app))
        : createClickEnvelope(this.#scene(user), click);
      const judge = (attempt: Attempt): Verdict =>
        this.#expand(app, judgeCallback(name, attempt, this.quirks.current, card));
      const question = { id: index === 0 ? exchangeId : undefined, app, envelope, openId, messageId, failure };
      return this.#correspondence.ask(question, judge, (verdict) => {
        const counted = race.count(verdict);
        if (!race.isDecidedBy(counted)) return counted;
        if (counted.clientCode === undefined) this.#refreshTokens.delete(app.appId);
        this.#show(grant, counted);
        return counted;
      });
    });
    return race.outcome(asked);
  }

  #findClickFailure(message: Message, card: JsonObject, action: ClickedAction): ReturnType<typeof findFormFailure> {
    const age = { ...message, content: card };
    return canBeClicked(age, this.clock.now(), this.quirks.current) ? findFormFailure(card, action) : cardExpired;
  }

  /** A card as it is shown, or the code that says that its template or an image of it is not there. */
  #expand(app: App, verdict: Verdict): Verdict {
    if (verdict.card === undefined) return verdict;
    const imageKey = this.world.files.foreignImageOf(app, verdict.card);
    if (imageKey !== undefined) return { clientCode: explainClientCode(200_673, `invalid image key ${imageKey}`) };
    const card = this.world.expand(verdict.card);
    return card === undefined
      ? { clientCode: explainClientCode(200_673, "there is no such template") }
      : { ...verdict, card };
  }

  /** The same for every legacy click of an app until one is answered rightly. */
  #refreshTokenOf({ appId }: App): string {
    const token = this.#refreshTokens.get(appId) ?? this.identifiers.hex(32);
    this.#refreshTokens.set(appId, token);
    return token;
  }

  /** The card that a person can click on, and its app. @throws SimulatorError */
  clickable(user: User, messageId: string, previewToken?: string): ClickableCard & { message: Message; app: App } {
    const message = this.world.message(messageId);
    if (message === undefined) throw new SimulatorError("UNKNOWN_MESSAGE", `There is no message ${messageId}.`);
    const member = this.world.chat(message.chatId)?.members.includes(user.openId) ?? false;
    if (!member) throw new SimulatorError("NOT_CLICKABLE", `${user.name} is not in the chat of message ${messageId}.`);
    if (message.gone !== undefined || !isVisibleTo(message, user.openId)) {
      throw new SimulatorError(
        "NOT_CLICKABLE",
        `${user.name} does not see message ${messageId}: it is gone or for others.`,
      );
    }
    const clickable = findClickable(message, user.openId, previewToken);
    if (clickable === undefined) {
      const what = previewToken === undefined ? "is no card of an app" : "has no such preview with a card";
      throw new SimulatorError("NOT_CLICKABLE", `Message ${messageId} ${what}.`);
    }
    return { ...clickable, message, app: this.#app(clickable.appId) };
  }

  /** Something is done in the world; resolves when the apps that are told of it have answered or failed to, once. @throws SimulatorError */
  act(deed: () => unknown): Promise<void> {
    return this.#announcer.after(deed);
  }

  /** A person posts a link that the app has registered. @throws SimulatorError */
  async pasteLink(openId: string, chatId: string, appId: string, url: string): Promise<Outcome> {
    return this.links.ask(
      this.#app(appId),
      this.#user(openId),
      () => this.people.write(openId, chatId, url, false),
      url,
    );
  }

  #askPreview(link: AskedLink, apply: (verdict: Verdict) => void): Promise<Outcome> {
    const { app, user } = link;
    const envelope = createPreviewEnvelope(this.#scene(user), link);
    const judge = (attempt: Attempt): Verdict => this.#expand(app, this.#judgeOf(envelope)(attempt));
    return this.#correspondence.ask({ app, envelope, openId: user.openId }, judge, (verdict) => {
      apply(verdict);
      return verdict;
    });
  }

  /** Any event or callback; without a payload, a generated one. Resolves after the first attempt. @throws SimulatorError */
  async trigger(
    appId: string,
    name: string,
    event?: object,
    values: Readonly<Record<string, unknown>> = {},
  ): Promise<Exchange> {
    const app = this.#app(appId);
    const payload = event === undefined ? this.createEvent(appId, name, values) : withValues({ ...event }, values);
    const envelope = this.#envelopeOf(app, name, payload);
    return isCallback(name) ? this.#askAgain(app, envelope) : this.#correspondence.tell({ app, envelope });
  }

  /** Asks an app what was asked before, once. @throws SimulatorError */
  async deliver(appId: string, recorded: RecordedQuestion): Promise<Exchange> {
    const app = this.#app(appId);
    return this.#askAgain(app, toEnvelope(recorded, app, this.identifiers));
  }

  /** A plausible payload. @throws SimulatorError */
  createEvent(appId: string, eventType: string, overrides: Readonly<Record<string, unknown>> = {}): object {
    return createEventPayload(eventType, { ...this.#scene(undefined, this.#app(appId)), appId }, overrides);
  }

  /** Saves one way for everything and publishes it, under the conditions of the developer console. @throws SimulatorError */
  async subscribe(appId: string, callbacks: CallbackSubscription): Promise<App> {
    const app = await this.#developerConsole.subscribe(this.#app(appId), callbacks);
    this.#beginTickets(app);
    return app;
  }

  /** Saves subscriptions, which take effect with the next version. @throws SimulatorError */
  async configure(appId: string, changes: Partial<Subscriptions>): Promise<App> {
    return this.#developerConsole.save(this.#app(appId), changes);
  }

  /** Publishes a version of an app: what was saved takes effect. @throws SimulatorError */
  publishVersion(appId: string): App {
    const app = this.world.publishVersion(this.#app(appId));
    this.#beginTickets(app);
    return app;
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
  async pushAppTicket(appId: string): Promise<Exchange> {
    const app = this.#app(appId);
    const event = { app_ticket: this.appTickets.issue(appId), tenant_key: undefined };
    const envelope = createSchema1Envelope(this.#scene(undefined, app), app, "app_ticket", event);
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
    if (grant === undefined) return;
    if (grant.uses > 0) revertClickedCard(this.world, grant, now);
    const message = this.world.message(grant.clicked.messageId);
    const current = message && clickedCardIn(message, grant);
    if (card === undefined || current === undefined || message === undefined) return;
    if (!canBeReplaced({ ...message, content: current }, now)) return;
    replaceClickedCard(this.world, message, grant, card, isSharedCard(card) ? "everybody" : [openId], now);
  }

  #beginCorrespondence(): Correspondence {
    return new Correspondence({
      clock: this.clock,
      identifiers: this.identifiers,
      couriers: this.#couriers,
      appOf: (appId) => this.world.app(appId),
      onExchange: (exchange) => this.feed.publish({ type: "exchange", exchange }),
      isOrdered: (name) => this.#orderedEvents.some((pattern) => fitsName(pattern, name)),
    });
  }

  #beginAllTickets(): void {
    for (const app of this.world.apps()) this.#beginTickets(app);
  }

  #beginTickets({ appId, type, events }: App): void {
    if (type !== "store" || events.requestUrl === undefined || this.#ticketed.has(appId)) return;
    this.#ticketed.add(appId);
    this.#pushTicketIn(ticketEveryMs, appId);
  }

  #pushTicketIn(ms: number, appId: string): void {
    this.#ticketTimers.after(ms, () => {
      if (this.world.app(appId) === undefined) return void this.#ticketed.delete(appId);
      void this.pushAppTicket(appId);
      this.#pushTicketIn(ms, appId);
    });
  }

  /** Nobody has clicked: the answer is judged and changes nothing. */
  #askAgain(app: App, envelope: Envelope): Promise<Exchange> {
    return this.#correspondence.ask({ app, envelope }, this.#judgeOf(envelope)).then(({ exchange }) => exchange);
  }

  #judgeOf({ name }: Envelope): (attempt: Attempt) => Verdict {
    return (attempt) => judgeCallback(name, attempt, this.quirks.current);
  }

  #envelopeOf(app: App, name: string, payload: object): Envelope {
    const scene = this.#scene(undefined, app);
    if (name === legacyClick) return createLegacyEnvelope(scene, app, payload, this.#refreshTokenOf(app));
    if (isCallback(name)) return createCallbackEnvelope(scene, app, name, payload);
    const create = isSchema1(name) ? createSchema1Envelope : createEventEnvelope;
    return create(scene, app, name, payload);
  }

  #announce(app: App, { name, event, tenantKey, openId }: Announcement): Promise<Exchange> {
    const envelope = createEventEnvelope({ ...this.#scene(undefined), tenantKey }, app, name, event);
    return this.#correspondence.tell({ app, envelope, openId });
  }

  /** @param user - who acts, in whose tenant it happens; otherwise in the app's */
  #scene(user: User | undefined, app?: App): Parameters<typeof createEventEnvelope>[0] {
    const tenantKey = user?.tenantKey ?? app?.tenantKey ?? this.world.tenantKey;
    return { identifiers: this.identifiers, tenantKey, now: this.clock.now(), quirks: this.quirks.current };
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
