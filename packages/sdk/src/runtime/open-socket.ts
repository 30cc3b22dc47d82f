import type { RawData, WebSocket } from "ws";
import { LarkwireError } from "../errors.ts";
import type { OpenSocket, SocketLimits, SocketListener } from "../ports.ts";

/** The code of a connection that ended without a closing handshake. */
const abnormalClosure = 1006;

/** Opens WebSockets with the `ws` package, which is loaded when the first one is opened. */
export const openSocket: OpenSocket = (url, listener, limits) => {
  let socket: WebSocket | undefined;
  let abandoned = false;
  import("ws").then(
    (ws) => {
      if (!abandoned) socket = connect(ws.WebSocket, url, listener, limits);
    },
    (cause: unknown) => listener.closed(abnormalClosure, LarkwireError.from(cause, "HANDSHAKE_FAILED")),
  );
  return {
    send: (bytes, done) => {
      if (socket === undefined || socket.readyState !== socket.OPEN) done(false);
      else socket.send(bytes, (error) => done(error === undefined || error === null));
    },
    close: () => {
      abandoned = true;
      socket?.close();
    },
    destroy: () => {
      abandoned = true;
      socket?.terminate();
    },
  };
};

function connect(Socket: typeof WebSocket, url: string, listener: SocketListener, limits: SocketLimits): WebSocket {
  const socket = new Socket(url, {
    followRedirects: false,
    handshakeTimeout: limits.handshakeTimeoutMs,
    maxPayload: limits.maxFrameBytes,
    perMessageDeflate: false,
  });
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
  });
  socket.on("close", (code) => {
    if (!over) listener.closed(code, failure);
    over = true;
  });
  return socket;
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
