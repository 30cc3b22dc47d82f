import { Agent, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as SecureAgent } from "node:https";
import type { Socket } from "node:net";
import { pipeline, Readable } from "node:stream";
import type { Clock } from "../ports.ts";
import type { HttpProxy } from "./http-proxy.ts";
import { openTunnel } from "./tunnel.ts";

/** The part of `fetch` that is used, through a proxy. */
export type TunnelledFetch = (proxy: HttpProxy, url: string, init: RequestInit) => Promise<Response>;

/** How long a connection is kept for the next request, in ms; the runtime's own fetch keeps them as long. */
const idleMs = 4_000;

/** Statuses whose responses have no body. */
const bodyless: ReadonlySet<number> = new Set([204, 205, 304]);

/** A fetch through tunnels, which follows no redirects: that of Node 20 knows no proxies. */
export function createTunnelledFetch(clock: Clock): TunnelledFetch {
  const agents = new Map<HttpProxy, TunnelAgents>();
  return (proxy, url, init) => {
    const ofProxy = agents.get(proxy) ?? createAgents(proxy, clock);
    agents.set(proxy, ofProxy);
    return send(ofProxy, new URL(url), init);
  };
}

/** They keep connections for the next request. */
interface TunnelAgents {
  readonly plain: Agent;
  readonly secure: SecureAgent;
}

function createAgents(proxy: HttpProxy, clock: Clock): TunnelAgents {
  const options = { keepAlive: true, timeout: idleMs };
  const through = (secure: boolean) => ({
    createConnection({ host, port }: { host: string; port: number | string }, done: Done): void {
      openTunnel(proxy, { host, port: Number(port), secure }, { clock }).then((socket) => done(null, socket), done);
    },
  });
  return {
    plain: Object.assign(new Agent(options), through(false)),
    secure: Object.assign(new SecureAgent(options), through(true)),
  };
}

type Done = (error: unknown, socket?: Socket) => void;

function send(agents: TunnelAgents, target: URL, init: RequestInit): Promise<Response> {
  const { method = "GET", headers, body, signal } = init;
  const secure = target.protocol === "https:";
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = (secure ? requestHttps : requestHttp)(target, {
      agent: secure ? agents.secure : agents.plain,
      method,
      headers: { "accept-encoding": "identity", ...Object.fromEntries(new Headers(headers)) },
      ...(signal && { signal }),
    });
    // A request that is still without a connection tells of its end only when it gets one.
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    request.on("error", reject);
    request.on("response", (incoming) => {
      try {
        resolve(toResponse(incoming));
      } catch (cause) {
        // A status or a header that no Response can have.
        incoming.destroy();
        reject(cause);
      }
    });
    const stream = typeof body === "string" ? null : new Response(body).body;
    if (stream === null) request.end(body ?? undefined);
    // What breaks is told by the request's own error.
    else pipeline(Readable.fromWeb(stream), request, () => undefined);
  });
}

function toResponse(incoming: IncomingMessage): Response {
  const { statusCode: status = 0, headersDistinct } = incoming;
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  if (!bodyless.has(status)) return new Response(toStream(incoming), { status, headers });
  // Until somebody has come to its end, the connection is taken for busy, and kept for ever.
  incoming.resume();
  return new Response(null, { status, headers });
}

/** Unlike `Readable.toWeb` it can be cancelled while the next bytes are awaited, and at any time. */
function toStream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = incoming[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void incoming.destroy(),
    },
    { highWaterMark: 0 },
  );
}
