import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";
import { LarkwireError } from "../errors.ts";
import type { Clock, OpenSocket, Socket, SocketLimits, SocketListener } from "../ports.ts";
import type { ProxyRoute } from "./proxy-route.ts";
import type { TunnelPorts } from "./tunnel.ts";

/** The code of a connection that ended without a closing handshake. */
const abnormalClosure = 1006;

/** How long the other side may take to end a connection that either side has closed. */
const closeTimeoutMs = 1_000;

/** `ws` takes 32-bit numbers: anything above would mean no limit. */
const longestMessageBytes = 2 ** 31 - 1;

/** Opens WebSockets with the `ws` package, which is loaded when the first one is opened; through a proxy where one is on the way. */
export function createOpenSocket(route: ProxyRoute, clock: Clock): OpenSocket {
  return (url, listener, limits) => {
    const abandoned = new AbortController();
    const { signal } = abandoned;
    let socket: Socket | undefined;
    prepare(url, route, { clock, signal })
      .then(({ WebSocket, tunnel }) => {
        if (signal.aborted) tunnel?.destroy();
        else socket = connect(WebSocket, url, tunnel, listener, limits);
      })
      .catch((cause: unknown) => {
        if (!signal.aborted) listener.closed(abnormalClosure, LarkwireError.from(cause, "HANDSHAKE_FAILED"));
      });
    return {
      send: (bytes, done) => {
        if (socket === undefined) done(false);
        else socket.send(bytes, done);
      },
      close: () => {
        abandoned.abort();
        socket?.close();
      },
      destroy: () => {
        abandoned.abort();
        socket?.destroy();
      },
    };
  };
}

interface Prepared {
  readonly WebSocket: typeof WebSocket;
  readonly tunnel: Duplex | undefined;
}

async function prepare(url: string, route: ProxyRoute, ports: TunnelPorts): Promise<Prepared> {
  const { WebSocket } = await import("ws");
  const target = new URL(url);
  const proxy = route(target);
  if (proxy === undefined) return { WebSocket, tunnel: undefined };
  const { openTunnel, toTunnelTarget } = await import("./tunnel.ts");
  return { WebSocket, tunnel: await openTunnel(proxy, toTunnelTarget(target), ports) };
}

function connect(
  Constructor: typeof WebSocket,
  url: string,
  tunnel: Duplex | undefined,
  listener: SocketListener,
  limits: SocketLimits,
): Socket {
  const options = {
    followRedirects: false,
    handshakeTimeout: limits.handshakeTimeoutMs,
    closeTimeout: closeTimeoutMs,
    maxPayload: Math.min(limits.maxFrameBytes, longestMessageBytes),
    perMessageDeflate: false,
    ...(tunnel !== undefined && { createConnection: () => tunnel }),
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
