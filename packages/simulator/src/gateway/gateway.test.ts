import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createTestClock, type TestClock } from "larkwire/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { Faults } from "../faults/faults.ts";
import { Identifiers } from "../world/identifiers.ts";
import { QuirkSwitches } from "../world/quirk-switches.ts";
import { defaultQuirks } from "../world/quirks.ts";
import { createRandom } from "../world/random.ts";
import { Gateway } from "./gateway.ts";
import { type HandMadeFrame, readFrame, writeAnswer, writeFrame } from "./hand-made-frames.ts";

const appId = "cli_0123456789abcdef";

let clock: TestClock;
let faults: Faults;
let gateway: Gateway;
let host: string;
let stop: () => void;

beforeEach(async () => {
  clock = createTestClock();
  const random = createRandom(1);
  faults = new Faults(random);
  gateway = new Gateway({
    clock,
    random,
    ids: new Identifiers(random),
    faults,
    clientConfig: {},
    quirks: new QuirkSwitches(defaultQuirks),
    fragmentBytes: 100,
    onConnections: () => undefined,
  });
  const server = createServer().listen(0, "127.0.0.1");
  server.on("upgrade", (request, socket, head) => gateway.upgrade(request, socket, head));
  await once(server, "listening");
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => {
    gateway.close();
    server.close();
    server.closeAllConnections();
  };
});
afterEach(() => stop());

/** A client that has connected, with everything that it receives. */
async function connect(url = gateway.addressFor(appId, host)) {
  const socket = new WebSocket(url);
  const frames: HandMadeFrame[] = [];
  const waiting: ((frame: HandMadeFrame) => void)[] = [];
  socket.on("message", (data: Buffer) => {
    const frame = readFrame(data);
    const next = waiting.shift();
    if (next === undefined) frames.push(frame);
    else next(frame);
  });
  await once(socket, "open");
  const next = (): Promise<HandMadeFrame> => {
    const known = frames.shift();
    return known === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(known);
  };
  const closed = once(socket, "close").then(([code, reason]) => ({ code: code as number, reason: String(reason) }));
  return { socket, next, frames, closed };
}

async function refusalOf(url: string): Promise<Record<string, unknown>> {
  const socket = new WebSocket(url);
  socket.on("error", () => undefined);
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
  const {
    "handshake-status": status,
    "handshake-msg": message,
    "handshake-autherrcode": authErrorCode,
  } = response.headers;
  response.destroy();
  return { http: response.statusCode, status, message, authErrorCode };
}

function push(payload = '{"a":"b"}') {
  const sent = gateway.push(appId, payload);
  if (sent === undefined) throw new Error("nobody is connected");
  return sent;
}

describe("an address of the long connection", () => {
  it("has the parameters that clients read, and one before them that the Node SDK may lose", () => {
    const url = new URL(gateway.addressFor(appId, host));

    expect(url.pathname).toBe("/ws/v2");
    expect([...url.searchParams.keys()]).toEqual(["fpid", "aid", "device_id", "access_key", "service_id", "ticket"]);
    expect(url.searchParams.get("service_id")).toMatch(/^\d{1,9}$/);
    expect(url.searchParams.get("device_id")).toMatch(/^\d{19}$/);
  });

  it("is good for one connection", async () => {
    const url = gateway.addressFor(appId, host);
    await connect(url);

    expect(await refusalOf(url)).toEqual({
      http: 514,
      status: "514",
      message: "ticket is invalid or expired",
      authErrorCode: "0",
    });
    expect(gateway.connections(appId)).toBe(1);
  });

  it("is good for one minute", async () => {
    const url = gateway.addressFor(appId, host);
    await clock.advance(60_000);

    expect(await refusalOf(url)).toMatchObject({ http: 514, status: "514" });
  });

  it("is refused when a part of it was changed", async () => {
    const url = new URL(gateway.addressFor(appId, host));
    url.searchParams.set("access_key", "0");

    expect(await refusalOf(url.href)).toMatchObject({ http: 403, status: "403" });
  });

  it.each(["/", "/ws/v2", "/ws/v2?ticket=1", "/ws/v3?ticket=1"])("is not %s", async (path) => {
    expect(await refusalOf(`ws://${host}${path}`)).toMatchObject({ status: expect.stringMatching(/^(404|514)$/) });
  });

  it("is refused beyond 50 connections of the app", async () => {
    await Promise.all(Array.from({ length: 50 }, () => connect()));

    expect(await refusalOf(gateway.addressFor(appId, host))).toMatchObject({
      http: 514,
      status: "514",
      authErrorCode: "1000040350",
    });
    expect(gateway.connections(appId)).toBe(50);
  });
});

describe("a ping", () => {
  it("is answered with a pong that carries the whole ClientConfig", async () => {
    const client = await connect();
    // The documented example: SeqID 0, LogID 0, service 33554678, method 0, type=ping.
    client.socket.send(Buffer.from("08001000 18f6818010 2000 2a0c0a0474797065120470696e67".replaceAll(" ", ""), "hex"));

    const pong = await client.next();
    expect(pong).toMatchObject({ method: 0n, service: 33554678n, headers: [["type", "pong"]] });
    expect(JSON.parse(pong.payload)).toEqual({
      ReconnectCount: -1,
      ReconnectInterval: 120,
      ReconnectNonce: 30,
      PingInterval: 120,
    });
  });
});

describe("a message", () => {
  it("goes down with all headers and 64-bit ids, and its answer comes back", async () => {
    const client = await connect();
    const sent = push();
    const question = await client.next();

    expect(question.headers.map(([key]) => key)).toEqual([
      "type",
      "message_id",
      "sum",
      "seq",
      "trace_id",
      "timestamp",
      "instance_id",
    ]);
    expect(Object.fromEntries(question.headers)).toMatchObject({
      type: "event",
      sum: "1",
      seq: "0",
      timestamp: String(clock.now()),
    });
    expect(question.SeqID).toBeGreaterThan(2n ** 53n);
    expect(question.LogID).toBeGreaterThan(2n ** 53n);
    expect(question.method).toBe(1n);
    expect(question.payload).toBe('{"a":"b"}');

    client.socket.send(writeAnswer(question, 200, { toast: { content: "好" } }));
    expect(await sent.answer).toMatchObject({ type: "answered", code: 200, json: '{"toast":{"content":"好"}}' });
    expect(clock.timers).toBe(0);
  });

  it("leaves whole and in its order with all that leave at once", async () => {
    const client = await connect();
    const payloads = Array.from({ length: 200 }, (_, index) => `{"n":${index},"pad":"${"x".repeat(index % 60)}"}`);
    for (const payload of payloads) push(payload);

    const arrived: string[] = [];
    while (arrived.length < payloads.length) arrived.push((await client.next()).payload);
    expect(arrived).toEqual(payloads);
  });

  it.each([
    '{"code":200}',
    '{"code":200,"headers":null,"data":null}',
    '{"code":200,"data":""}',
    '{"code":200,"data":"bnVsbA=="}',
  ])("may be answered without data: %s", async (payload) => {
    const client = await connect();
    const sent = push();
    const question = await client.next();
    client.socket.send(writeFrame({ ...question, payload }));

    expect(await sent.answer).toMatchObject({ type: "answered", code: 200, json: undefined });
  });

  it("is split above a size, at any byte, and answered once for the fragment that completed it", async () => {
    const client = await connect();
    const payload = JSON.stringify({ text: "会话".repeat(40) });
    const sent = push(payload);
    const fragments = await Promise.all([client.next(), client.next(), client.next()]);

    expect(fragments.map(({ headers }) => Object.fromEntries(headers))).toMatchObject([
      { sum: "3", seq: "0" },
      { sum: "3", seq: "1" },
      { sum: "3", seq: "2" },
    ]);
    expect(Buffer.from(fragments.map((fragment) => fragment.payload).join(""), "latin1").toString()).toBe(payload);
    client.socket.send(writeAnswer(fragments[1] as HandMadeFrame, 200));
    expect(await sent.answer).toMatchObject({ type: "answered", code: 200 });
  });

  it("goes to one connection of the app, each of them in turn by chance, and to no other app", async () => {
    const clients = await Promise.all([connect(), connect(), connect()]);
    const stranger = await connect(gateway.addressFor("cli_fedcba9876543210", host));
    const answers = Array.from({ length: 60 }, () => push().answer);
    for (const { socket, frames } of clients) {
      socket.on("message", (data: Buffer) => socket.send(writeAnswer(readFrame(data), 200)));
      for (const frame of frames) socket.send(writeAnswer(frame, 200));
    }
    await Promise.all(answers);

    const counts = clients.map(({ frames }) => frames.length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(60);
    expect(Math.min(...counts)).toBeGreaterThan(5);
    expect(stranger.frames).toEqual([]);
  });

  it("may be answered in any order", async () => {
    const client = await connect();
    const [first, second] = [push('{"n":1}'), push('{"n":2}')];
    const [one, two] = [await client.next(), await client.next()];
    client.socket.send(writeAnswer(two, 200, { n: 2 }));
    client.socket.send(writeAnswer(one, 500));

    expect(await second.answer).toMatchObject({ code: 200, json: '{"n":2}' });
    expect(await first.answer).toMatchObject({ code: 500 });
  });

  it("is late after 3 s, and the answer that comes then is dropped", async () => {
    const client = await connect();
    const sent = push();
    const question = await client.next();
    await clock.advance(3000);
    client.socket.send(writeAnswer(question, 200));

    expect(await sent.answer).toEqual({ type: "late", detail: undefined });
  });

  it.each(["message_id", "seq", "sum", "trace_id", "timestamp", "instance_id", "type"])(
    "is not answered by a frame that does not echo %s",
    async (missing) => {
      const client = await connect();
      const sent = push();
      const question = await client.next();
      client.socket.send(
        writeAnswer({ ...question, headers: question.headers.filter(([key]) => key !== missing) }, 200),
      );
      await clock.advance(3000);

      const detail = missing === "message_id" ? undefined : `the answer frame did not echo the header ${missing}`;
      expect(await sent.answer).toEqual({ type: "late", detail });
    },
  );

  it("is answered by the official Node SDK, too, which rounds SeqID and LogID and counts time backwards", async () => {
    const client = await connect();
    const sent = push();
    const question = await client.next();
    const rounded = { ...question, SeqID: BigInt(Number(question.SeqID)), LogID: BigInt(Number(question.LogID)) };
    client.socket.send(
      writeFrame({ ...rounded, headers: [...question.headers, ["biz_rt", "-4"]], payload: '{"code":200}' }),
    );

    expect(await sent.answer).toMatchObject({ type: "answered", code: 200 });
  });

  it("cannot be sent when nobody is connected", async () => {
    expect(gateway.push(appId, "{}")).toBeUndefined();

    const client = await connect();
    client.socket.close();
    await client.closed;
    await expect.poll(() => gateway.connections(appId)).toBe(0);
    expect(gateway.push(appId, "{}")).toBeUndefined();
  });
});

describe("a half-open connection", () => {
  it("answers nothing any more, no ping of either kind and no goodbye, and is gone when the client hangs up", async () => {
    const client = await connect();
    faults.add({ name: "ping" }, { type: "halfOpen" });
    let heard = 0;
    for (const sign of ["message", "pong", "close"] as const) client.socket.on(sign, () => heard++);
    client.socket.send(writeFrame({ method: 0n, headers: [["type", "ping"]] }));
    await clock.advance(0);
    client.socket.ping();
    client.socket.send(writeFrame({ method: 0n, headers: [["type", "ping"]] }));
    client.socket.close();
    push();
    await clock.advance(0);
    expect(heard).toBe(0);
    expect(gateway.connections(appId)).toBe(1);

    client.socket.terminate();
    await expect.poll(() => gateway.connections(appId)).toBe(0);
  });
});

describe("what a client must not send", () => {
  it.each<[string, number, string | Uint8Array]>([
    ["text", 1003, "hello"],
    ["garbage", 1007, Buffer.from("hello")],
    ["an empty message", 1007, Buffer.alloc(0)],
    ["a frame that is cut off", 1007, writeFrame({ headers: [["type", "ping"]], method: 0n }).subarray(0, 12)],
    ["a frame without its required fields", 1007, Uint8Array.from([0x08, 0x00])],
    ["an unknown method", 1008, writeFrame({ method: 7n })],
    ["more than 4 MiB", 1009, Buffer.alloc(4 * 1024 * 1024 + 1)],
  ])("%s ends its connection with %i, and no other", async (_, code, message) => {
    const [bad, good] = await Promise.all([connect(), connect()]);
    bad.socket.send(message);

    expect(await bad.closed).toMatchObject({ code });
    good.socket.send(writeFrame({ method: 0n, headers: [["type", "ping"]] }));
    expect((await good.next()).headers).toEqual([["type", "pong"]]);
    expect(gateway.connections(appId)).toBe(1);
  });

  it.each(["", "{", "[]", '{"code":"200"}', '{"data":"e30="}', '{"code":200,"data":"%"}', '{"code":200,"data":{}}'])(
    "an answer that says %j ends its connection, and the question is late for that reason",
    async (payload) => {
      const client = await connect();
      const sent = push();
      const question = await client.next();
      client.socket.send(writeFrame({ ...question, payload }));

      expect(await client.closed).toMatchObject({ code: 1007 });
      await clock.advance(3000);
      expect(await sent.answer).toMatchObject({
        type: "late",
        detail: expect.stringContaining("{code, headers, data}"),
      });
    },
  );

  it("an answer to a question that nobody asked is ignored", async () => {
    const client = await connect();
    client.socket.send(writeFrame({ headers: [["message_id", "nobody-asked"]], payload: '{"code":200}' }));
    client.socket.send(writeFrame({ method: 0n, headers: [["type", "ping"]] }));

    expect((await client.next()).headers).toEqual([["type", "pong"]]);
  });
});

describe("closing", () => {
  it("ends connections and open questions, and refuses newcomers", async () => {
    const client = await connect();
    const sent = push();
    await client.next();
    gateway.close();

    expect(await client.closed).toEqual({ code: 1001, reason: "going away" });
    expect(await sent.answer).toEqual({ type: "closed" });
    expect(clock.timers).toBe(0);
    expect(await refusalOf(gateway.addressFor(appId, host))).toMatchObject({ status: "503" });
  });
});
