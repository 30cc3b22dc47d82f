import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Socket as TcpSocket } from "node:net";
import type { Duplex } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { Answer, Delivery, Outcome, Receiver } from "../callback/delivery.ts";
import { LarkwireError } from "../errors.ts";
import type { Awaitable } from "../ports.ts";
import { createOpenSocket } from "../runtime/open-socket.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { decodeAnswer } from "../wire/answer.ts";
import { decodeFrame, encodeFrame, type Frame } from "../wire/frame.ts";
import { headerOf } from "../wire/headers.ts";
import { WSClient } from "./client.ts";
import type { ConnectOptions } from "./ws-client-options.ts";

const openSocket = createOpenSocket(() => undefined, createTestClock());

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** What came, in order, for tests to wait for. */
class Inbox<T> {
  readonly #items: T[] = [];
  readonly #waiting: ((item: T) => void)[] = [];

  put(item: T): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#items.push(item);
    else next(item);
  }

  next(): Promise<T> {
    const item = this.#items.shift();
    return item === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(item);
  }

  get count(): number {
    return this.#items.length;
  }
}

interface Connected {
  readonly socket: WebSocket;
  /** Data frames only; pings are in `pings`. */
  readonly answers: Inbox<Frame>;
  readonly pings: Inbox<Frame>;
  readonly closed: Promise<unknown>;
}

interface PlatformOptions {
  readonly discovery?: RequestListener;
  readonly upgrade?: (socket: Duplex, key: string) => void;
  readonly clientConfig?: object;
  readonly connected?: (socket: WebSocket) => void;
}

/** The platform's side: discovery and WebSockets, on the loopback. */
async function startPlatform({ discovery, upgrade, clientConfig, connected: onConnected }: PlatformOptions = {}) {
  const connections = new Inbox<Connected>();
  const webSockets = new WebSocketServer({ noServer: true });
  let discoveries = 0;
  const server = createServer((request, response) => {
    discoveries++;
    if (discovery !== undefined) discovery(request, response);
    else response.end(JSON.stringify({ code: 0, msg: "ok", data: { URL: url(), ClientConfig: clientConfig ?? {} } }));
  });
  const port = () => (server.address() as AddressInfo).port;
  const url = () =>
    `ws://127.0.0.1:${port()}/ws/v2?fpid=493&aid=552564&device_id=${discoveries}&access_key=key0&service_id=33554678&ticket=ticket0`;
  const tcp = new Set<TcpSocket>();
  server.on("connection", (socket) => tcp.add(socket));
  server.on("upgrade", (request, socket, head) => {
    if (upgrade !== undefined) return upgrade(socket, String(request.headers["sec-websocket-key"]));
    webSockets.handleUpgrade(request, socket, head, (client) => {
      const connected = {
        socket: client,
        answers: new Inbox<Frame>(),
        pings: new Inbox<Frame>(),
        closed: once(client, "close"),
      };
      client.on("message", (bytes: Buffer) => {
        const frame = decodeFrame(bytes);
        (frame.method === 0 ? connected.pings : connected.answers).put(frame);
      });
      connections.put(connected);
      onConnected?.(client);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanups.push(() => {
    server.close();
    for (const socket of tcp) socket.destroy();
  });
  return {
    domain: `http://127.0.0.1:${port()}`,
    connections,
    url,
    get discoveries() {
      return discoveries;
    },
  };
}

type Handler = (delivery: Delivery) => Awaitable<Outcome>;

interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: { readonly code?: unknown; readonly callback?: unknown } | undefined;
}

function createClient(domain: string, handler: Handler, options: Partial<ConnectOptions> = {}) {
  const clock = createTestClock();
  const lines: Line[] = [];
  const settled: boolean[] = [];
  const deliveries: Delivery[] = [];
  const toAnswer = (outcome: Outcome): Answer => ({ outcome, settle: (sent) => void settled.push(sent) });
  const dispatcher: Receiver = {
    secured: false,
    clock,
    log: () => undefined,
    receive: (delivery) => {
      deliveries.push(delivery);
      const outcome = handler(delivery);
      return "then" in outcome ? outcome.then(toAnswer) : toAnswer(outcome);
    },
  };
  const client = new WSClient(
    { appId: "cli_0123456789abcdef", appSecret: "secret0", domain, dispatcher, ...options },
    {
      clock,
      random: () => 0.5,
      log: (level, message, fields) => void lines.push({ level, message, fields }),
      post: (url, request) => fetch(url, request),
      openSocket,
    },
  );
  cleanups.push(async () => {
    const closed = client.close();
    await clock.advance(5_000);
    await closed;
    expect(clock.timers).toBe(0);
  });
  const codes = () => lines.map(({ fields }) => fields?.code).filter((code) => code !== undefined);
  return { client, clock, lines, codes, settled, deliveries };
}

const ok: Handler = () => ({ type: "answered", json: '{"toast":{"content":"好"}}' });

/** A data frame as the platform sends it. */
function dataFrame(
  messageId: string,
  wish: { type?: string; sum?: number; seq?: number; payload?: string } = {},
): Uint8Array {
  const { type = "event", sum = 1, seq = 0, payload = `{"id":"${messageId}"}` } = wish;
  const headers = { seq, instance_id: "i-1", type, message_id: messageId, sum, trace_id: "t-1", timestamp: 1 };
  return encodeFrame({
    SeqID: 2n ** 63n + 1n,
    LogID: 2n ** 53n + 1n,
    service: 33554678,
    method: 1,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value: String(value) })),
    payload: Buffer.from(payload),
  });
}

function pong(clientConfig: object): Uint8Array {
  const headers = [{ key: "type", value: "pong" }];
  return encodeFrame({
    SeqID: 0n,
    LogID: 0n,
    service: 1,
    method: 0,
    headers,
    payload: Buffer.from(JSON.stringify(clientConfig)),
  });
}

/** A promise and how to keep it. */
function deferred<T>() {
  let keep: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}

const said = (answer: Frame) => decodeAnswer(answer);
const json =
  (body: object): RequestListener =>
  (_, response) =>
    void response.end(JSON.stringify(body));

describe("WSClient", () => {
  describe("connecting", () => {
    it("resolves start() once connected, says where without credentials, and pings at once", async () => {
      const platform = await startPlatform();
      const { client, lines } = createClient(platform.domain, ok);

      await client.start();

      const ping = await (await platform.connections.next()).pings.next();
      expect(ping).toMatchObject({
        SeqID: 0n,
        LogID: 0n,
        service: 33554678,
        headers: [{ key: "type", value: "ping" }],
      });
      expect(client.status()).toMatchObject({ type: "open", connections: [{ type: "open", connectionId: "1" }] });
      expect(lines[0]).toMatchObject({ level: "info", message: expect.stringMatching(/^connected to ws:\/\/127/) });
      expect(JSON.stringify(lines)).not.toMatch(/key0|ticket0|secret0/);
    });

    it("does not lose a frame that comes in one packet with the upgrade", async () => {
      const received = deferred<Buffer>();
      const platform = await startPlatform({
        upgrade: (socket, key) => {
          const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
          const head = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`;
          const frame = dataFrame("first");
          socket.write(
            Buffer.concat([Buffer.from(head), Buffer.from([0x82, 126, frame.length >> 8, frame.length & 0xff]), frame]),
          );
          const chunks: Buffer[] = [];
          socket.on("data", (chunk: Buffer) => {
            chunks.push(chunk);
            const bytes = Buffer.concat(chunks);
            // A masked binary message beyond 125 bytes: the answer, the ping is shorter.
            const at = bytes.indexOf(Buffer.from([0x82, 0x80 | 126]));
            if (at >= 0 && bytes.length >= at + 8 + bytes.readUInt16BE(at + 2)) received.keep(bytes.subarray(at));
          });
        },
      });
      const { client, deliveries } = createClient(platform.domain, ok);

      await client.start();

      const message = await received.promise;
      const mask = message.subarray(4, 8);
      const payload = message
        .subarray(8, 8 + message.readUInt16BE(2))
        .map((byte, index) => byte ^ (mask[index % 4] ?? 0));
      expect(said(decodeFrame(payload))).toEqual({ code: 200, json: '{"toast":{"content":"好"}}' });
      expect(deliveries).toHaveLength(1);
    });

    it.each([
      [{ code: 514, msg: "auth failed", data: {} }, "CREDENTIALS_REFUSED"],
      [{ code: 514, msg: "auth failed" }, "CREDENTIALS_REFUSED"],
      [{ code: 1000040350, msg: "too many", data: {} }, "CONNECTION_LIMIT"],
      [{ code: 1000040351, msg: "Incorrect domain name", data: {} }, "WRONG_DOMAIN"],
      [{ code: 4242, msg: "?", data: {} }, "ENDPOINT_REFUSED"],
    ])("rejects start() when discovery says %j", async (answer, code) => {
      const platform = await startPlatform({ discovery: json(answer) });
      const { client } = createClient(platform.domain, ok);

      await expect(client.start()).rejects.toMatchObject({ code, platform: { code: answer.code } });

      expect(client.status()).toMatchObject({ type: "closed", connections: [{ reason: { code } }] });
      expect(platform.discoveries).toBe(1);
    });

    it.each<[string, RequestListener, string]>([
      ["is busy", json({ code: 1, msg: "system busy", data: {} }), "ENDPOINT_BUSY"],
      ["answers without data", json({ code: 0, msg: "ok" }), "ENDPOINT_MALFORMED"],
      ["answers with wrong types", json({ code: 0, data: { URL: 7, ClientConfig: "x" } }), "ENDPOINT_MALFORMED"],
      ["answers with HTML", (_, response) => void response.end("<html>"), "ENDPOINT_MALFORMED"],
      [
        "redirects",
        (_, response) => void response.writeHead(302, { location: "/elsewhere" }).end(),
        "ENDPOINT_MALFORMED",
      ],
      ["breaks off", (request) => void request.socket.destroy(), "ENDPOINT_UNREACHABLE"],
      ["never answers", () => undefined, "ENDPOINT_UNREACHABLE"],
    ])("tries again when discovery %s", async (_, answer, code) => {
      let broken = true;
      const platform = await startPlatform({
        discovery: (request, response) => {
          if (broken) answer(request, response);
          else json({ code: 0, data: { URL: platform.url() } })(request, response);
          broken = false;
        },
      });
      const { client, clock, codes } = createClient(platform.domain, ok, { livenessMs: false });

      const started = client.start();
      await clock.advance(15_000);
      await clock.advance(5_000);
      await started;

      expect(codes()).toEqual([code]);
      expect(platform.discoveries).toBe(2);
    });

    it("rejects start() when the platform forbids the connection at the handshake", async () => {
      const platform = await startPlatform({
        upgrade: (socket) =>
          void socket.end(
            "HTTP/1.1 400 Bad Request\r\nHandshake-Status: 514\r\nHandshake-Autherrcode: 1000040350\r\nHandshake-Msg: the number of connections exceeded the limit\r\n\r\n",
          ),
      });
      const { client } = createClient(platform.domain, ok);

      await expect(client.start()).rejects.toMatchObject({ code: "CONNECTION_LIMIT", platform: { code: 1000040350 } });
    });

    it.each<[string, (socket: Duplex) => void]>([
      ["is refused with a bare status", (socket) => void socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n")],
      ["is redirected", (socket) => void socket.end("HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\n\r\n")],
      ["is cut off", (socket) => void socket.destroy()],
      ["is answered with nonsense", (socket) => void socket.end("220 smtp ready\r\n")],
      ["is not answered", () => undefined],
    ])("fetches a new address and tries again when the handshake %s", async (_, upgrade) => {
      const platform = await startPlatform({ upgrade });
      const { client, clock, codes } = createClient(platform.domain, ok);

      const started = expect(client.start()).rejects.toMatchObject({ code: "CLOSING" });
      await clock.advance(10_000);
      await clock.advance(5_000);

      expect(codes()[0]).toBe("HANDSHAKE_FAILED");
      expect([2, 3]).toContain(platform.discoveries);
      await client.close();
      await started;
    });

    it("gives up when the platform allows no more tries", async () => {
      const platform = await startPlatform({
        clientConfig: { ReconnectCount: 2, ReconnectInterval: 1, ReconnectNonce: 1 },
        upgrade: (socket) => void socket.destroy(),
      });
      const { client, clock } = createClient(platform.domain, ok);

      const started = expect(client.start()).rejects.toMatchObject({ code: "RECONNECT_EXHAUSTED" });
      await clock.advance(60_000);

      await started;
      expect(platform.discoveries).toBe(3);
    });

    it("returns the same promise from every start()", async () => {
      const platform = await startPlatform();
      const { client } = createClient(platform.domain, ok);

      const first = client.start();

      expect(client.start()).toBe(first);
      await first;
      expect(platform.discoveries).toBe(1);
    });
  });

  describe("answering", () => {
    const connect = async (handler: Handler, options: Partial<ConnectOptions> = {}) => {
      const platform = await startPlatform();
      const made = createClient(platform.domain, handler, options);
      await made.client.start();
      return { ...made, platform, ...(await platform.connections.next()) };
    };

    it.each(["event", "card"])("answers %s frames with everything they came with", async (type) => {
      const { socket, answers, deliveries, settled } = await connect(ok);
      const sent = dataFrame("m-1", { type });

      socket.send(sent);
      const answer = await answers.next();

      const { headers, payload: _, ...rest } = decodeFrame(sent);
      expect(answer).toMatchObject(rest);
      expect(answer.headers).toEqual([...headers, { key: "biz_rt", value: "0" }]);
      expect(said(answer)).toEqual({ code: 200, json: '{"toast":{"content":"好"}}' });
      expect(deliveries[0]?.origin).toEqual({
        type: "long-connection",
        connectionId: "1",
        messageId: "m-1",
        traceId: "t-1",
      });
      expect(Buffer.from(deliveries[0]?.body ?? []).toString()).toBe('{"id":"m-1"}');
      await expect.poll(() => settled).toEqual([true]);
    });

    it("reports the handling time in whole milliseconds", async () => {
      const release = deferred<Outcome>();
      const { socket, answers, clock } = await connect(() => release.promise);

      socket.send(dataFrame("m-1"));
      await clock.advance(1_500.7);
      release.keep({ type: "answered", json: "{}" });

      expect(headerOf(await answers.next(), "biz_rt")).toBe("1500");
    });

    it.each<[string, Handler, string[]]>([
      ["that failed", () => ({ type: "failed", error: new LarkwireError("HANDLER_FAILED", "x") }), []],
      ["that was refused", () => ({ type: "refused", error: new LarkwireError("BODY_MALFORMED", "x") }), []],
      ["with a custom response", () => ({ type: "custom", status: 418, headers: {}, body: "tea" }), ["REPLY_INVALID"]],
      [
        "whose receiver breaks its word and throws",
        () => {
          throw new Error("x");
        },
        [],
      ],
      ["whose receiver breaks its word and rejects", () => Promise.reject(new Error("x")), []],
    ])("answers a delivery %s with code 500 and no data", async (_, handler, logged) => {
      const { socket, answers, codes } = await connect(handler);

      socket.send(dataFrame("m-1"));

      expect(said(await answers.next())).toEqual({ code: 500, json: undefined });
      expect(codes()).toEqual(logged);
    });

    it("answers in the order in which handlers finish", async () => {
      const slow = deferred<Outcome>();
      const answered: Outcome = { type: "answered", json: "{}" };
      const { socket, answers } = await connect(({ origin }) =>
        origin.type === "long-connection" && origin.messageId === "slow" ? slow.promise : answered,
      );

      socket.send(dataFrame("slow"));
      socket.send(dataFrame("quick"));

      expect(headerOf(await answers.next(), "message_id")).toBe("quick");
      slow.keep(answered);
      expect(headerOf(await answers.next(), "message_id")).toBe("slow");
    });

    it("answers a message in fragments once, for the last one, and dates it from the first", async () => {
      const { socket, answers, deliveries, clock } = await connect(ok);

      socket.send(dataFrame("m", { sum: 2, seq: 1, payload: "world" }));
      await clock.advance(700);
      socket.send(dataFrame("m", { sum: 2, seq: 0, payload: "hello " }));

      const answer = await answers.next();
      expect(headerOf(answer, "seq")).toBe("0");
      expect(deliveries).toHaveLength(1);
      expect(deliveries[0]?.receivedAt).toBe(0);
      expect(Buffer.from(deliveries[0]?.body ?? []).toString()).toBe("hello world");
      expect(answers.count).toBe(0);
    });

    it.each<[string, string | Uint8Array, string]>([
      ["a malformed frame", Buffer.from("ff", "hex"), "FRAME_MALFORMED"],
      ["an empty message", Buffer.alloc(0), "FRAME_MALFORMED"],
      ["a text message, even one that spells a frame", "\b\u0000\u0010\u0000\u0018\u0000 \u0000", "FRAME_MALFORMED"],
      ["an impossible fragment", dataFrame("m", { sum: 2, seq: 5 }), "FRAGMENT_INVALID"],
      ["a message of too many fragments", dataFrame("m", { sum: 9_999, seq: 5 }), "FRAGMENT_LIMIT"],
    ])("drops %s, says so and goes on", async (_, message, code) => {
      const { socket, answers, lines } = await connect(ok);

      socket.send(message);
      socket.send(dataFrame("next"));

      expect(headerOf(await answers.next(), "message_id")).toBe("next");
      expect(lines.at(-1)).toMatchObject({ level: "warn", fields: { code, dropped: 1 } });
    });

    it("ignores frames that are not for clients", async () => {
      const { socket, answers, lines, deliveries } = await connect(ok);
      const frame = { SeqID: 1n, LogID: 1n, service: 1, method: 0, headers: [{ key: "type", value: "ping" }] };

      socket.send(encodeFrame(frame));
      socket.send(encodeFrame({ ...frame, headers: [{ key: "type", value: "reboot" }] }));
      socket.send(encodeFrame({ ...frame, headers: [{ key: "type", value: "pong" }], payload: Buffer.from("{") }));
      socket.send(encodeFrame({ ...frame, method: 7 }));
      socket.send(dataFrame("m-1", { type: "news" }));
      socket.send(dataFrame("m-2"));

      expect(headerOf(await answers.next(), "message_id")).toBe("m-2");
      expect(deliveries).toHaveLength(1);
      expect(lines.filter(({ level }) => level !== "info")).toEqual([]);
    });

    it("takes no more deliveries than maxInFlight, and says so once", async () => {
      const release = deferred<Outcome>();
      const { socket, answers, codes } = await connect(() => release.promise, { maxInFlight: 2 });

      for (const id of ["1", "2", "3", "4"]) socket.send(dataFrame(id));

      const refused = [await answers.next(), await answers.next()];
      expect(refused.map((answer) => [headerOf(answer, "message_id"), said(answer).code])).toEqual([
        ["3", 500],
        ["4", 500],
      ]);
      expect(codes()).toEqual(["OVERLOADED"]);
      release.keep({ type: "answered", json: "{}" });
      await answers.next();
      await answers.next();
      socket.send(dataFrame("5"));
      expect(said(await answers.next()).code).toBe(200);
    });

    it("takes no more bytes of deliveries than maxInFlightBytes, and says so once", async () => {
      const release = deferred<Outcome>();
      const payload = "x".repeat(600);
      const { socket, answers, codes } = await connect(() => release.promise, { maxInFlightBytes: 1_000 });

      for (const id of ["1", "2", "3"]) socket.send(dataFrame(id, { payload }));

      const refused = [await answers.next(), await answers.next()];
      expect(refused.map((answer) => [headerOf(answer, "message_id"), said(answer).code])).toEqual([
        ["2", 500],
        ["3", 500],
      ]);
      expect(codes()).toEqual(["OVERLOADED"]);
      release.keep({ type: "answered", json: "{}" });
      await answers.next();
      socket.send(dataFrame("4", { payload }));
      expect(said(await answers.next()).code).toBe(200);
    });

    it("never answers on a newer connection", async () => {
      const release = deferred<Outcome>();
      const { socket, settled, clock, platform, codes, closed } = await connect(() => release.promise);
      socket.send(dataFrame("m-1"));
      await clock.advance(0);

      socket.terminate();
      await closed;
      await clock.advance(5_000);
      const second = await platform.connections.next();
      release.keep({ type: "answered", json: "{}" });
      await clock.advance(0);

      expect(settled).toEqual([false]);
      expect(codes()).toEqual(["CONNECTION_LOST", "ANSWER_NOT_SENT"]);
      expect(second.answers.count).toBe(0);
    });
  });

  describe("staying connected", () => {
    it("gives up a connection on which nothing comes after a ping, and opens another", async () => {
      const platform = await startPlatform();
      const { client, clock, codes } = createClient(platform.domain, ok);
      await client.start();
      const first = await platform.connections.next();

      await clock.advance(10_000);
      await first.closed;
      expect(client.status().type).toBe("degraded");
      await clock.advance(5_000);

      await platform.connections.next();
      expect(codes()).toEqual(["CONNECTION_SILENT"]);
      expect(client.status()).toMatchObject({ type: "open", connections: [{ connectionId: "2" }] });
    });

    it("keeps a silent connection when it is told to", async () => {
      const platform = await startPlatform();
      const { client, clock, lines } = createClient(platform.domain, ok, { livenessMs: false });
      await client.start();

      await clock.advance(600_000);

      expect(client.status().type).toBe("open");
      expect(lines).toHaveLength(1);
    });

    it("takes over the settings of a pong", async () => {
      const platform = await startPlatform();
      const { client, clock } = createClient(platform.domain, ok, { livenessMs: false });
      await client.start();
      const { socket, pings } = await platform.connections.next();
      await pings.next();

      socket.send(pong({ ReconnectCount: -1, ReconnectInterval: 5, ReconnectNonce: 2, PingInterval: 20 }));
      await clock.advance(0);
      await clock.advance(61_000);

      expect(pings.count).toBe(3);
    });

    it("does not hammer a platform that closes every connection at once", async () => {
      const platform = await startPlatform({ connected: (socket) => socket.close() });
      const { client, clock } = createClient(platform.domain, ok);
      const started = client.start();

      await clock.advance(600_000);

      await started;
      // At 0 s, once more soon after, then after 10, 20, 40, 80 and 120 s, and every 120 s from there on.
      expect(platform.discoveries).toBe(9);
    });

    it("ends with the reason when the app is banned later", async () => {
      let banned = false;
      const platform = await startPlatform({
        discovery: (request, response) =>
          json(banned ? { code: 403, msg: "forbidden", data: {} } : { code: 0, data: { URL: platform.url() } })(
            request,
            response,
          ),
      });
      const statuses: string[] = [];
      const { client, clock, codes } = createClient(platform.domain, ok, {
        onStatus: ({ type }) => void statuses.push(type),
      });
      await client.start();

      banned = true;
      (await platform.connections.next()).socket.terminate();
      await clock.advance(0);
      await clock.advance(5_000);

      expect(codes()).toEqual(["CONNECTION_LOST", "ENDPOINT_REFUSED"]);
      expect(statuses).toEqual(["starting", "starting", "open", "degraded", "degraded", "closed"]);
      await expect(client.start()).rejects.toMatchObject({ code: "CLOSING" });
    });

    it("drops a connection that sends more than maxFrameBytes", async () => {
      const platform = await startPlatform();
      const { client, clock, codes } = createClient(platform.domain, ok, { maxFrameBytes: 1_000 });
      await client.start();
      const { socket, closed } = await platform.connections.next();

      socket.send(Buffer.alloc(1_001));
      await closed;
      await clock.advance(0);

      expect(codes()).toEqual(["FRAME_TOO_LARGE"]);
    });
  });

  describe("closing", () => {
    it("waits for handlers, lets their answers leave, refuses newcomers, and then says goodbye", async () => {
      const release = deferred<Outcome>();
      const platform = await startPlatform();
      const { client, clock, settled } = createClient(platform.domain, () => release.promise);
      await client.start();
      const { socket, answers, closed } = await platform.connections.next();
      socket.send(dataFrame("early"));
      await clock.advance(0);

      const closing = client.close();
      expect(client.status()).toMatchObject({ type: "draining", connections: [{ inFlight: 1 }] });
      socket.send(dataFrame("late"));
      const refused = await answers.next();
      release.keep({ type: "answered", json: "{}" });
      const answered = await answers.next();
      await closing;

      expect([headerOf(refused, "message_id"), said(refused).code]).toEqual(["late", 500]);
      expect([headerOf(answered, "message_id"), said(answered).code]).toEqual(["early", 200]);
      expect(settled).toEqual([true]);
      expect((await closed) as unknown[]).toContain(1005);
      expect(clock.timers).toBe(0);
      expect(client.status().type).toBe("closed");
    });

    it("does not wait longer than drainMs, and tells those that go on", async () => {
      const platform = await startPlatform();
      const { client, clock, deliveries } = createClient(platform.domain, () => new Promise<Outcome>(() => undefined), {
        drainMs: 500,
      });
      await client.start();
      const { socket, closed } = await platform.connections.next();
      socket.send(dataFrame("m"));
      await clock.advance(0);

      const closing = client.close();
      await clock.advance(499);
      expect([socket.readyState, deliveries[0]?.ended?.aborted]).toEqual([socket.OPEN, false]);
      await clock.advance(1);
      expect(deliveries[0]?.ended?.aborted).toBe(true);

      await closing;
      await closed;
    });

    it("ends although the server does not say goodbye", async () => {
      const platform = await startPlatform({
        upgrade: (socket, key) => {
          const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
          socket.write(
            `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
          );
        },
      });
      const { client, clock } = createClient(platform.domain, ok);
      await client.start();

      const closing = client.close();
      await clock.advance(1_000);

      await closing;
      expect(clock.timers).toBe(0);
    });

    it("is one and the same when it is called again", async () => {
      const platform = await startPlatform();
      const { client } = createClient(platform.domain, ok);
      await client.start();

      const first = client.close();

      expect(client.close()).toBe(first);
      await first;
      await client.close();
    });

    it.each<[string, PlatformOptions, string]>([
      ["discovery", { discovery: () => undefined }, "discovering"],
      ["the handshake", { upgrade: () => undefined }, "connecting"],
      ["the wait for another try", { discovery: json({ code: 1, msg: "busy", data: {} }) }, "waiting"],
    ])("rejects a pending start() during %s", async (_, options, state) => {
      const platform = await startPlatform(options);
      const { client, clock } = createClient(platform.domain, ok);
      const started = expect(client.start()).rejects.toMatchObject({ code: "CLOSING" });
      await clock.advance(0);
      expect(client.status().connections[0]?.type).toBe(state);

      await client.close();

      await started;
      expect(clock.timers).toBe(0);
    });

    it("rejects a start() that comes later", async () => {
      const { client } = createClient("http://127.0.0.1:1", ok);

      await client.close();

      await expect(client.start()).rejects.toMatchObject({ code: "CLOSING" });
    });

    it("happens when the signal aborts, before and after the start", async () => {
      const platform = await startPlatform();
      const controller = new AbortController();
      const { client } = createClient(platform.domain, ok, { signal: controller.signal });
      await client.start();

      controller.abort();
      await client.close();

      expect(client.status().type).toBe("closed");
      const late = createClient(platform.domain, ok, { signal: controller.signal });
      await expect(late.client.start()).rejects.toMatchObject({ code: "CLOSING" });
      expect(platform.discoveries).toBe(1);
    });

    it.each<[string, () => void]>([
      [
        "throws",
        () => {
          throw new Error("listener");
        },
      ],
      ["rejects", async () => Promise.reject(new Error("listener"))],
    ])("survives a status listener that %s", async (_, onStatus) => {
      const platform = await startPlatform();
      const { client, lines } = createClient(platform.domain, ok, { onStatus });

      await client.start();

      expect(client.status().type).toBe("open");
      expect(lines.some(({ level, fields }) => level === "error" && fields?.callback === "onStatus")).toBe(true);
    });
  });

  describe("options", () => {
    it.each<[string, Record<string, unknown>]>([
      ["appId", { appId: "my-app" }],
      ["appId", { appId: undefined }],
      ["appSecret", { appSecret: "" }],
      ["appSecret", { appSecret: "secret\n" }],
      ["dispatcher", { dispatcher: undefined }],
      ["domain", { domain: "open.feishu.cn" }],
      ["domain", { domain: "ftp://open.feishu.cn" }],
      ["drainMs", { drainMs: -1 }],
      ["maxInFlight", { maxInFlight: Number.NaN }],
      ["handshakeTimeoutMs", { handshakeTimeoutMs: false }],
      ["livenessMs", { livenessMs: "10" }],
    ])("names %s when it makes no sense", (name, wrong) => {
      const make = () => createClient("http://127.0.0.1:1", ok, wrong);

      expect(make).toThrow(expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(name) }));
    });
  });
});
