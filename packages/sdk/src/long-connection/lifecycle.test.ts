import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { defaultSettings } from "../wire/settings.ts";
import {
  type ConnectionState,
  type Endpoint,
  type Input,
  type Lifecycle,
  type LifecycleWorld,
  step,
} from "./lifecycle.ts";

const now = 1_000_000;
const world: LifecycleWorld = {
  now: () => now,
  random: () => 0.5,
  timing: {
    discoveryTimeoutMs: 15_000,
    handshakeTimeoutMs: 10_000,
    drainMs: 3_000,
    firstRetryMaxMs: 4_000,
    retryMaxMs: 600_000,
  },
};
const endpoint: Endpoint = { url: "ws://host/?service_id=1", connectionId: "7", serviceId: 1 };
const error = new LarkwireError("CONNECTION_LOST", "a test");
const settings = defaultSettings;

const idle: ConnectionState = { type: "idle" };
const discovering: ConnectionState = { type: "discovering", attempt: 2 };
const connecting: ConnectionState = { type: "connecting", attempt: 2, connectionId: "7" };
const open: ConnectionState = { type: "open", attempt: 2, connectionId: "7", since: now - 60_000 };
const waiting: ConnectionState = { type: "waiting", attempt: 2, until: now, reason: error };
const draining: ConnectionState = { type: "draining", inFlight: 2, socket: "open" };
const closing: ConnectionState = { type: "draining", inFlight: 0, socket: "closing" };
const deserted: ConnectionState = { type: "draining", inFlight: 2, socket: "none" };
const closed: ConnectionState = { type: "closed", reason: undefined };

const discovered: Input = { type: "discovered", endpoint, settings };
const retry: Input = { type: "refused", refusal: { type: "retry", error } };
const fatal: Input = { type: "refused", refusal: { type: "fatal", error } };
const lost: Input = { type: "lost", error };
const close = (inFlight: number): Input => ({ type: "close", inFlight });
const handled = (inFlight: number): Input => ({ type: "handled", inFlight });

const run = (state: ConnectionState, input: Input, wish: Partial<Lifecycle["settings"]> = {}) =>
  step({ state, settings: { ...settings, ...wish } }, input, world);
const namesOf = (state: ConnectionState, input: Input): string[] =>
  run(state, input).effects.map((effect) => (effect.type === "setTimer" ? `setTimer ${effect.ms}` : effect.type));

describe("step", () => {
  it.each<[string, ConnectionState, Input, Partial<ConnectionState>, string[]]>([
    ["starts", idle, { type: "start" }, { type: "discovering", attempt: 0 }, ["discover", "setTimer 15000"]],
    ["closes before it started", idle, close(0), closed, []],

    ["connects where discovery says", discovering, discovered, connecting, ["openSocket", "setTimer 10000"]],
    [
      "waits after a refusal that may pass",
      discovering,
      retry,
      { type: "waiting", attempt: 3, reason: error },
      ["setTimer 16000"],
    ],
    ["ends with a final refusal", discovering, fatal, { type: "closed", reason: error }, ["clearTimer"]],
    [
      "abandons discovery that takes too long",
      discovering,
      { type: "elapsed" },
      { type: "waiting", attempt: 3 },
      ["abandonDiscovery", "setTimer 16000"],
    ],
    ["abandons discovery on close", discovering, close(0), closed, ["abandonDiscovery", "clearTimer"]],

    ["is open once the handshake is done", connecting, { type: "opened" }, { ...open, since: now }, ["clearTimer"]],
    [
      "waits after a handshake refusal that may pass",
      connecting,
      retry,
      { type: "waiting", attempt: 3 },
      ["setTimer 16000"],
    ],
    ["ends with a final handshake refusal", connecting, fatal, { type: "closed", reason: error }, ["clearTimer"]],
    [
      "waits when the socket breaks before it opened",
      connecting,
      lost,
      { type: "waiting", attempt: 3 },
      ["setTimer 16000"],
    ],
    [
      "drops a handshake that takes too long",
      connecting,
      { type: "elapsed" },
      { type: "waiting", attempt: 3 },
      ["destroySocket", "setTimer 16000"],
    ],
    ["drops a handshake on close", connecting, close(0), closed, ["destroySocket", "clearTimer"]],

    [
      "comes back soon after a healthy connection was lost",
      open,
      lost,
      { type: "waiting", attempt: 1, until: now + 2_000 },
      ["setTimer 2000"],
    ],
    [
      "counts on when the connection was lost at once",
      { ...open, since: now - 1_000 },
      lost,
      { type: "waiting", attempt: 3 },
      ["setTimer 16000"],
    ],
    ["says goodbye when nothing is in flight", open, close(0), closing, ["closeSocket", "setTimer 1000"]],
    ["drains first when something is in flight", open, close(2), draining, ["setTimer 3000"]],

    ["tries again when the wait is over", waiting, { type: "elapsed" }, discovering, ["discover", "setTimer 15000"]],
    ["does not wait on after close", waiting, close(0), closed, ["clearTimer"]],
    ["waits for handlers of a lost connection", waiting, close(2), deserted, ["setTimer 3000"]],

    ["goes on draining", draining, handled(1), { ...draining, inFlight: 1 }, []],
    ["says goodbye after the last handler", draining, handled(0), closing, ["closeSocket", "setTimer 1000"]],
    [
      "says goodbye when the handlers take too long",
      draining,
      { type: "elapsed" },
      { ...closing, inFlight: 2 },
      ["closeSocket", "setTimer 1000"],
    ],
    ["waits for handlers when the socket is gone", draining, lost, deserted, []],
    ["ends after the last handler when the socket is gone", deserted, handled(0), closed, ["clearTimer"]],
    [
      "ends when the handlers take too long and the socket is gone",
      deserted,
      { type: "elapsed" },
      closed,
      ["clearTimer"],
    ],
    ["ends when the server has said goodbye", closing, lost, closed, ["clearTimer"]],
    ["ends without the server's goodbye", closing, { type: "elapsed" }, closed, ["destroySocket", "clearTimer"]],
    ["lets nobody hurry the goodbye", closing, handled(0), closing, []],
    ["lets close be called again", draining, close(2), draining, []],
    ["stays closed", closed, { type: "start" }, closed, []],
  ])("%s", (_, state, input, next, effects) => {
    expect(run(state, input).next.state).toMatchObject(next);
    expect(namesOf(state, input)).toEqual(effects);
  });

  it("waits for nobody on close when drainMs is 0", () => {
    const impatient = { ...world, timing: { ...world.timing, drainMs: 0 } };
    const { next, effects } = step({ state: open, settings }, close(2), impatient);

    expect(next.state).toMatchObject({ type: "draining", socket: "closing" });
    expect(effects).toEqual([{ type: "closeSocket" }, { type: "setTimer", ms: 1_000 }]);
  });

  it("takes over the settings of discovery and of a pong", () => {
    const changed = { ...settings, pingIntervalMs: 5_000 };

    expect(run(discovering, { ...discovered, settings: changed }).next.settings).toBe(changed);
    expect(run(open, { type: "settings", settings: changed }).next).toEqual({ state: open, settings: changed });
  });

  it("gives up with the last reason as cause when the platform allows no more tries", () => {
    const { state } = run(connecting, lost, { reconnectCount: 2 }).next;

    expect(state).toMatchObject({ type: "closed", reason: { code: "RECONNECT_EXHAUSTED", cause: error } });
  });

  it("keeps at most one socket, one discovery and one timer, and ends with none, whatever happens", () => {
    const inputs = fc.constantFrom<Input>(
      { type: "start" },
      discovered,
      retry,
      fatal,
      { type: "opened" },
      lost,
      { type: "elapsed" },
      { type: "settings", settings },
      close(0),
      close(2),
      handled(1),
      handled(0),
    );
    fc.assert(
      fc.property(fc.array(inputs, { maxLength: 60 }), fc.integer({ min: -1, max: 3 }), (sequence, reconnectCount) => {
        const wish = { ...settings, reconnectCount };
        let lifecycle: Lifecycle = { state: idle, settings: wish };
        let socket = false;
        let discovery = false;
        let timer = false;
        // What the world cannot do: a timer that is not set does not fire, and so on.
        const possible = (input: Input): boolean => {
          if (input.type === "elapsed") return timer;
          if (input.type === "lost" || input.type === "opened") return socket;
          if (input.type === "discovered") return discovery;
          return input.type !== "refused" || socket || discovery;
        };
        for (const input of sequence) {
          if (!possible(input)) continue;
          const refusedSocket = input.type === "refused" && lifecycle.state.type === "connecting";
          if (input.type === "lost" || refusedSocket) socket = false;
          if (input.type === "discovered" || (input.type === "refused" && lifecycle.state.type === "discovering"))
            discovery = false;
          if (input.type === "elapsed") timer = false;
          const { next, effects } = step(
            lifecycle,
            input.type === "discovered" ? { ...input, settings: wish } : input,
            world,
          );
          lifecycle = next;
          for (const effect of effects) {
            switch (effect.type) {
              case "discover":
                expect([discovery, socket]).toEqual([false, false]);
                discovery = true;
                break;
              case "abandonDiscovery":
                discovery = false;
                break;
              case "openSocket":
                expect([discovery, socket]).toEqual([false, false]);
                socket = true;
                break;
              case "destroySocket":
                socket = false;
                break;
              case "closeSocket":
                expect(socket).toBe(true);
                break;
              case "setTimer":
                timer = true;
                break;
              case "clearTimer":
                timer = false;
                break;
            }
          }
          const { type } = lifecycle.state;
          // Every state that waits for something has a timer, except the two that may last for ever.
          expect(timer).toBe(type !== "idle" && type !== "open" && type !== "closed");
          if (type === "closed") expect([socket, discovery]).toEqual([false, false]);
          expect(discovery).toBe(type === "discovering");
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
