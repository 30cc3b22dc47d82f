import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { Outcome, Receiver } from "../callback/delivery.ts";
import type { OpenSocket } from "../ports.ts";
import { createOpenSocket } from "../runtime/open-socket.ts";
import { createTestClock, type TestClock } from "../testing/test-clock.ts";
import { decodeFrame, encodeFrame } from "../wire/frame.ts";
import { WSClient } from "./client.ts";

const openSocket = createOpenSocket(() => undefined, createTestClock());

const numRuns = process.env.LARKWIRE_LONG === "1" ? 2_000 : 60;

const discoveryModes = ["ok", "ok", "hang", "busy", "refuse", "cut"] as const;
const gatewayModes = ["ok", "ok", "hang", "refuse", "forbid", "cut", "close"] as const;
type DiscoveryMode = (typeof discoveryModes)[number];
type GatewayMode = (typeof gatewayModes)[number];

/** The platform of a run: one server for all, in whatever mood the run wishes. */
class Platform {
  discovery: DiscoveryMode = "ok";
  gateway: GatewayMode = "ok";
  readonly webSockets = new Set<WebSocket>();
  /** Connections on which an upgrade was asked for. */
  readonly upgrades = new Set<Duplex>();
  readonly #server = createServer((request, response) => {
    request.resume();
    this.#answer(response);
  });

  async listen(): Promise<void> {
    const acceptor = new WebSocketServer({ noServer: true });
    this.#server.on("upgrade", (request, socket, head) => {
      this.upgrades.add(socket);
      socket.on("close", () => this.upgrades.delete(socket)).on("error", () => undefined);
      // HTTP servers keep their side open otherwise.
      socket.on("end", () => socket.end());
      if (this.gateway === "ok" || this.gateway === "close") {
        acceptor.handleUpgrade(request, socket, head, (webSocket) => this.#accept(webSocket));
      } else if (this.gateway === "cut") socket.destroy();
      else if (this.gateway === "refuse") socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
      else if (this.gateway === "forbid") socket.end("HTTP/1.1 403 Forbidden\r\nHandshake-Status: 403\r\n\r\n");
    });
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** What an operating system would do with a connection that was given up, sooner or later. */
  wake(): void {
    for (const webSocket of this.webSockets) webSocket.resume();
    for (const socket of this.upgrades) socket.resume();
  }

  #answer(response: ServerResponse): void {
    const url = `ws://127.0.0.1:${this.port}/?device_id=1&service_id=3`;
    const bodies = {
      ok: { code: 0, data: { URL: url, ClientConfig: { PingInterval: 60 } } },
      busy: { code: 1, msg: "system busy", data: {} },
      refuse: { code: 514, msg: "auth failed", data: {} },
    };
    response.setHeader("connection", "close");
    if (this.discovery === "cut") response.destroy();
    else if (this.discovery !== "hang") response.end(JSON.stringify(bodies[this.discovery]));
  }

  #accept(webSocket: WebSocket): void {
    this.webSockets.add(webSocket);
    webSocket.on("close", () => this.webSockets.delete(webSocket)).on("error", () => undefined);
    webSocket.on("message", (bytes: Buffer) => {
      const { service, method } = decodeFrame(bytes);
      if (method === 0) webSocket.send(frame(service, 0, { type: "pong" }));
    });
    if (this.gateway === "close") webSocket.close();
  }
}

function frame(service: number, method: number, headers: Record<string, string>): Uint8Array {
  const pairs = Object.entries(headers).map(([key, value]) => ({ key, value }));
  return encodeFrame({ SeqID: 0n, LogID: 0n, service, method, headers: pairs, payload: Buffer.from("{}") });
}

/** What a promise has come to. */
interface Told {
  of: string;
  outcome: string | undefined;
}

/** One run: a process that starts clients one after the other, and all that it holds. */
class Run {
  readonly clock: TestClock = createTestClock();
  readonly platform: Platform;
  readonly promises: Told[] = [];
  readonly finish: ((outcome: Outcome) => void)[] = [];
  abort = new AbortController();
  client: WSClient;
  liveSockets = 0;
  mostSockets = 0;

  constructor(platform: Platform) {
    this.platform = platform;
    this.client = this.create();
  }

  create(): WSClient {
    const { clock } = this;
    const dispatcher: Receiver = {
      secured: false,
      clock,
      log: () => undefined,
      receive: () =>
        new Promise<Outcome>((resolve) => this.finish.push(resolve)).then((outcome) => ({
          outcome,
          settle: () => undefined,
        })),
    };
    const domain = `http://127.0.0.1:${this.platform.port}`;
    const options = { appId: "cli_0123456789abcdef", appSecret: "secret0", domain, dispatcher };
    return new WSClient(
      { ...options, signal: this.abort.signal },
      {
        clock,
        random: () => 0.5,
        log: () => undefined,
        post: (url, request) => fetch(url, request),
        openSocket: this.#open,
      },
    );
  }

  follow(of: string, promise: Promise<void>): Told {
    const told: Told = { of, outcome: undefined };
    this.promises.push(told);
    promise.then(
      () => {
        told.outcome = "ok";
      },
      (error: { readonly code?: string }) => {
        told.outcome = error.code ?? String(error);
      },
    );
    return told;
  }

  /** Counts: from the call until it is destroyed, or says that it is gone. */
  #open: OpenSocket = (url, listener, limits) => {
    this.liveSockets++;
    this.mostSockets = Math.max(this.mostSockets, this.liveSockets);
    let live = true;
    const end = (): void => {
      if (live) this.liveSockets--;
      live = false;
    };
    const socket = openSocket(
      url,
      {
        ...listener,
        refused: (status, header) => {
          end();
          listener.refused(status, header);
        },
        closed: (code, cause) => {
          end();
          listener.closed(code, cause);
        },
      },
      limits,
    );
    return {
      ...socket,
      destroy: () => {
        end();
        socket.destroy();
      },
    };
  };
}

interface Model {
  closed: boolean;
}

class Step implements fc.AsyncCommand<Model, Run> {
  readonly #name: string;
  readonly #act: (run: Run, model: Model) => unknown;

  constructor(name: string, act: (run: Run, model: Model) => unknown) {
    this.#name = name;
    this.#act = act;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, run: Run): Promise<void> {
    await this.#act(run, model);
    await Promise.resolve();
    expect(run.mostSockets).toBeLessThanOrEqual(1);
    if (model.closed) expect(run.client.status().type).toMatch(/^(draining|closed)$/);
    if (run.client.status().type === "closed") expect([run.liveSockets, run.clock.timers]).toEqual([0, 0]);
  }

  toString(): string {
    return this.#name;
  }
}

const begin = new Step("start", (run, model) => {
  const told = run.follow("start", run.client.start());
  if (model.closed) return run.clock.advance(0).then(() => expect(told.outcome).toMatch(/^(ok|[A-Z_]+)$/));
});
const close = new Step("close", (run, model) => {
  run.follow("close", run.client.close());
  model.closed = true;
});
const abort = new Step("abort", (run, model) => {
  const started = run.client.status().type !== "idle";
  run.abort.abort();
  // Before start() nothing listens to the signal: start() looks at it.
  if (started) model.closed = true;
});
/** The pattern of a process that reloads: the old one closes, then the new one starts. */
const restart = new Step("restart", async (run, model) => {
  const told = run.follow("close", run.client.close());
  await run.clock.advance(5_000);
  expect(told.outcome).toBe("ok");
  run.abort = new AbortController();
  run.client = run.create();
  model.closed = false;
  run.follow("start", run.client.start());
});
const advance = fc
  .constantFrom(0, 0, 500, 3_000, 10_000, 15_000, 120_000)
  .map((ms) => new Step(`advance ${ms}`, ({ clock }) => clock.advance(ms)));
const mood = fc.tuple(fc.constantFrom(...discoveryModes), fc.constantFrom(...gatewayModes)).map(
  ([discovery, gateway]) =>
    new Step(`discovery ${discovery}, gateway ${gateway}`, ({ platform }) => {
      platform.discovery = discovery;
      platform.gateway = gateway;
    }),
);
const toServers = (name: string, act: (webSocket: WebSocket) => void): Step =>
  new Step(name, ({ platform }) => {
    for (const webSocket of platform.webSockets) act(webSocket);
  });
const serverDies = toServers("server dies", (webSocket) => webSocket.terminate());
const serverLeaves = toServers("server says goodbye", (webSocket) => webSocket.close());
const serverFreezes = toServers("server freezes", (webSocket) => webSocket.pause());
const serverBreaks = toServers("server breaks the protocol", (webSocket) => {
  if (webSocket.readyState === webSocket.OPEN) webSocket.send(Buffer.alloc(4_194_305));
});
const deliver = toServers("deliver", (webSocket) => {
  if (webSocket.readyState === webSocket.OPEN) webSocket.send(frame(3, 1, { type: "event", message_id: "m" }));
});
const finish = new Step("finish a handler", ({ finish }) => finish.shift()?.({ type: "answered", json: "{}" }));

const platform = new Platform();
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

beforeAll(async () => {
  process.on("unhandledRejection", onUnhandled);
  await platform.listen();
});

afterAll(() => {
  process.off("unhandledRejection", onUnhandled);
  platform.close();
});

it("whatever happens in whatever order, one socket at most is open, every promise settles and nothing is left", async () => {
  const commands = [
    fc.constantFrom(begin, begin, close, abort, restart),
    advance,
    advance,
    mood,
    fc.constantFrom(serverDies, serverLeaves, serverFreezes, serverBreaks, deliver, deliver, finish),
  ];
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 40, size: "max" }), async (steps) => {
      platform.discovery = "ok";
      platform.gateway = "ok";
      const run = new Run(platform);

      await fc.asyncModelRun(() => ({ model: { closed: false }, real: run }), steps);

      run.follow("close", run.client.close());
      // 3 s for handlers, 1 s for the server's goodbye.
      await run.clock.advance(4_000);
      expect(run.promises.filter(({ outcome }) => outcome === undefined)).toEqual([]);
      expect(run.client.status().type).toBe("closed");
      expect([run.liveSockets, run.clock.timers]).toEqual([0, 0]);
      platform.wake();
      await expect.poll(() => platform.upgrades.size).toBe(0);
      // Handlers that outlive their client harm nobody.
      for (const resolve of run.finish) resolve({ type: "answered", json: "{}" });
      await run.clock.advance(0);
      expect(unhandled).toEqual([]);
    }),
    { numRuns },
  );
}, 600_000);
