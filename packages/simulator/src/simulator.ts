import { randomBytes, randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { type Clock, systemClock } from "larkwire/protocol";
import { isLoopback } from "./console-api/browser-guard.ts";
import { toExchangeView } from "./deliveries/exchange.ts";
import type { ExchangeQuery } from "./deliveries/find-exchanges.ts";
import { type ClockMode, SwitchableClock } from "./deliveries/switchable-clock.ts";
import { loadWorld, parseWorld } from "./description/load-world.ts";
import { findKeyFault, toPublicKey } from "./description/public-key.ts";
import type { WorldDescription, WorldInput } from "./description/world-description.ts";
import { requireClientConfig } from "./gateway/client-config.ts";
import { Platform } from "./platform.ts";
import { SimulatorServer } from "./server.ts";
import { toKeylessApp, toSimulatedApp, toSimulatedChat, toSimulatedUser } from "./simulated.ts";
import type { Exchange } from "./test-kit/exchange.ts";
import type {
  AppOptions,
  KeylessApp,
  KeylessAppOptions,
  SimulatedApp,
  SimulatedTenant,
} from "./test-kit/simulated-app.ts";
import type { SimulatedChat } from "./test-kit/simulated-chat.ts";
import type { SimulatedUser } from "./test-kit/simulated-user.ts";
import type { Simulator, SimulatorFaults, SimulatorOptions, TriggerOptions } from "./test-kit/simulator.ts";
import type { App } from "./world/entities.ts";
import { parseJsonObject } from "./world/json.ts";
import { requireLinkRules } from "./world/link-rules.ts";
import { defaultQuirks, type QuirkChanges, type Quirks, toQuirkChanges } from "./world/quirks.ts";
import { SimulatorError } from "./world/simulator-error.ts";
import type { WorldSnapshot } from "./world/world.ts";

/**
 * Starts the open platform on this machine.
 *
 * @throws SimulatorError PORT_TAKEN, WORLD_INVALID, REQUEST_INVALID
 *
 * @example
 * ```ts
 * import { startSimulator } from "@larkwire/simulator";
 *
 * const simulator = await startSimulator();
 * const app = simulator.createApp();
 * const user = simulator.createUser();
 * const chat = simulator.createChat({ members: [user], bots: [app] });
 * // connect a client with app.appId, app.appSecret and simulator.domain, then:
 * const { message_id } = app.sendCard(chat, {
 *   elements: [{ tag: "action", actions: [{ tag: "button", text: { tag: "plain_text", content: "Approve" } }] }],
 * });
 * const { toast, card } = await user.click({ message_id, button: "Approve" });
 * await simulator.close();
 * ```
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = "127.0.0.1", seed = randomInt(2 ** 32), fragmentBytes = 65_536 } = options;
  const { orderedEvents = [] } = options;
  const clock = new SwitchableClock(options.clock ?? "real", systemClock);
  const world = options.world === undefined ? undefined : await describe(options.world);
  const quirks = { ...defaultQuirks, ...toQuirkChanges(world?.quirks ?? {}), ...toQuirkChanges(options.quirks ?? {}) };
  const { clientConfig = {} } = options;
  requireClientConfig(clientConfig);
  const rateLimits = options.rateLimits ?? world?.rateLimits ?? false;
  const platform = new Platform({ clock, seed, clientConfig, fragmentBytes, orderedEvents, quirks, rateLimits });
  const consoleDirectory =
    options.console === false ? undefined : fileURLToPath(new URL("./console/", import.meta.url));
  if (world !== undefined) platform.populate(world);
  const token = options.token ?? (isLoopback(host) ? undefined : randomBytes(16).toString("hex"));
  const server = await SimulatorServer.listen(platform, { host, port, consoleDirectory, token, clock });
  // The first fetch of a process compiles its parser on another thread, which virtual time would not wait for.
  if (clock.mode === "virtual") await (await fetch(server.origin)).arrayBuffer();
  return new RunningSimulator(platform, server, clock, seed, token);
}

/** @throws SimulatorError WORLD_INVALID */
async function describe(world: string | WorldInput): Promise<WorldDescription> {
  return typeof world === "string" ? loadWorld(world) : parseWorld(JSON.stringify(world), "world");
}

class RunningSimulator implements Simulator {
  readonly domain: string;
  readonly seed: number;
  readonly token: string | undefined;
  readonly consoleUrl: string;
  readonly clock: Clock;
  readonly faults: SimulatorFaults;
  readonly #platform: Platform;
  readonly #server: SimulatorServer;
  readonly #clock: SwitchableClock;
  #closed: Promise<void> | undefined;

  constructor(
    platform: Platform,
    server: SimulatorServer,
    clock: SwitchableClock,
    seed: number,
    token: string | undefined,
  ) {
    this.domain = server.origin;
    this.seed = seed;
    this.token = token;
    this.consoleUrl = `${server.origin}/${token === undefined ? "" : `?token=${token}`}`;
    this.clock = clock;
    this.faults = platform.faults;
    this.#platform = platform;
    this.#server = server;
    this.#clock = clock;
  }

  createApp(options: KeylessAppOptions): KeylessApp;
  createApp(options?: AppOptions): SimulatedApp;
  createApp(options: AppOptions & Partial<KeylessAppOptions> = {}): KeylessApp | SimulatedApp {
    const { name = "App", type = "self-built", encryptKey, verificationToken, tenant, installedIn } = options;
    const { publicKey, linkRules } = options;
    const fault = findKeyFault({ type, publicKey });
    if (fault !== undefined) throw new SimulatorError("REQUEST_INVALID", fault, "publicKey");
    requireLinkRules(linkRules ?? []);
    const app = this.#platform.world.createApp({
      name,
      type,
      encryptKey,
      verificationToken,
      tenantKey: tenant?.tenantKey,
      installedIn: installedIn?.map(({ tenantKey }) => tenantKey),
      linkRules,
      publicKey: publicKey === undefined ? undefined : toPublicKey(publicKey, "publicKey"),
    });
    const toApp = publicKey === undefined ? toSimulatedApp : toKeylessApp;
    return toApp(this.#platform, app, this.domain);
  }

  createTenant(options: Parameters<Simulator["createTenant"]>[0] = {}): SimulatedTenant {
    const { name = "Tenant", brand = "feishu" } = options;
    return this.#platform.world.createTenant(name, brand);
  }

  createTemplate({ templateId, version = "1.0.0", card }: Parameters<Simulator["createTemplate"]>[0]): void {
    const parsed = parseJsonObject(JSON.stringify(card));
    if (parsed === undefined) throw new SimulatorError("CARD_INVALID", "The card is not an object of JSON.");
    this.#platform.world.releaseTemplate({ templateId, version, card: parsed });
  }

  createUser(options: Parameters<Simulator["createUser"]>[0] = {}): SimulatedUser {
    return toSimulatedUser(
      this.#platform,
      this.#platform.world.createUser(options.name ?? "User", options.tenant?.tenantKey),
    );
  }

  createChat(options: Parameters<Simulator["createChat"]>[0] = {}): SimulatedChat {
    const { name = "Chat", type = "group", members = [], bots = [] } = options;
    const chat = this.#platform.world.createChat({
      name,
      type,
      members: members.map(({ openId }) => openId),
      bots: bots.map(({ appId }) => appId),
    });
    return toSimulatedChat(this.#platform, chat);
  }

  snapshot(): WorldSnapshot {
    return this.#platform.world.snapshot();
  }

  restore(snapshot: WorldSnapshot): void {
    this.#platform.restore(snapshot);
  }

  reset(): void {
    this.#platform.reset();
  }

  app(name: string): SimulatedApp {
    return toSimulatedApp(this.#platform, this.#appNamed(name), this.domain);
  }

  keylessApp(name: string): KeylessApp {
    return toKeylessApp(this.#platform, this.#appNamed(name), this.domain);
  }

  user(name: string): SimulatedUser {
    const found = this.#platform.world.users().find((user) => user.name === name);
    if (found === undefined) throw new SimulatorError("UNKNOWN_USER", `There is no user named ${name}.`);
    return toSimulatedUser(this.#platform, found);
  }

  chat(name: string): SimulatedChat {
    const found = this.#platform.world.chats().find((chat) => chat.name === name);
    if (found === undefined) throw new SimulatorError("UNKNOWN_CHAT", `There is no chat named ${name}.`);
    return toSimulatedChat(this.#platform, found);
  }

  exchanges(query: ExchangeQuery = {}): readonly Exchange[] {
    return this.#platform.exchanges(query).map(toExchangeView);
  }

  async trigger(eventType: string, options: TriggerOptions = {}): Promise<Exchange> {
    const apps = this.#platform.world.apps();
    const app = options.app ?? (apps.length === 1 ? apps[0] : undefined);
    if (app === undefined) {
      throw new SimulatorError("UNKNOWN_APP", `There are ${apps.length} apps: say which with { app }.`);
    }
    return toExchangeView(await this.#platform.trigger(app.appId, eventType, options.event, options.set));
  }

  get quirks(): Quirks {
    return this.#platform.quirks.current;
  }

  setQuirks(changes: QuirkChanges): void {
    this.#platform.quirks.change(changes);
  }

  setRateLimits(on: boolean): void {
    this.#platform.rateLimits.switchTo(on);
  }

  setClock(mode: ClockMode): void {
    this.#clock.switchTo(mode);
  }

  advance(ms: number): Promise<void> {
    return this.#clock.advance(ms);
  }

  close(): Promise<void> {
    this.#closed ??= this.#server.close();
    return this.#closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #appNamed(name: string): App {
    const found = this.#platform.world.apps().find((app) => app.name === name);
    if (found === undefined) throw new SimulatorError("UNKNOWN_APP", `There is no app named ${name}.`);
    return found;
  }
}
