import { LarkwireError } from "../errors.ts";
import type { Random } from "../ports.ts";
import type { HandshakeRefusal } from "../wire/handshake.ts";
import type { ConnectionSettings } from "../wire/settings.ts";
import { type RetryPolicy, retryDelayMs } from "./backoff.ts";

/** Where a connection stands. `attempt` counts the tries since it was last healthy, from 0; times are ms since 1970. */
export type ConnectionState =
  | { readonly type: "idle" }
  | { readonly type: "discovering"; readonly attempt: number }
  | { readonly type: "connecting"; readonly attempt: number; readonly connectionId: string }
  | { readonly type: "open"; readonly attempt: number; readonly connectionId: string; readonly since: number }
  | { readonly type: "waiting"; readonly attempt: number; readonly until: number; readonly reason: LarkwireError }
  /** `handlers`: waits for work in flight; `closing`: says goodbye to the server. */
  | { readonly type: "draining"; readonly inFlight: number; readonly socket: "open" | "closing" | "none" }
  | { readonly type: "closed"; readonly reason: LarkwireError | undefined };

/** The state of a connection and what the platform asked of it. */
export interface Lifecycle {
  readonly state: ConnectionState;
  readonly settings: ConnectionSettings;
}

/** Where to connect to, as discovery said. */
export interface Endpoint {
  readonly url: string;
  readonly connectionId: string;
  readonly serviceId: number;
}

/** What happened. */
export type Input =
  | { readonly type: "start" }
  | { readonly type: "discovered"; readonly endpoint: Endpoint; readonly settings: ConnectionSettings }
  /** Discovery or the handshake said no. */
  | { readonly type: "refused"; readonly refusal: HandshakeRefusal }
  | { readonly type: "opened" }
  /** The socket is gone. */
  | { readonly type: "lost"; readonly error: LarkwireError }
  /** The one timer fired. */
  | { readonly type: "elapsed" }
  | { readonly type: "settings"; readonly settings: ConnectionSettings }
  | { readonly type: "close"; readonly inFlight: number }
  /** While draining: a delivery is done. */
  | { readonly type: "handled"; readonly inFlight: number };

/** What is to be done about it. A timer replaces the one before it. */
export type Effect =
  | { readonly type: "discover" }
  | { readonly type: "abandonDiscovery" }
  | { readonly type: "openSocket"; readonly endpoint: Endpoint }
  | { readonly type: "closeSocket" }
  | { readonly type: "destroySocket" }
  | { readonly type: "setTimer"; readonly ms: number }
  | { readonly type: "clearTimer" };

/** What the machine needs to know of the world. */
export interface LifecycleWorld {
  /** Wall-clock ms. */
  readonly now: () => number;
  readonly random: Random;
  readonly timing: LifecycleTiming;
}

/** How long each state may last. */
export interface LifecycleTiming extends RetryPolicy {
  readonly discoveryTimeoutMs: number;
  readonly handshakeTimeoutMs: number;
  /** For how long handlers are waited for. */
  readonly drainMs: number;
}

/** A state and the way there. */
export interface Step {
  readonly next: Lifecycle;
  readonly effects: readonly Effect[];
}

/** A connection that lived this long was healthy: the tries are counted anew. Otherwise a flapping server would be asked without pause. */
const healthyAfterMs = 30_000;

/** How long the server may take to say goodbye. */
const closeGraceMs = 1_000;

/** One step of the machine. An input that the state does not expect changes nothing: it came too late. */
export function step(lifecycle: Lifecycle, input: Input, world: LifecycleWorld): Step {
  const { state } = lifecycle;
  switch (state.type) {
    case "idle":
      if (input.type === "start") return discover(lifecycle, 0, world);
      if (input.type === "close") return to(lifecycle, closed);
      return to(lifecycle, state);
    case "discovering":
      return whileDiscovering(lifecycle, state.attempt, input, world);
    case "connecting":
      return whileConnecting(lifecycle, state, input, world);
    case "open":
      return whileOpen(lifecycle, state, input, world);
    case "waiting":
      if (input.type === "elapsed") return discover(lifecycle, state.attempt, world);
      if (input.type === "close") return drain(lifecycle, input.inFlight, "none", world);
      return to(lifecycle, state);
    case "draining":
      return whileDraining(lifecycle, state, input);
    case "closed":
      return to(lifecycle, state);
  }
}

type StateOf<Type extends ConnectionState["type"]> = ConnectionState & { readonly type: Type };

const closed: ConnectionState = { type: "closed", reason: undefined };

function whileDiscovering(lifecycle: Lifecycle, attempt: number, input: Input, world: LifecycleWorld): Step {
  switch (input.type) {
    case "discovered": {
      const { endpoint, settings } = input;
      const state: ConnectionState = { type: "connecting", attempt, connectionId: endpoint.connectionId };
      return to({ state, settings }, state, { type: "openSocket", endpoint }, timer(world.timing.handshakeTimeoutMs));
    }
    case "refused":
      return refused(lifecycle, attempt, input.refusal, world);
    case "elapsed": {
      const detail = `endpoint discovery did not answer within ${world.timing.discoveryTimeoutMs} ms`;
      const retry = wait(lifecycle, attempt + 1, new LarkwireError("ENDPOINT_UNREACHABLE", detail), world);
      return { ...retry, effects: [{ type: "abandonDiscovery" }, ...retry.effects] };
    }
    case "close": {
      const drained = drain(lifecycle, input.inFlight, "none", world);
      return { ...drained, effects: [{ type: "abandonDiscovery" }, ...drained.effects] };
    }
    default:
      return to(lifecycle, lifecycle.state);
  }
}

function whileConnecting(
  lifecycle: Lifecycle,
  { attempt, connectionId }: StateOf<"connecting">,
  input: Input,
  world: LifecycleWorld,
): Step {
  switch (input.type) {
    case "opened":
      return to(lifecycle, { type: "open", attempt, connectionId, since: world.now() }, clearTimer);
    case "refused":
      return refused(lifecycle, attempt, input.refusal, world);
    case "lost":
      return wait(lifecycle, attempt + 1, input.error, world);
    case "elapsed": {
      const detail = `the WebSocket handshake took more than ${world.timing.handshakeTimeoutMs} ms`;
      const retry = wait(lifecycle, attempt + 1, new LarkwireError("HANDSHAKE_FAILED", detail), world);
      return { ...retry, effects: [{ type: "destroySocket" }, ...retry.effects] };
    }
    case "close": {
      const drained = drain(lifecycle, input.inFlight, "none", world);
      return { ...drained, effects: [{ type: "destroySocket" }, ...drained.effects] };
    }
    default:
      return to(lifecycle, lifecycle.state);
  }
}

function whileOpen(lifecycle: Lifecycle, state: StateOf<"open">, input: Input, world: LifecycleWorld): Step {
  switch (input.type) {
    case "settings":
      return to({ state, settings: input.settings }, state);
    case "lost": {
      const healthy = world.now() - state.since >= healthyAfterMs;
      return wait(lifecycle, healthy ? 1 : state.attempt + 1, input.error, world);
    }
    case "close":
      return drain(lifecycle, input.inFlight, "open", world);
    default:
      return to(lifecycle, state);
  }
}

function whileDraining(lifecycle: Lifecycle, state: StateOf<"draining">, input: Input): Step {
  const inFlight = input.type === "handled" ? input.inFlight : state.inFlight;
  switch (input.type) {
    case "handled":
      if (inFlight > 0 || state.socket === "closing") return to(lifecycle, { ...state, inFlight });
      return leave(lifecycle, state.socket, inFlight);
    case "elapsed":
      return leave(lifecycle, state.socket, inFlight);
    case "lost":
      // Handlers may still be busy, though nobody can take their answers any more.
      if (state.socket === "open" && inFlight > 0) return to(lifecycle, { ...state, socket: "none" });
      return to(lifecycle, closed, clearTimer);
    default:
      return to(lifecycle, state);
  }
}

function discover(lifecycle: Lifecycle, attempt: number, world: LifecycleWorld): Step {
  return to(lifecycle, { type: "discovering", attempt }, { type: "discover" }, timer(world.timing.discoveryTimeoutMs));
}

function refused(lifecycle: Lifecycle, attempt: number, refusal: HandshakeRefusal, world: LifecycleWorld): Step {
  if (refusal.type === "retry") return wait(lifecycle, attempt + 1, refusal.error, world);
  return to(lifecycle, { type: "closed", reason: refusal.error }, clearTimer);
}

function wait(lifecycle: Lifecycle, attempt: number, reason: LarkwireError, world: LifecycleWorld): Step {
  const delayMs = retryDelayMs(attempt, lifecycle.settings, world.timing, world.random);
  if (delayMs === undefined) {
    const detail = `the platform allows ${lifecycle.settings.reconnectCount} tries, the last one failed with ${reason.code}`;
    const exhausted = new LarkwireError("RECONNECT_EXHAUSTED", detail, { cause: reason });
    return to(lifecycle, { type: "closed", reason: exhausted }, clearTimer);
  }
  return to(lifecycle, { type: "waiting", attempt, until: world.now() + delayMs, reason }, timer(delayMs));
}

function drain(lifecycle: Lifecycle, inFlight: number, socket: "open" | "none", world: LifecycleWorld): Step {
  const { drainMs } = world.timing;
  if (inFlight > 0 && drainMs > 0) return to(lifecycle, { type: "draining", inFlight, socket }, timer(drainMs));
  return leave(lifecycle, socket, inFlight);
}

/** Nobody is waited for any longer: goodbye to the server, then the end. */
function leave(lifecycle: Lifecycle, socket: StateOf<"draining">["socket"], inFlight: number): Step {
  switch (socket) {
    case "open":
      return to(
        lifecycle,
        { type: "draining", inFlight, socket: "closing" },
        { type: "closeSocket" },
        timer(closeGraceMs),
      );
    case "closing":
      return to(lifecycle, closed, { type: "destroySocket" }, clearTimer);
    case "none":
      return to(lifecycle, closed, clearTimer);
  }
}

function to(lifecycle: Lifecycle, state: ConnectionState, ...effects: readonly Effect[]): Step {
  return { next: { state, settings: lifecycle.settings }, effects };
}

const clearTimer: Effect = { type: "clearTimer" };

function timer(ms: number): Effect {
  return { type: "setTimer", ms };
}
