import fc from "fast-check";
import { expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { applySettings, defaultSettings } from "../wire/settings.ts";
import {
  type ConnectionState,
  type Effect,
  type Input,
  type Lifecycle,
  type LifecycleWorld,
  step,
} from "./lifecycle.ts";

const error = new LarkwireError("CONNECTION_LOST", "a test");
const endpoint = { url: "ws://host/?service_id=1", connectionId: "7", serviceId: 1 };
const timing = {
  discoveryTimeoutMs: 15_000,
  handshakeTimeoutMs: 10_000,
  drainMs: 3_000,
  firstRetryMaxMs: 5_000,
  retryMaxMs: 600_000,
};
/** What carries out the effects: time, one timer, discovery and a socket. */
class World implements LifecycleWorld {
  readonly timing = timing;
  readonly random: () => number;
  lifecycle: Lifecycle = { state: { type: "idle" }, settings: defaultSettings };
  time = 0;
  timerAt: number | undefined;
  discovering = false;
  socket: "none" | "opening" | "open" | "closing" = "none";
  tries = 0;
  inFlight = 0;

  constructor(random: number) {
    this.random = () => random;
  }

  readonly now = (): number => this.time;

  get state(): ConnectionState {
    return this.lifecycle.state;
  }

  feed(input: Input): void {
    const { next, effects } = step(this.lifecycle, input, this);
    this.lifecycle = next;
    for (const effect of effects) this.#carryOut(effect);
    this.#check();
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case "discover":
        expect([this.discovering, this.socket]).toEqual([false, "none"]);
        this.discovering = true;
        this.tries++;
        return;
      case "abandonDiscovery":
        this.discovering = false;
        return;
      case "openSocket":
        expect([this.discovering, this.socket]).toEqual([false, "none"]);
        this.socket = "opening";
        return;
      case "closeSocket":
        expect(this.socket).toBe("open");
        this.socket = "closing";
        return;
      case "destroySocket":
        this.socket = "none";
        return;
      case "setTimer":
        expect(effect.ms).toBeGreaterThanOrEqual(0);
        expect(effect.ms).toBeLessThanOrEqual(600_000);
        this.timerAt = this.time + effect.ms;
        return;
      case "clearTimer":
        this.timerAt = undefined;
    }
  }

  #check(): void {
    const { type } = this.state;
    expect(this.timerAt !== undefined).toBe(type !== "idle" && type !== "open" && type !== "closed");
    expect(this.discovering).toBe(type === "discovering");
    if (type === "connecting" || type === "open") expect(this.socket).toBe(type === "open" ? "open" : "opening");
    if (type === "closed" || type === "waiting") expect(this.socket).toBe("none");
    // No server makes the platform be asked more often than once a second, two tries at the start aside.
    expect(this.tries).toBeLessThanOrEqual(2 + this.time / 1_000);
  }

  /** Time passes; the timer fires when it is due. */
  pass(ms: number): void {
    const until = this.time + ms;
    while (this.timerAt !== undefined && this.timerAt <= until) {
      this.time = this.timerAt;
      this.timerAt = undefined;
      this.feed({ type: "elapsed" });
    }
    this.time = until;
  }

  /** The platform is itself again. */
  recover(): void {
    if (this.state.type === "waiting" && this.timerAt !== undefined) this.pass(this.timerAt - this.time);
    if (this.discovering) {
      this.discovering = false;
      this.feed({ type: "discovered", endpoint, settings: defaultSettings });
    }
    if (this.socket === "opening") {
      this.socket = "open";
      this.feed({ type: "opened" });
    }
  }

  loseSocket(): void {
    this.socket = "none";
    this.feed({ type: "lost", error });
  }
}

interface Model {
  closing: boolean;
}

class Step implements fc.Command<Model, World> {
  readonly #name: string;
  readonly #possible: (world: World) => boolean;
  readonly #act: (world: World, model: Model) => void;

  constructor(
    name: string,
    act: (world: World, model: Model) => void,
    possible: (world: World) => boolean = () => true,
  ) {
    this.#name = name;
    this.#act = act;
    this.#possible = possible;
  }

  check(): boolean {
    return true;
  }

  run(model: Model, world: World): void {
    if (this.#possible(world)) this.#act(world, model);
    if (model.closing) expect(world.state.type).toMatch(/^(draining|closed)$/);
  }

  toString(): string {
    return this.#name;
  }
}

const number = fc.constantFrom<unknown>(-1, 0, 1, 3, 120, 1e308, -1e308, 1e-9, Number.NaN, "120", null, undefined);
const clientConfig = fc.record({
  ReconnectCount: fc.constantFrom<unknown>(-1, -1, -1, 0, 2, 1e308, "2"),
  ReconnectInterval: number,
  ReconnectNonce: number,
  PingInterval: number,
});

const refusal = (type: "retry" | "fatal"): Input => ({ type: "refused", refusal: { type, error } });
const isDiscovering = ({ discovering }: World): boolean => discovering;
const isOpening = ({ socket }: World): boolean => socket === "opening";
const hasSocket = ({ socket }: World): boolean => socket !== "none";

const commands = [
  fc.constantFrom(
    new Step("start", (world) => world.feed({ type: "start" })),
    new Step("start", (world) => world.feed({ type: "start" })),
    new Step("close", (world, model) => {
      world.feed({ type: "close", inFlight: world.inFlight });
      model.closing = true;
    }),
  ),
  fc
    .constantFrom(0, 100, 999, 1_000, 10_000, 30_000, 120_000, 600_000)
    .map((ms) => new Step(`pass ${ms}`, (world) => world.pass(ms))),
  clientConfig.map(
    (config) =>
      new Step(
        "discovered",
        (world) => {
          world.discovering = false;
          world.feed({ type: "discovered", endpoint, settings: applySettings(defaultSettings, config) });
        },
        isDiscovering,
      ),
  ),
  clientConfig.map(
    (config) =>
      new Step("pong", (world) => {
        world.feed({ type: "settings", settings: applySettings(world.lifecycle.settings, config) });
      }),
  ),
  fc.constantFrom<"retry" | "fatal">("retry", "retry", "retry", "fatal").chain((type) =>
    fc.constantFrom(
      new Step(
        `discovery refuses: ${type}`,
        (world) => {
          world.discovering = false;
          world.feed(refusal(type));
        },
        isDiscovering,
      ),
      new Step(
        `handshake refuses: ${type}`,
        (world) => {
          world.socket = "none";
          world.feed(refusal(type));
        },
        isOpening,
      ),
    ),
  ),
  fc.constantFrom(
    new Step(
      "opened",
      (world) => {
        world.socket = "open";
        world.feed({ type: "opened" });
      },
      isOpening,
    ),
    new Step("lost", (world) => world.loseSocket(), hasSocket),
    new Step(
      "delivery",
      (world) => world.inFlight++,
      ({ socket }) => socket === "open",
    ),
    new Step(
      "handled",
      (world) => {
        world.inFlight--;
        if (world.state.type === "draining") world.feed({ type: "handled", inFlight: world.inFlight });
      },
      ({ inFlight }) => inFlight > 0,
    ),
  ),
];

it("whatever happens, tries stay rare, a close ends in time, and a platform that comes back is found again", () => {
  fc.assert(
    fc.property(
      fc.commands(commands, { maxCommands: 80, size: "max" }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (steps, random) => {
        const world = new World(random);
        const model: Model = { closing: false };

        fc.modelRun(() => ({ model, real: world }), steps);

        if (model.closing) {
          // 3 s for handlers that never finish, 1 s for a server that never says goodbye.
          world.pass(4_000);
          expect(world.state.type).toBe("closed");
          return;
        }
        world.recover();
        const { state } = world;
        // Besides a final refusal only a limit of tries that the platform itself has set may end it.
        if (state.type === "closed") expect(state.reason).toBeDefined();
        else expect(state.type).toMatch(/^(idle|open)$/);
      },
    ),
    { numRuns: process.env.LARKWIRE_LONG === "1" ? 20_000 : 1_000 },
  );
}, 60_000);
