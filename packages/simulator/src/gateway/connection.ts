import { decodeFrame, type Frame, frameMethod, headerOf } from "larkwire/protocol";
import type { RawData, WebSocket } from "ws";
import type { ClientConfig } from "./client-config.ts";
import { encodePong } from "./data-frames.ts";
import { gatewayLimits } from "./limits.ts";

/** Close codes of RFC 6455 that the gateway uses. */
const closeCodes = { goingAway: 1001, unsupportedData: 1003, invalidPayload: 1007, policyViolation: 1008 } as const;

export interface ConnectionListener {
  /** A frame with an answer. @throws when it is malformed */
  answered(frame: Frame, bytes: Uint8Array): void;
  closed(): void;
}

/** The server's side of one long connection. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #clientConfig: ClientConfig;
  readonly #listener: ConnectionListener;

  constructor(socket: WebSocket, clientConfig: ClientConfig, listener: ConnectionListener) {
    this.#socket = socket;
    this.#clientConfig = clientConfig;
    this.#listener = listener;
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("close", () => listener.closed());
    // ws closes the connection itself, with the code that fits: too large, not UTF-8, a reserved bit.
    socket.on("error", () => undefined);
  }

  send(bytes: Uint8Array): void {
    if (this.#socket.bufferedAmount > gatewayLimits.maxBufferedBytes) {
      this.#socket.terminate();
      return;
    }
    // A failure here is followed by "close"; whoever waits for an answer hears of it at the deadline.
    this.#socket.send(bytes, () => undefined);
  }

  close(): void {
    this.#socket.close(closeCodes.goingAway, "going away");
    this.#socket.terminate();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (!isBinary || !Buffer.isBuffer(data)) {
      this.#socket.close(closeCodes.unsupportedData, "only binary messages are used");
      return;
    }
    try {
      this.#take(decodeFrame(data), data);
    } catch {
      this.#socket.close(closeCodes.invalidPayload, "malformed frame");
    }
  }

  #take(frame: Frame, bytes: Uint8Array): void {
    switch (frame.method) {
      case frameMethod.control:
        if (headerOf(frame, "type") === "ping") this.send(encodePong(frame, this.#clientConfig));
        return;
      case frameMethod.data:
        this.#listener.answered(frame, bytes);
        return;
      default:
        this.#socket.close(closeCodes.policyViolation, `unknown method ${frame.method}`);
    }
  }
}
