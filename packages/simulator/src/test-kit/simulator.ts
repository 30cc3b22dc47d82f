import type { Clock } from "larkwire/protocol";
import type { ExchangeQuery } from "../deliveries/find-exchanges.ts";
import type { ClockMode } from "../deliveries/switchable-clock.ts";
import type { WorldInput } from "../description/world-description.ts";
import type { AddedFault, Fault, FaultScope } from "../faults/fault.ts";
import type { Scenario } from "../faults/scenarios.ts";
import type { ClientConfig } from "../gateway/client-config.ts";
import type { Brand } from "../world/brand.ts";
import type { QuirkChanges, Quirks } from "../world/quirks.ts";
import type { WorldSnapshot } from "../world/world.ts";
import type { Exchange } from "./exchange.ts";
import type { AppOptions, KeylessApp, KeylessAppOptions, SimulatedApp, SimulatedTenant } from "./simulated-app.ts";
import type { SimulatedChat } from "./simulated-chat.ts";
import type { SimulatedUser } from "./simulated-user.ts";

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
  /** What clients are told about reconnecting and pinging, in whole seconds; what is missing is as the platform has it. `PingInterval` goes before the quirk. */
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
