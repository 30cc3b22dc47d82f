import { LarkwireError } from "../../errors.ts";
import { ask, orElse, pause, type TokenPorts } from "./token-ports.ts";
import { isTokenValue, type TokenSource, toStorageKey } from "./token-source.ts";

/** Who a ticket is for, and how long to wait for one. */
export interface TicketOptions {
  readonly appId: string;
  readonly appSecret: string;
  readonly waitMs: number;
}

/** The platform pushes one every hour; it is kept for as long as a day's trouble may last. */
const keptMs = 12 * 60 * 60_000;
/** How often the storage is asked whether another process has been given the ticket. */
const pollMs = 250;
/** No process asks for a ticket again so soon after any has. */
const resendPauseMs = 5_000;
const path = "/open-apis/auth/v3/app_ticket/resend";

/**
 * The app ticket of a store app: what the platform pushes is kept, and asked for when it is missing.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/application-v6/event/app_ticket-events
 */
export class AppTickets implements TokenSource {
  readonly #options: TicketOptions;
  readonly #ports: TokenPorts;
  readonly #key: string;
  /** The newest that came to this process, for when the storage fails. */
  #taken: string | undefined;
  #waiting: Promise<string> | undefined;
  #wake: (() => void) | undefined;

  constructor(options: TicketOptions, ports: TokenPorts) {
    const { domain } = ports.transport;
    this.#options = options;
    this.#ports = ports;
    this.#key = toStorageKey("app-ticket", domain, options.appId);
  }

  /**
   * Keeps what the platform has pushed.
   *
   * @throws STORAGE_FAILED, STORAGE_TIMEOUT, so that the platform pushes it again
   */
  async take(ticket: unknown): Promise<void> {
    if (!isTokenValue(ticket)) throw new LarkwireError("ENVELOPE_UNKNOWN", "The app_ticket event has no ticket");
    this.#taken = ticket;
    this.#wake?.();
    try {
      await this.#ports.storage.set(this.#key, ticket, keptMs);
    } catch (cause) {
      throw LarkwireError.from(cause, "STORAGE_FAILED");
    }
  }

  /** @throws APP_TICKET_MISSING when none comes in time, and what the resend API throws */
  async get(): Promise<string> {
    return (await this.#read()) ?? (await this.#await());
  }

  /** The platform knows the rejected ticket no more: it is forgotten, and a new one asked for. */
  async replace(rejected: string): Promise<string> {
    if (this.#taken === rejected) this.#taken = undefined;
    await orElse(this.#ports, false, (storage) => storage.swap(this.#key, rejected, undefined, 0));
    return this.get();
  }

  async #read(): Promise<string | undefined> {
    const stored = await orElse(this.#ports, undefined, (storage) => storage.get(this.#key));
    return isTokenValue(stored) ? stored : this.#taken;
  }

  #await(): Promise<string> {
    this.#waiting ??= this.#askAndWait().finally(() => {
      this.#waiting = undefined;
      this.#wake = undefined;
    });
    return this.#waiting;
  }

  async #askAndWait(): Promise<string> {
    const { waitMs, appId } = this.#options;
    const { clock } = this.#ports.transport;
    const giveUpAt = clock.monotonic() + waitMs;
    await this.#resend();
    for (let leftMs = waitMs; leftMs > 0; leftMs = giveUpAt - clock.monotonic()) {
      const ticket = await this.#read();
      if (ticket !== undefined) return ticket;
      await Promise.race([pause(this.#ports, Math.min(pollMs, leftMs)), this.#taking()]);
    }
    const late = await this.#read();
    if (late !== undefined) return late;
    throw new LarkwireError("APP_TICKET_MISSING", `No app ticket of ${appId} came within ${waitMs} ms`);
  }

  #taking(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Asks for a ticket, unless this or another process has just done so. */
  async #resend(): Promise<void> {
    const key = `${this.#key}:resend`;
    const first = await orElse(this.#ports, true, (storage) => storage.swap(key, undefined, "asked", resendPauseMs));
    if (!first) return;
    const { appId, appSecret } = this.#options;
    try {
      await ask(this.#ports, { method: "POST", path, data: { app_id: appId, app_secret: appSecret } });
    } catch (error) {
      await orElse(this.#ports, false, (storage) => storage.swap(key, "asked", undefined, 0));
      throw error;
    }
  }
}
