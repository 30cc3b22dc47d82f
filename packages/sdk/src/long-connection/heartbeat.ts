import type { Clock } from "../ports.ts";

/** What a {@link Heartbeat} needs. */
export interface HeartbeatOptions {
  readonly clock: Clock;
  readonly intervalMs: number;
  /** How long nothing may come after a ping; `false` waits for ever. */
  readonly livenessMs: number | false;
  readonly ping: () => void;
  /** Called at most once. */
  readonly silent: () => void;
}

/** Pings at once and then regularly, and notices when nobody is there any more: a half-open connection never says so. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #intervalMs: number;
  #pingAt = 0;
  /** When silence began to count: at the first ping since something came. */
  #silentSince: number | undefined;
  #cancel: (() => void) | undefined;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#intervalMs = options.intervalMs;
  }

  start(): void {
    this.#ping();
  }

  /** Something came. */
  heard(): void {
    this.#silentSince = undefined;
  }

  /** Changes the pause between pings, counted from the last ping. */
  setInterval(intervalMs: number): void {
    if (intervalMs === this.#intervalMs) return;
    this.#pingAt += intervalMs - this.#intervalMs;
    this.#intervalMs = intervalMs;
    if (this.#cancel !== undefined) this.#schedule();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #ping(): void {
    const now = this.#options.clock.monotonic();
    this.#pingAt = now + this.#intervalMs;
    this.#silentSince ??= now;
    this.#schedule();
    this.#options.ping();
  }

  #schedule(): void {
    this.#cancel?.();
    const at = Math.min(this.#pingAt, this.#silentAt());
    const inMs = Math.max(0, at - this.#options.clock.monotonic());
    this.#cancel = this.#options.clock.after(inMs, () => this.#wake(), true);
  }

  #wake(): void {
    this.#cancel = undefined;
    const now = this.#options.clock.monotonic();
    if (now >= this.#silentAt()) this.#options.silent();
    else if (now >= this.#pingAt) this.#ping();
    else this.#schedule();
  }

  #silentAt(): number {
    const { livenessMs } = this.#options;
    return livenessMs === false || this.#silentSince === undefined
      ? Number.POSITIVE_INFINITY
      : this.#silentSince + livenessMs;
  }
}
