import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { Answer, Outcome, Receiver } from "../callback/delivery.ts";
import type { Awaitable } from "../ports.ts";
import { createOpenSocket } from "../runtime/open-socket.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { decodeAnswer } from "../wire/answer.ts";
import { decodeFrame, encodeFrame } from "../wire/frame.ts";
import { headerOf } from "../wire/headers.ts";
import { WSClient } from "./client.ts";
import type { ConnectOptions } from "./ws-client-options.ts";

const openSocket = createOpenSocket(() => undefined, createTestClock());

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A client that is connected, and the server's end of its newest connection. */
async function connect(handler: () => Awaitable<Outcome>, options: Partial<ConnectOptions> = {}) {
  const server = createServer((_, response) => {
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/?device_id=7&service_id=3`;
    response.setHeader("connection", "close").end(JSON.stringify({ code: 0, data: { URL: url } }));
  });
  const sockets: WebSocket[] = [];
  const answers: { readonly messageId: string | undefined; readonly code: number }[] = [];
  let pings = 0;
  new WebSocketServer({ server, clientTracking: false }).on("connection", (socket) => {
    sockets.unshift(socket);
    socket
      .on("error", () => undefined)
      .on("message", (bytes: Buffer) => {
        const frame = decodeFrame(bytes);
        if (frame.method === 0) pings++;
        else answers.push({ messageId: headerOf(frame, "message_id"), code: decodeAnswer(frame).code });
      });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const clock = createTestClock();
  const codes: unknown[] = [];
  const settled: boolean[] = [];
  const seen = { deliveries: 0 };
  const toAnswer = (outcome: Outcome): Answer => ({ outcome, settle: (sent) => void settled.push(sent) });
  const dispatcher: Receiver = {
    secured: false,
    clock,
    log: () => undefined,
    receive: () => {
      seen.deliveries++;
      const outcome = handler();
      return "then" in outcome ? outcome.then(toAnswer) : toAnswer(outcome);
    },
  };
  const domain = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new WSClient(
    { appId: "cli_0123456789abcdef", appSecret: "secret0", domain, dispatcher, livenessMs: false, ...options },
    {
      clock,
      random: () => 0.5,
      log: (_, __, fields) => void (fields?.code !== undefined && codes.push(fields.code)),
      post: (url, request) => fetch(url, request),
      openSocket,
    },
  );
  cleanups.push(async () => {
    const closed = client.close();
    await clock.advance(5_000);
    await closed;
    expect(clock.timers).toBe(0);
    for (const socket of sockets) socket.terminate();
    server.close();
  });
  await client.start();
  const socket = (): WebSocket => {
    const [newest] = sockets;
    if (newest === undefined) throw new Error("nobody has connected");
    return newest;
  };
  await expect.poll(() => sockets.length).toBe(1);
  return { client, clock, codes, settled, seen, answers, socket, sockets, pings: () => pings };
}

const headersOf = (headers: Record<string, unknown>) =>
  Object.entries(headers).map(([key, value]) => ({ key, value: String(value) }));

const delivery = (messageId: string, sum = 1, seq = 0): Uint8Array =>
  encodeFrame({
    SeqID: 1n,
    LogID: 1n,
    service: 3,
    method: 1,
    headers: headersOf({ type: "event", message_id: messageId, sum, seq }),
    payload: Buffer.from("{}"),
  });

const pong = (pingIntervalSeconds: number): Uint8Array =>
  encodeFrame({
    SeqID: 0n,
    LogID: 0n,
    service: 3,
    method: 0,
    headers: headersOf({ type: "pong" }),
    payload: Buffer.from(JSON.stringify({ PingInterval: pingIntervalSeconds })),
  });

const never = () => new Promise<Outcome>(() => undefined);
const ok = (): Outcome => ({ type: "answered", json: "{}" });

describe("a flood", () => {
  it("of deliveries beyond maxInFlight is refused one by one, told once, and the event loop goes on turning", async () => {
    const { socket, answers, seen, codes } = await connect(never, { drainMs: 0 });
    let turns = 0;
    const turn = () => {
      turns++;
      if (answers.length < 29_000) setImmediate(turn);
    };
    setImmediate(turn);

    for (let index = 0; index < 30_000; index++) socket().send(delivery(String(index)));
    await expect.poll(() => answers.length, { timeout: 10_000 }).toBe(29_000);

    expect(seen.deliveries).toBe(1_000);
    expect(answers.every(({ code }) => code === 500)).toBe(true);
    expect(answers[0]?.messageId).toBe("1000");
    // Worked off in pieces: other work had its turn in between.
    expect(turns).toBeGreaterThanOrEqual(3);
    expect(codes).toEqual(["OVERLOADED"]);
  });

  it("that ends and begins anew is told anew, one that is served meanwhile is not", async () => {
    const finish: ((outcome: Outcome) => void)[] = [];
    const { socket, answers, codes, clock } = await connect(() => new Promise((resolve) => finish.push(resolve)), {
      maxInFlight: 4,
    });
    const send = async (count: number) => {
      for (let index = 0; index < count; index++) socket().send(delivery("m"));
      await clock.advance(0);
    };
    const finishSome = async (count: number) => {
      for (const resolve of finish.splice(0, count)) resolve(ok());
      await clock.advance(0);
    };

    await send(5);
    await finishSome(1);
    await send(2);
    expect(codes).toEqual(["OVERLOADED"]);
    await finishSome(3);
    await send(4);

    expect(codes).toEqual(["OVERLOADED", "OVERLOADED"]);
    expect(answers.map(({ code }) => code)).toEqual([500, 200, 500, 200, 200, 200, 500]);
  });

  it("of malformed frames costs a few lines, and what comes between is answered", async () => {
    const { socket, answers, codes } = await connect(ok);

    for (let index = 0; index < 10_000; index++) socket().send(Buffer.of(0xff));
    socket().send(delivery("m"));
    await expect.poll(() => answers).toEqual([{ messageId: "m", code: 200 }]);

    // At the 1st, 2nd, 4th … 8,192nd.
    expect(codes).toEqual(new Array(14).fill("FRAME_MALFORMED"));
  });

  it("of messages that are never completed is bounded, and forgotten in time", async () => {
    const { socket, answers, codes, clock } = await connect(ok);

    for (let index = 0; index < 300; index++) socket().send(delivery(`part-${index}`, 2));
    socket().send(delivery("whole"));
    await expect.poll(() => answers.length).toBe(1);
    // 300 - 256 were refused: told at the 1st, 2nd, 4th … 32nd.
    expect(codes).toEqual(new Array(6).fill("FRAGMENT_LIMIT"));
    await clock.advance(15_000);
    socket().send(delivery("new", 2, 0));
    socket().send(delivery("new", 2, 1));

    await expect
      .poll(() => answers)
      .toEqual([
        { messageId: "whole", code: 200 },
        { messageId: "new", code: 200 },
      ]);
    // The 256 that were forgotten are told as well.
    expect(codes).toHaveLength(7);
  });

  it("of settings changes no more than the pause between pings, which stays above a second", async () => {
    const { socket, pings, clock } = await connect(ok);

    for (let index = 0; index < 2_000; index++) socket().send(pong(index % 2));
    await clock.advance(0);
    expect(pings()).toBe(1);
    await clock.advance(10_000);

    expect(pings()).toBeLessThanOrEqual(11);
  });

  it.each([false, true])(
    "of WebSocket pings costs the connection, whether pongs are read (%s) or not",
    async (reads) => {
      const { socket, sockets, codes, clock } = await connect(ok);

      if (!reads) socket().pause();
      for (let index = 0; index < 100_000; index++) socket().ping("0123456789");
      await expect.poll(() => codes, { timeout: 10_000 }).toEqual(["CONNECTION_LOST"]);
      await clock.advance(5_000);

      await expect.poll(() => sockets.length).toBe(2);
    },
  );
});

describe("a server that does not read", () => {
  const large: Outcome = { type: "answered", json: JSON.stringify({ card: "x".repeat(30_000) }) };

  it("loses the connection when more than maxUnsentBytes wait, and the answers are known to be lost", async () => {
    const { socket, sockets, seen, settled, codes, clock } = await connect(() => large);

    socket().pause();
    // 40 MB of answers: several for the buffers of the kernel, 16 for ours.
    for (let index = 0; index < 1_000; index++) socket().send(delivery("m"));
    await expect.poll(() => codes).toContain("CONNECTION_STALLED");
    // What had not been read when the connection was given up never became a delivery.
    await expect.poll(() => settled.length).toBe(seen.deliveries);

    expect(settled).toContain(false);
    expect(new Set(codes)).toEqual(new Set(["CONNECTION_STALLED", "ANSWER_NOT_SENT"]));
    await clock.advance(5_000);
    await expect.poll(() => sockets.length).toBe(2);
  });

  it("does not keep close() waiting", async () => {
    const { client, socket, settled, seen, clock } = await connect(() => large, { maxUnsentBytes: 2 ** 30 });
    socket().pause();
    for (let index = 0; index < 1_000; index++) socket().send(delivery("m"));
    await expect.poll(() => seen.deliveries).toBe(1_000);

    const closed = client.close();
    await clock.advance(3_000);
    expect(client.status().type).toBe("draining");
    await clock.advance(1_000);

    await closed;
    expect(settled).toHaveLength(1_000);
  });

  it("only for a while gets all answers", async () => {
    const { socket, answers, settled, seen, codes } = await connect(() => large, { maxUnsentBytes: 2 ** 30 });

    socket().pause();
    for (let index = 0; index < 500; index++) socket().send(delivery("m"));
    await expect.poll(() => seen.deliveries).toBe(500);
    socket().resume();
    await expect.poll(() => answers.length, { timeout: 5_000 }).toBe(500);

    expect(settled).toEqual(new Array(500).fill(true));
    expect(codes).toEqual([]);
  });
});
