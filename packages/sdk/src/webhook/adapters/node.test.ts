import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect as connectHttp2, createServer as createHttp2Server } from "node:http2";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Outcome } from "../../callback/delivery.ts";
import { LarkwireError } from "../../errors.ts";
import { createStubReceiver, type StubReceiver } from "../../testing/stub-receiver.ts";
import { createTestClock } from "../../testing/test-clock.ts";
import type { WebhookOptions } from "../mount.ts";
import type { NodeListener, NodeRequest } from "../node-listener.ts";
import { webhook } from "./node.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(listener: NodeListener): Promise<number> {
  const server: Server = createServer((request, response) => listener(request, response)).listen(0, "127.0.0.1");
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A plain socket: tests say byte for byte what is sent and when. */
async function dial(port: number): Promise<{ socket: Socket; received(): string }> {
  const socket = connect(port, "127.0.0.1").setNoDelay(true);
  closing.push(() => void socket.destroy());
  socket.on("error", () => undefined);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  await once(socket, "connect");
  return { socket, received: () => text };
}

const clock = createTestClock();
const settle = (): Promise<void> => clock.advance(0);
const head = (...lines: string[]): string => `${["POST / HTTP/1.1", "host: test", ...lines].join("\r\n")}\r\n\r\n`;
const statusOf = (response: string): number => Number(response.split(" ", 2)[1]);
const codesOf = (receiver: StubReceiver): unknown[] =>
  receiver.logs.map(({ fields }) => (fields as { code?: string }).code);

async function post(port: number, body: string | Uint8Array, init: RequestInit = {}): Promise<Response> {
  return await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body, ...init });
}

describe("an answer over HTTP", () => {
  it("is the receiver's JSON, its length counted in bytes", async () => {
    const receiver = createStubReceiver({
      clock,
      receive: () => ({ type: "answered", json: '{"toast":{"content":"已批准"}}' }),
    });
    const port = await listen(webhook(receiver));

    const response = await post(port, "{}");

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("content-length")).toBe(String(24 + 3 * 3));
    expect(await response.json()).toEqual({ toast: { content: "已批准" } });
  });

  it("may take its time, and tells the receiver that it has left", async () => {
    const receiver = createStubReceiver({
      clock,
      receive: () => new Promise((resolve) => void clock.after(2_000, () => resolve({ type: "answered", json: "{}" }))),
    });
    const { socket, received } = await dial(await listen(webhook(receiver)));

    socket.write(`${head("content-length: 2")}{}`);
    await clock.advance(1_999);
    expect([received(), receiver.settled]).toEqual(["", []]);
    await clock.advance(1);

    expect(statusOf(received())).toBe(200);
    expect(receiver.settled).toEqual([true]);
  });

  it("keeps the connection for the next request", async () => {
    const { socket, received } = await dial(await listen(webhook(createStubReceiver({ clock }))));

    for (const _ of [1, 2, 3]) {
      socket.write(`${head("content-length: 2")}{}`);
      await settle();
    }

    expect(received().match(/HTTP\/1\.1 200/g)).toHaveLength(3);
    expect(socket.destroyed).toBe(false);
  });

  it("gives the receiver the headers by their names in any case, whatever the body says about headers", async () => {
    const receiver = createStubReceiver({ clock });

    await post(await listen(webhook(receiver)), '{"headers":null}', { headers: { "X-Lark-Signature": "abc" } });

    const origin = receiver.deliveries[0]?.origin;
    expect(origin?.type === "webhook" && [origin.header("X-Lark-Signature"), origin.header("x-missing")]).toEqual([
      "abc",
      undefined,
    ]);
  });
});

describe("a body", () => {
  it("arrives as it was sent, however it is cut, even inside a character", async () => {
    const receiver = createStubReceiver({ clock });
    const { socket, received } = await dial(await listen(webhook(receiver)));
    const bytes = Buffer.from('{"text":"卡片回调"}');

    socket.write(head(`content-length: ${bytes.length}`));
    for (const byte of bytes) {
      socket.write(Uint8Array.of(byte));
      await settle();
    }

    expect(statusOf(received())).toBe(200);
    expect(Buffer.from(receiver.deliveries[0]?.body ?? []).toString()).toBe('{"text":"卡片回调"}');
  });

  it("counts from its first byte, not from its last", async () => {
    const receiver = createStubReceiver({ clock });
    const { socket } = await dial(await listen(webhook(receiver)));
    const startedAt = clock.monotonic();

    socket.write(`${head("content-length: 2")}{`);
    await clock.advance(1_000);
    socket.write("}");
    await settle();

    expect(receiver.deliveries[0]?.receivedAt).toBe(startedAt);
  });

  it("may have exactly the longest length", async () => {
    const receiver = createStubReceiver({ clock });
    const port = await listen(webhook(receiver, { maxBodyBytes: 1_000 }));

    expect((await post(port, "x".repeat(1_000))).status).toBe(200);
    expect((await post(port, "x".repeat(1_001))).status).toBe(413);
    expect(receiver.deliveries).toHaveLength(1);
  });

  it("is refused before it is sent when it is announced as too long", async () => {
    const receiver = createStubReceiver({ clock });
    const { socket, received } = await dial(await listen(webhook(receiver)));

    socket.write(head(`content-length: ${2 ** 20 + 1}`));
    await settle();

    expect(statusOf(received())).toBe(413);
    expect(received()).toContain("connection: close");
    expect(codesOf(receiver)).toEqual(["BODY_TOO_LARGE"]);
  });

  it("is refused as soon as it is too long when no length was announced", async () => {
    const receiver = createStubReceiver({ clock });
    const { socket, received } = await dial(await listen(webhook(receiver, { maxBodyBytes: 10 })));

    socket.write(`${head("transfer-encoding: chunked")}6\r\nabcdef\r\n`);
    await settle();
    expect(received()).toBe("");
    socket.write("6\r\nabcdef\r\n");
    await settle();

    expect(statusOf(received())).toBe(413);
    expect(receiver.deliveries).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  it("is given up when it does not arrive in time", async () => {
    const receiver = createStubReceiver({ clock });
    const { socket, received } = await dial(await listen(webhook(receiver)));

    socket.write(`${head("content-length: 100")}{`);
    await clock.advance(4_999);
    expect(received()).toBe("");
    await clock.advance(1);

    expect(statusOf(received())).toBe(408);
    expect(codesOf(receiver)).toEqual(["BODY_TOO_SLOW"]);
    expect(socket.destroyed || socket.readableEnded).toBe(true);
  });

  it("needs no timer when it comes along with its head", async () => {
    let timers = 0;
    const counting = {
      ...clock,
      after: (ms: number, work: () => void) => {
        timers++;
        return clock.after(ms, work);
      },
    };
    const port = await listen(webhook(createStubReceiver({ clock: counting })));
    const { socket, received } = await dial(port);

    socket.write(`${head("content-length: 2")}{}`);
    await settle();

    expect([statusOf(received()), timers]).toEqual([200, 0]);
  });

  it("that breaks off is forgotten, and the next request is answered", async () => {
    const receiver = createStubReceiver({ clock });
    const port = await listen(webhook(receiver, { maxInFlight: 1 }));
    const { socket } = await dial(port);

    socket.write(`${head("content-length: 100")}{`);
    await settle();
    socket.destroy();
    await settle();

    expect(codesOf(receiver)).toEqual(["BODY_ABORTED"]);
    expect([receiver.deliveries.length, clock.timers]).toEqual([0, 0]);
    expect((await post(port, "{}")).status).toBe(200);
  });
});

describe("a request that is not for a receiver", () => {
  it("to another path is answered 404, or goes on to the next middleware", async () => {
    const receiver = createStubReceiver({ clock });
    const listener = webhook({ "/event": receiver });
    const port = await listen(listener);
    const middlewarePort = await listen((request, response) =>
      listener(request, response, () => {
        response.writeHead(299, {});
        response.end("next");
      }),
    );

    expect((await fetch(`http://127.0.0.1:${port}/other`)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${middlewarePort}/other`)).status).toBe(299);
    expect((await fetch(`http://127.0.0.1:${port}/event?a=1`, { method: "POST", body: "{}" })).status).toBe(200);
    expect(receiver.deliveries).toHaveLength(1);
  });

  it.each(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])("by %s is told to use POST", async (method) => {
    const response = await fetch(`http://127.0.0.1:${await listen(webhook(createStubReceiver({ clock })))}/`, {
      method,
    });

    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

it("takes a request that names the whole address, as one may through a proxy", async () => {
  const receiver = createStubReceiver({ clock });
  const { socket, received } = await dial(await listen(webhook({ "/webhook": receiver })));

  for (const address of ["http://test/webhook?x=1", "http://test/other"]) {
    socket.write(`POST ${address} HTTP/1.1\r\nhost: test\r\ncontent-length: 2\r\n\r\n{}`);
    await settle();
  }

  expect(received().match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 404"]);
});

describe("a refusal", () => {
  it("is the same in every byte, whatever the reason", async () => {
    const codes = [
      "SIGNATURE_INVALID",
      "TOKEN_INVALID",
      "TIMESTAMP_STALE",
      "DECRYPT_FAILED",
      "BODY_MALFORMED",
    ] as const;
    const left = [...codes];
    const receiver = createStubReceiver({
      clock,
      receive: () => ({ type: "refused", error: new LarkwireError(left.shift() ?? "INTERNAL", "A reason") }),
    });
    const port = await listen(webhook(receiver));
    const responses: string[] = [];

    for (const _ of codes) {
      const { socket, received } = await dial(port);
      socket.write(`${head("content-length: 2")}{}`);
      await settle();
      responses.push(received().replace(/^date: .*$/im, ""));
    }

    expect(statusOf(responses[0] ?? "")).toBe(401);
    expect(new Set(responses).size).toBe(1);
    expect(receiver.settled).toEqual(codes.map(() => true));
  });
});

describe("a failure", () => {
  it.each([
    ["rejects", () => Promise.reject(new Error("secret"))],
    [
      "throws",
      () => {
        throw new Error("secret");
      },
    ],
  ])("of a receiver that %s is answered 500 and logged", async (_, receive) => {
    const receiver = createStubReceiver({ clock, receive });

    const response = await post(await listen(webhook(receiver)), "{}");

    expect([response.status, await response.text()]).toEqual([500, '{"msg":"internal error"}']);
    expect(codesOf(receiver)).toEqual(["INTERNAL"]);
  });

  it("of late work is logged and harms nobody", async () => {
    const receiver = createStubReceiver({ clock, settle: () => Promise.reject(new Error("late")) });
    const port = await listen(webhook(receiver));

    expect((await post(port, "{}")).status).toBe(200);
    expect((await post(port, "{}")).status).toBe(200);
    await settle();

    expect(codesOf(receiver)).toEqual(["INTERNAL", "INTERNAL"]);
  });

  it("to deliver the answer, because the sender has left, is told once", async () => {
    const receiver = createStubReceiver({
      clock,
      receive: () => new Promise((resolve) => void clock.after(1_000, () => resolve({ type: "answered", json: "{}" }))),
    });
    const { socket } = await dial(await listen(webhook(receiver)));

    socket.write(`${head("content-length: 2")}{}`);
    await settle();
    socket.destroy();
    await clock.advance(2_000);

    expect(receiver.settled).toEqual([false]);
  });

  it("to keep up is answered 503 with one log line, until there is room again", async () => {
    const options: WebhookOptions = { maxInFlight: 2 };
    const receiver = createStubReceiver({
      clock,
      receive: () => new Promise((resolve) => void clock.after(1_000, () => resolve({ type: "answered", json: "{}" }))),
    });
    const port = await listen(webhook(receiver, options));
    const clients = [await dial(port), await dial(port), await dial(port), await dial(port)];

    for (const { socket } of clients) socket.write(`${head("content-length: 2")}{}`);
    await clock.advance(1_000);

    const responses = clients.map(({ received }) => received());
    expect(responses.map(statusOf).sort()).toEqual([200, 200, 503, 503]);
    expect(responses.find((response) => statusOf(response) === 503)).toMatch(/retry-after: \d+/i);
    expect(codesOf(receiver)).toEqual(["OVERLOADED"]);
  });
});

describe("requests whose bodies are too much together", () => {
  const slow = (): Promise<Outcome> =>
    new Promise((resolve) => void clock.after(1_000, () => resolve({ type: "answered", json: "{}" })));
  const body = "x".repeat(600);

  it("are answered 503 with one log line while others are worked on, until there is room again", async () => {
    const receiver = createStubReceiver({ clock, receive: slow });
    const port = await listen(webhook(receiver, { maxInFlightBytes: 1_000 }));
    const clients = [await dial(port), await dial(port), await dial(port)];
    for (const { socket } of clients) socket.write(`${head("content-length: 600")}${body}`);
    await settle();
    expect(clients.map(({ received }) => statusOf(received())).filter((status) => status === 503)).toHaveLength(2);
    await clock.advance(1_000);

    expect(clients.map(({ received }) => statusOf(received())).sort()).toEqual([200, 503, 503]);
    expect(codesOf(receiver)).toEqual(["OVERLOADED"]);
    const next = await dial(port);
    next.socket.write(`${head("content-length: 600")}${body}`);
    await clock.advance(1_000);
    expect(statusOf(next.received())).toBe(200);
  });

  it("count for what has come, not for what was announced, and no more when they break off", async () => {
    const receiver = createStubReceiver({ clock });
    const port = await listen(webhook(receiver, { maxInFlightBytes: 1_000 }));
    const clients = [await dial(port), await dial(port), await dial(port)];
    for (const { socket } of clients) socket.write(`${head("content-length: 900")}{`);
    await settle();
    expect((await post(port, "{}")).status).toBe(200);
    for (const { socket } of clients) socket.write("x".repeat(400));
    await settle();
    expect(clients.map(({ received }) => received() !== "" && statusOf(received()))).toContain(503);
    for (const { socket } of clients) socket.destroy();
    await settle();

    const { socket, received } = await dial(port);
    socket.write(`${head("content-length: 1000")}${"x".repeat(1_000)}`);
    await settle();
    expect(statusOf(received())).toBe(200);
  });
});

describe("behind a body parser", () => {
  const parsed =
    (rest: object) =>
    (listener: NodeListener): NodeListener => {
      return (request, response) => {
        request.on("data", () => undefined);
        request.on("end", () => listener(Object.assign(request, rest), response));
      };
    };

  it.each([
    ["rawBody as bytes", { rawBody: Buffer.from('{"a": 1}'), body: { a: 1 } }],
    ["rawBody as text", { rawBody: '{"a": 1}', body: { a: 1 } }],
    ["body as bytes", { body: Buffer.from('{"a": 1}') }],
  ])("the raw bytes are taken from %s", async (_, rest) => {
    const receiver = createStubReceiver({ clock });

    const response = await post(await listen(parsed(rest)(webhook(receiver))), '{"a": 1}');

    expect(response.status).toBe(200);
    expect(Buffer.from(receiver.deliveries[0]?.body ?? []).toString()).toBe('{"a": 1}');
  });

  it("that kept no raw bytes, the log says what to change", async () => {
    const receiver = createStubReceiver({ clock });

    const response = await post(await listen(parsed({ body: { a: 1 } })(webhook(receiver))), '{"a": 1}');

    expect(response.status).toBe(500);
    expect(receiver.logs[0]?.message).toMatch(/^BODY_ALREADY_READ: .*rawBody/);
  });

  it("the limit holds too", async () => {
    const receiver = createStubReceiver({ clock });
    const listener = parsed({ rawBody: Buffer.alloc(11) })(webhook(receiver, { maxBodyBytes: 10 }));

    expect((await post(await listen(listener), "{}")).status).toBe(413);
  });

  it("that has answered already, nothing is written a second time", async () => {
    const receiver = createStubReceiver({ clock });
    const listener = webhook(receiver);
    const port = await listen((request: NodeRequest, response) => {
      listener(request, response);
      response.writeHead(504, {});
      response.end("timeout");
    });

    expect((await post(port, "{}")).status).toBe(504);
    await settle();

    expect(receiver.settled).toEqual([false]);
  });
});

describe("over HTTP/2", () => {
  async function listenHttp2(listener: NodeListener) {
    const server = createHttp2Server((request, response) => listener(request, response)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const session = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    closing.push(
      () => void server.close(),
      () => void session.destroy(),
    );
    return session;
  }

  it("requests are answered and the answer is known to have left", async () => {
    const receiver = createStubReceiver({ clock });
    const session = await listenHttp2(webhook(receiver));
    const stream = session.request({ ":method": "POST", ":path": "/" });
    stream.end("{}");

    const [headers] = await once(stream, "response");
    stream.resume();
    await once(stream, "end");
    await settle();

    expect(headers[":status"]).toBe(200);
    expect(receiver.settled).toEqual([true]);
  });

  it("a body that is complete but never ended is given up in time, and its stream with it", async () => {
    const receiver = createStubReceiver({ clock });
    const session = await listenHttp2(webhook(receiver));
    const stream = session.request({ ":method": "POST", ":path": "/", "content-length": 2 });
    let status = 0;
    stream.on("response", (headers) => {
      status = headers[":status"] ?? 0;
    });
    stream.on("error", () => undefined);

    stream.write("{}");
    await clock.advance(5_000);
    stream.resume();
    await once(stream, "close");

    expect(status).toBe(408);
  });

  it("a stream that is reset half-way is forgotten", async () => {
    const receiver = createStubReceiver({ clock });
    const session = await listenHttp2(webhook(receiver));
    const stream = session.request({ ":method": "POST", ":path": "/" });
    stream.on("error", () => undefined);

    stream.write("{");
    await settle();
    stream.destroy(new Error("reset"));
    await settle();

    expect(codesOf(receiver)).toEqual(["BODY_ABORTED"]);
    expect(clock.timers).toBe(0);
  });

  it("a sender that leaves while the handler works is told to the receiver", async () => {
    const receiver = createStubReceiver({
      clock,
      receive: () => new Promise((resolve) => void clock.after(1_000, () => resolve({ type: "answered", json: "{}" }))),
    });
    const session = await listenHttp2(webhook(receiver));
    const stream = session.request({ ":method": "POST", ":path": "/" });
    stream.on("error", () => undefined);

    stream.end("{}");
    await settle();
    stream.destroy(new Error("reset"));
    await clock.advance(1_000);

    expect(receiver.settled).toEqual([false]);
  });
});

it("fits the servers of Node without a wrapper", () => {
  const listener = webhook(createStubReceiver({ clock }));

  const servers = [createServer(listener), createHttp2Server(listener)];

  expect(servers.map((server) => server.listenerCount("request"))).toEqual([1, 1]);
});
