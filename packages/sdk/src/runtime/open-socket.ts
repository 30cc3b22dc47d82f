import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import { LarkwireError } from "../errors.ts";
import type { OpenSocket, Socket, SocketLimits, SocketListener } from "../ports.ts";

/** The code of a connection that ended without a closing handshake. */
const abnormalClosure = 1006;

/** How long the other side may take to end a connection that either side has closed. */
const closeTimeoutMs = 1_000;

/** `ws` takes 32-bit numbers: anything above would mean no limit. */
const longestMessageBytes = 2 ** 31 - 1;

/** Opens WebSockets with the `ws` package, which is loaded when the first one is opened. */
export const openSocket: OpenSocket = (url, listener, limits) => {
  let socket: Socket | undefined;
  let abandoned = false;
  import("ws")
    .then((ws) => {
      if (!abandoned) socket = connect(ws.WebSocket, url, listener, limits);
    })
    .catch((cause: unknown) => listener.closed(abnormalClosure, LarkwireError.from(cause, "HANDSHAKE_FAILED")));
  return {
    send: (bytes, done) => {
      if (socket === undefined) done(false);
      else socket.send(bytes, done);
    },
    close: () => {
      abandoned = true;
      socket?.close();
    },
    destroy: () => {
      abandoned = true;
      socket?.destroy();
    },
  };
};

function connect(Constructor: typeof WebSocket, url: string, listener: SocketListener, limits: SocketLimits): Socket {
  const options = {
    followRedirects: false,
    handshakeTimeout: limits.handshakeTimeoutMs,
    closeTimeout: closeTimeoutMs,
    maxPayload: Math.min(limits.maxFrameBytes, longestMessageBytes),
    perMessageDeflate: false,
  };
  const socket = new Constructor(url, options);
  const sendTogether = createCorking(socket);
  let over = false;
  let failure: Error | undefined;
  socket.on("open", () => listener.opened());
  socket.on("message", (data, isBinary) => listener.message(toBytes(data, isBinary)));
  socket.on("unexpected-response", (_request, response) => {
    over = true;
    listener.refused(response.statusCode ?? 0, (name) => {
      const value = response.headers[name.toLowerCase()];
      return typeof value === "string" ? value : value?.[0];
    });
    socket.terminate();
  });
  socket.on("error", (error) => {
    failure ??= toFailure(error, limits);
    // After an error ws says goodbye and waits; what breaks the protocol may never answer.
    socket.terminate();
  });
  socket.on("close", (code) => {
    if (!over) listener.closed(code, failure);
    over = true;
  });
  return {
    send: (bytes, done) => {
      if (socket.readyState !== socket.OPEN) {
        done(false);
      } else if (socket.bufferedAmount + bytes.length > limits.maxUnsentBytes) {
        const detail = `more than ${limits.maxUnsentBytes} bytes wait to be sent`;
        failure ??= new LarkwireError("CONNECTION_STALLED", detail);
        socket.terminate();
        done(false);
      } else {
        sendTogether();
        socket.send(bytes, (error) => done(error === undefined || error === null));
      }
    },
    close: () => socket.close(),
    destroy: () => socket.terminate(),
  };
}

/** Answers that are ready in the same turn of the event loop leave in one write: each write costs more than making an answer. */
function createCorking(socket: WebSocket): () => void {
  let stream: Duplex | undefined;
  let corked = false;
  socket.once("upgrade", (response) => {
    stream = response.socket;
  });
  return () => {
    if (corked || stream === undefined) return;
    const corkedStream = stream;
    corked = true;
    corkedStream.cork();
    process.nextTick(() => {
      corked = false;
      corkedStream.uncork();
    });
  };
}

const noFrame: Uint8Array = new Uint8Array(0);

/** The protocol knows binary messages only: a text becomes an empty one, which no codec takes for a frame. */
function toBytes(data: RawData, isBinary: boolean): Uint8Array {
  // With the default binaryType every message is one Buffer.
  return isBinary && data instanceof Uint8Array ? data : noFrame;
}

function toFailure(error: Error & { readonly code?: string }, { maxFrameBytes }: SocketLimits): Error {
  if (error.code !== "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") return error;
  return new LarkwireError("FRAME_TOO_LARGE", `a message had more than ${maxFrameBytes} bytes`, { cause: error });
}
