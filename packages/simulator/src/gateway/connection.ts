import type { Duplex } from "node:stream";
import { decodeFrame, type Frame, type FrameView, frameMethod, headerOf, readFrame } from "larkwire/protocol";
import { type RawData, WebSocket } from "ws";
import type { Timers } from "../deliveries/timers.ts";
import { trickle } from "../deliveries/trickle.ts";
import type { ClientConfig } from "./client-config.ts";
import { gatewayLimits } from "./limits.ts";
import { encodePong } from "./pong.ts";
import { toWebSocketMessages } from "./websocket-messages.ts";

/** Close codes of RFC 6455 that the gateway uses by itself. */
const closeCodes = { goingAway: 1001, unsupportedData: 1003, invalidPayload: 1007, policyViolation: 1008 } as const;

/** What a client sees that was told nothing. */
const abnormalClosure = 1006;

export interface ConnectionListener {
  /** Before the answer to a ping leaves. */
  pinged(): void;
  /** A frame with an answer. @throws when it is malformed */
  answered(frame: Frame | FrameView, bytes: Uint8Array): void;
  closed(): void;
}

/** The server's side of one long connection. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #clientConfig: () => ClientConfig;
  readonly #listener: ConnectionListener;
  #silent = false;
  #leaving = false;
  /** What waits behind a frame that trickles. */
  #waiting: Uint8Array[] | undefined;
  /** What leaves at the end of this turn. */
  #outbox: Uint8Array[] | undefined;

  /**
   * @param stream - what the WebSocket runs on
   * @param clientConfig - what the next pong is to say
   */
  constructor(socket: WebSocket, stream: Duplex, clientConfig: () => ClientConfig, listener: ConnectionListener) {
    this.#socket = socket;
    this.#stream = stream;
    this.#clientConfig = clientConfig;
    this.#listener = listener;
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("close", () => listener.closed());
    // ws closes the connection itself, with the code that fits: too large, not UTF-8, a reserved bit.
    socket.on("error", () => undefined);
  }

  /** Whether it was hung up, though the client may not know yet. */
  get leaving(): boolean {
    return this.#leaving;
  }

  send(bytes: Uint8Array): void {
    if (this.#silent) return;
    if (this.#waiting !== undefined) {
      if (this.#waiting.push(bytes) > gatewayLimits.maxWaitingFrames) this.#socket.terminate();
      return;
    }
    if (this.#stream.writableLength > gatewayLimits.maxBufferedBytes) {
      this.#socket.terminate();
      return;
    }
    if (this.#outbox !== undefined) {
      this.#outbox.push(bytes);
      return;
    }
    this.#outbox = [bytes];
    setImmediate(() => this.#flush());
  }

  /** Sends a frame little by little; what is sent meanwhile waits behind it. */
  sendSlowly(bytes: Uint8Array, bytesPerSecond: number, timers: Timers): void {
    if (this.#silent || this.#waiting !== undefined) {
      this.send(bytes);
      return;
    }
    this.#flush();
    this.#waiting = [];
    const write = (chunk: Uint8Array): boolean => {
      if (this.#silent || !this.#stream.writable) return false;
      this.#stream.write(chunk);
      return true;
    };
    trickle(toWebSocketMessages([bytes]), bytesPerSecond, timers, write, () => {
      const waiting = this.#waiting ?? [];
      this.#waiting = undefined;
      for (const later of waiting) this.send(later);
    });
  }

  /** Neither reads nor writes any more, as if the way to the client had been cut; only that the client hangs up is noticed. */
  fallSilent(): void {
    this.#silent = true;
    // Without its reader the WebSocket answers nothing by itself either: no ping and no goodbye.
    this.#stream.removeAllListeners("data");
    this.#stream.on("data", () => undefined).resume();
  }

  /** Closes after what was sent, and hears nothing more. @param code - 1006 says no goodbye */
  hangUp(code: number): void {
    this.#flush();
    this.#silent = true;
    this.#leaving = true;
    if (code === abnormalClosure) this.#stream.end();
    else this.#socket.close(code);
  }

  close(): void {
    this.#flush();
    this.#socket.close(closeCodes.goingAway, "going away");
    this.#socket.terminate();
  }

  #flush(): void {
    const frames = this.#outbox;
    if (frames === undefined) return;
    this.#outbox = undefined;
    // A failure here is followed by "close"; whoever waits for an answer hears of it at the deadline.
    if (!this.#silent && this.#socket.readyState === WebSocket.OPEN) this.#stream.write(toWebSocketMessages(frames));
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#silent) return;
    if (!isBinary || !Buffer.isBuffer(data)) {
      this.#socket.close(closeCodes.unsupportedData, "only binary messages are used");
      return;
    }
    try {
      this.#take(readFrame(data), data);
    } catch {
      this.#socket.close(closeCodes.invalidPayload, "malformed frame");
    }
  }

  #take(frame: Frame | FrameView, bytes: Uint8Array): void {
    switch (frame.method) {
      case frameMethod.control:
        if (headerOf(frame, "type") !== "ping") return;
        this.#listener.pinged();
        this.send(encodePong(decodeFrame(bytes), this.#clientConfig()));
        return;
      case frameMethod.data:
        this.#listener.answered(frame, bytes);
        return;
      default:
        this.#socket.close(closeCodes.policyViolation, `unknown method ${frame.method}`);
    }
  }
}
