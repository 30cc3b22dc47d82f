import { LarkwireError } from "../errors.ts";
import { applySettings, defaultSettings } from "../wire/settings.ts";
import { Connection } from "./connection.ts";
import { Deliverer } from "./deliverer.ts";
import { discover } from "./discovery.ts";
import {
  type ConnectionState,
  type Effect,
  type Endpoint,
  type Input,
  type Lifecycle,
  type LifecycleWorld,
  step,
} from "./lifecycle.ts";
import { maskUrl } from "./mask-url.ts";
import { createPending, type Pending } from "./pending.ts";
import { toStatus, type WSClientStatus } from "./status.ts";
import {
  resolveWSClientOptions,
  type WSClientOptions,
  type WSClientPorts,
  type WSClientSettings,
} from "./ws-client-options.ts";

/** A client of the long connection: carries out what the lifecycle decides. */
export class WSClient {
  readonly #options: WSClientOptions;
  readonly #settings: WSClientSettings;
  readonly #ports: WSClientPorts;
  readonly #world: LifecycleWorld;
  readonly #deliverer: Deliverer;
  readonly #ended: Pending = createPending();
  readonly #inputs: Input[] = [];
  readonly #onAbort = (): void => this.#close();
  #lifecycle: Lifecycle = { state: { type: "idle" }, settings: defaultSettings };
  #started: Pending | undefined;
  #stepping = false;
  #wasOpen = false;
  #discovery: AbortController | undefined;
  #connection: Connection | undefined;
  /** Masked. */
  #address = "";
  #cancelTimer: (() => void) | undefined;

  /** @throws LarkwireError `CONFIG_INVALID` */
  constructor(options: WSClientOptions, ports: WSClientPorts) {
    this.#options = options;
    this.#settings = resolveWSClientOptions(options);
    this.#ports = ports;
    const { clock, random, log } = ports;
    const { limits } = this.#settings;
    this.#world = { now: () => clock.now(), random, timing: limits };
    this.#deliverer = new Deliverer({
      receiver: options.dispatcher,
      log,
      maxInFlight: limits.maxInFlight,
      maxInFlightBytes: limits.maxInFlightBytes,
      onDone: (inFlight) => {
        if (this.#lifecycle.state.type === "draining") this.#feed({ type: "handled", inFlight });
      },
    });
  }

  /**
   * Connects, and stays connected until {@link WSClient.close}. Resolves once connected; every call returns the same promise.
   * Failures that may pass are logged and tried again, before and after that.
   *
   * @throws LarkwireError when it can never connect: `CREDENTIALS_REFUSED`, `WRONG_DOMAIN`, `STORE_APP_REFUSED`, `CONNECTION_LIMIT`,
   * `HANDSHAKE_FORBIDDEN`, `ENDPOINT_REFUSED`, `ENDPOINT_INSECURE`, `RECONNECT_EXHAUSTED`; `CLOSING` when it was closed before
   */
  start(): Promise<void> {
    const { type } = this.#lifecycle.state;
    if (this.#started !== undefined && !(type === "closed" && this.#wasOpen)) return this.#started.promise;
    if (type !== "idle") {
      return Promise.reject(new LarkwireError("CLOSING", "a closed client does not start again: create a new one"));
    }
    this.#started = createPending();
    const { signal } = this.#options;
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (signal?.aborted === true) this.#close();
    this.#feed({ type: "start" });
    return this.#started.promise;
  }

  /**
   * Takes no more deliveries, waits up to `drainMs` for handlers and their answers, then aborts the signals of those that go on and
   * closes the connection.
   * Resolves when nothing is left open; may be called at any time and more than once.
   */
  close(): Promise<void> {
    this.#close();
    return this.#ended.promise;
  }

  /** Where the client and its connection stand. */
  status(): WSClientStatus {
    return toStatus(this.#lifecycle.state, this.#wasOpen);
  }

  #close(): void {
    this.#deliverer.refuse();
    this.#feed({ type: "close", inFlight: this.#deliverer.inFlight });
  }

  /** One input after the other, also when carrying out an effect brings the next one at once. */
  #feed(input: Input): void {
    this.#inputs.push(input);
    if (this.#stepping) return;
    this.#stepping = true;
    for (let next = this.#inputs.shift(); next !== undefined; next = this.#inputs.shift()) this.#step(next);
    this.#stepping = false;
  }

  #step(input: Input): void {
    const { state: former } = this.#lifecycle;
    const { next, effects } = step(this.#lifecycle, input, this.#world);
    this.#lifecycle = next;
    if (input.type === "elapsed" && former.type === "draining" && former.socket !== "closing") {
      this.#tellAbandoned(former.inFlight);
    }
    for (const effect of effects) this.#carryOut(effect);
    if (next.state !== former) this.#changed(next.state);
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case "discover":
        this.#discover();
        return;
      case "abandonDiscovery":
        this.#discovery?.abort();
        this.#discovery = undefined;
        return;
      case "openSocket":
        this.#open(effect.endpoint);
        return;
      case "closeSocket":
        this.#connection?.close();
        return;
      case "destroySocket":
        this.#connection?.destroy();
        return;
      case "setTimer":
        this.#cancelTimer?.();
        this.#cancelTimer = this.#ports.clock.after(effect.ms, () => this.#feed({ type: "elapsed" }));
        return;
      case "clearTimer":
        this.#cancelTimer?.();
        this.#cancelTimer = undefined;
    }
  }

  #discover(): void {
    const controller = new AbortController();
    this.#discovery = controller;
    discover(this.#settings, this.#ports.post, controller.signal).then(
      (answer) => {
        // Abandoned in the meantime: whoever did so has gone on.
        if (this.#discovery !== controller) return;
        this.#discovery = undefined;
        if (answer.type === "endpoint") this.#feed({ type: "discovered", endpoint: answer, settings: answer.settings });
        else this.#feed({ type: "refused", refusal: answer });
      },
      (cause: unknown) => this.#feed({ type: "refused", refusal: { type: "fatal", error: LarkwireError.from(cause) } }),
    );
  }

  #open(endpoint: Endpoint): void {
    const { clock, log, openSocket } = this.#ports;
    const { pingIntervalMs } = this.#lifecycle.settings;
    const receiverClock = this.#options.dispatcher.clock;
    const options = { ...this.#settings.limits, openSocket, clock, receiverClock, log, pingIntervalMs };
    // Nothing comes from a connection that is lost, refused or destroyed, so whatever comes is from this one.
    this.#connection = new Connection(endpoint, options, this.#deliverer, {
      opened: () => this.#feed({ type: "opened" }),
      refused: (refusal) => this.#feed({ type: "refused", refusal }),
      lost: (error) => this.#feed({ type: "lost", error }),
      settings: (clientConfig) => this.#applySettings(clientConfig),
    });
    this.#address = maskUrl(endpoint.url);
    this.#connection.open();
  }

  #applySettings(clientConfig: unknown): void {
    const settings = applySettings(this.#lifecycle.settings, clientConfig);
    this.#connection?.setPingInterval(settings.pingIntervalMs);
    this.#feed({ type: "settings", settings });
  }

  #changed(state: ConnectionState): void {
    const { log } = this.#ports;
    switch (state.type) {
      case "open":
        this.#wasOpen = true;
        log("info", `connected to ${this.#address}`, { connection_id: state.connectionId });
        this.#started?.resolve();
        break;
      case "waiting": {
        const { attempt, reason, until } = state;
        log("warn", reason.message, { code: reason.code, attempt, retry_in_ms: until - this.#world.now() });
        break;
      }
      case "closed":
        this.#end(state.reason);
        break;
    }
    this.#tellStatus();
  }

  #tellAbandoned(inFlight: number): void {
    const detail = `${inFlight} deliveries were not done ${this.#settings.limits.drainMs} ms after close()`;
    const error = new LarkwireError("ANSWER_NOT_SENT", detail);
    this.#ports.log("warn", error.message, { code: error.code });
    this.#deliverer.abandon();
  }

  #end(reason: LarkwireError | undefined): void {
    this.#options.signal?.removeEventListener("abort", this.#onAbort);
    this.#connection = undefined;
    this.#deliverer.abandon();
    if (reason === undefined) this.#ports.log("info", "closed");
    // Before it was ever connected, start() says it.
    else if (this.#wasOpen) this.#ports.log("error", reason.message, { code: reason.code });
    this.#started?.reject(reason ?? new LarkwireError("CLOSING", "the client was closed before it was connected"));
    this.#ended.resolve();
  }

  #tellStatus(): void {
    const failed = (cause: unknown): void =>
      this.#ports.log("error", LarkwireError.from(cause, "HANDLER_FAILED").message, { callback: "onStatus" });
    try {
      Promise.resolve(this.#options.onStatus?.(this.status())).catch(failed);
    } catch (cause) {
      failed(cause);
    }
  }
}
