import { LarkwireError } from "../errors.ts";
import type { Clock, Log, OpenSocket, Socket, SocketLimits } from "../ports.ts";
import { FragmentBuffer, type FragmentLimits } from "../wire/fragments.ts";
import { type Frame, frameMethod } from "../wire/frame.ts";
import { type FrameView, readFrame } from "../wire/frame-view.ts";
import { type HandshakeRefusal, parseHandshakeRefusal } from "../wire/handshake.ts";
import { headerOf } from "../wire/headers.ts";
import { encodePing } from "../wire/ping.ts";
import type { AnswerRoute, Deliverer } from "./deliverer.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { Endpoint } from "./lifecycle.ts";
import { parsePong } from "./pong.ts";

/** What a connection needs and is bounded by. */
export interface ConnectionOptions extends SocketLimits, FragmentLimits {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  /** The receiver's clock: deliveries are dated with it. */
  readonly receiverClock: Clock;
  readonly log: Log;
  readonly pingIntervalMs: number;
  readonly livenessMs: number | false;
}

/** What a connection tells. `refused` and `lost` are final: one of them comes once, unless the connection was destroyed. */
export interface ConnectionListener {
  opened(): void;
  refused(refusal: HandshakeRefusal): void;
  lost(error: LarkwireError): void;
  /** The platform sent a `ClientConfig`. */
  settings(clientConfig: unknown): void;
}

/** One WebSocket from its opening to its end: frames in, messages to the deliverer, answers out by this same socket. */
export class Connection implements AnswerRoute {
  readonly connectionId: string;
  readonly #endpoint: Endpoint;
  readonly #options: ConnectionOptions;
  readonly #deliverer: Deliverer;
  readonly #listener: ConnectionListener;
  readonly #fragments: FragmentBuffer;
  readonly #heartbeat: Heartbeat;
  #socket: Socket | undefined;
  #phase: "opening" | "open" | "closing" | "over" = "opening";
  #dropped = 0;
  #nextToldDrop = 1;

  constructor(endpoint: Endpoint, options: ConnectionOptions, deliverer: Deliverer, listener: ConnectionListener) {
    this.connectionId = endpoint.connectionId;
    this.#endpoint = endpoint;
    this.#options = options;
    this.#deliverer = deliverer;
    this.#listener = listener;
    this.#fragments = new FragmentBuffer(options);
    this.#heartbeat = new Heartbeat({
      clock: options.clock,
      intervalMs: options.pingIntervalMs,
      livenessMs: options.livenessMs,
      ping: () => this.#ping(),
      silent: () => this.#silent(),
    });
  }

  open(): void {
    const listener = {
      opened: () => this.#opened(),
      message: (bytes: Uint8Array) => this.#message(bytes),
      refused: (status: number, header: (name: string) => string | undefined) => {
        if (this.#end()) this.#listener.refused(parseHandshakeRefusal(status, header));
      },
      closed: (code: number, cause?: Error) => this.#closed(code, cause),
    };
    try {
      this.#socket = this.#options.openSocket(this.#endpoint.url, listener, this.#options);
    } catch (cause) {
      this.#closed(0, LarkwireError.from(cause, "HANDSHAKE_FAILED"));
    }
  }

  send(bytes: Uint8Array, done: (sent: boolean) => void): void {
    if (this.#phase === "open" && this.#socket !== undefined) this.#socket.send(bytes, done);
    else done(false);
  }

  setPingInterval(intervalMs: number): void {
    this.#heartbeat.setInterval(intervalMs);
  }

  /** Closes with the closing handshake; `lost` tells when the server has joined in. */
  close(): void {
    if (this.#phase !== "open") return;
    this.#phase = "closing";
    this.#heartbeat.stop();
    this.#socket?.close();
  }

  /** Drops the socket at once and tells nothing any more. */
  destroy(): void {
    if (this.#end()) this.#socket?.destroy();
  }

  #opened(): void {
    if (this.#phase !== "opening") return;
    this.#phase = "open";
    this.#listener.opened();
    this.#heartbeat.start();
  }

  #silent(): void {
    this.destroy();
    const detail = `nothing came within ${this.#options.livenessMs} ms of a ping`;
    this.#listener.lost(new LarkwireError("CONNECTION_SILENT", detail));
  }

  #closed(code: number, cause: Error | undefined): void {
    const opening = this.#phase === "opening";
    if (!this.#end()) return;
    this.#listener.lost(opening ? toHandshakeError(cause) : toLoss(code, cause));
  }

  #end(): boolean {
    if (this.#phase === "over") return false;
    this.#phase = "over";
    this.#heartbeat.stop();
    this.#fragments.clear();
    return true;
  }

  #ping(): void {
    this.#expire(this.#options.receiverClock.monotonic());
    // Whether it left does not matter: what counts is whether anything comes back.
    this.send(encodePing(this.#endpoint.serviceId), () => undefined);
  }

  #message(bytes: Uint8Array): void {
    if (this.#phase !== "open") return;
    this.#heartbeat.heard();
    try {
      const frame = readFrame(bytes);
      if (frame.method === frameMethod.data) this.#data(frame);
      else if (frame.method === frameMethod.control) this.#control(frame);
    } catch (cause) {
      this.#drop(LarkwireError.from(cause));
    }
  }

  #data(frame: Frame | FrameView): void {
    const type = headerOf(frame, "type");
    // Clicks come as either: `card` while the callback subscription is not in effect.
    if (type !== "event" && type !== "card") return;
    const now = this.#options.receiverClock.monotonic();
    if (this.#fragments.size > 0) this.#expire(now);
    const message = this.#fragments.add(frame, now);
    if (message !== undefined) this.#deliverer.deliver(message, now, this);
  }

  #control(frame: Frame | FrameView): void {
    if (headerOf(frame, "type") !== "pong") return;
    const clientConfig = parsePong(frame.payload);
    if (clientConfig !== undefined) this.#listener.settings(clientConfig);
  }

  #expire(now: number): void {
    const expired = this.#fragments.expire(now);
    if (expired === 0) return;
    const detail = `${expired} messages were not complete within ${this.#options.partialTtlMs} ms`;
    this.#drop(new LarkwireError("FRAGMENT_LIMIT", detail), expired);
  }

  /** Told at the 1st, 2nd, 4th, 8th… drop: a flood of frames must not become a flood of lines. */
  #drop(error: LarkwireError, count = 1): void {
    this.#dropped += count;
    if (this.#dropped < this.#nextToldDrop) return;
    while (this.#nextToldDrop <= this.#dropped) this.#nextToldDrop *= 2;
    const { connectionId: connection_id } = this;
    this.#options.log("warn", error.message, { code: error.code, connection_id, dropped: this.#dropped });
  }
}

function toHandshakeError(cause: Error | undefined): LarkwireError {
  if (LarkwireError.is(cause)) return cause;
  return new LarkwireError("HANDSHAKE_FAILED", `the socket did not open${because(cause)}`, { cause });
}

function toLoss(code: number, cause: Error | undefined): LarkwireError {
  if (LarkwireError.is(cause)) return cause;
  return new LarkwireError("CONNECTION_LOST", `the socket closed with code ${code}${because(cause)}`, { cause });
}

function because(cause: Error | undefined): string {
  return cause === undefined ? "" : `: ${cause.message}`;
}
