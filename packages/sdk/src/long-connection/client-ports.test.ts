import { describe, expect, it } from "vitest";
import type { Outcome, Receiver } from "../callback/delivery.ts";
import type { Socket, SocketListener } from "../ports.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { decodeAnswer } from "../wire/answer.ts";
import { decodeFrame, encodeFrame } from "../wire/frame.ts";
import { WSClient } from "./client.ts";
import type { PostResponse } from "./discovery.ts";

// The network is made of ports here, so that the client meets what real sockets seldom do, each limit to the millisecond.

const discovered = '{"code":0,"data":{"URL":"wss://host/?device_id=7&service_id=3"}}';

/** A client whose network answers after so long, and does nothing else by itself. */
function create({ discoveryMs = 0, handshakeMs = 0, handler = (): Promise<Outcome> => new Promise(() => undefined) }) {
  const clock = createTestClock(0, async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  });
  const codes: unknown[] = [];
  const answers: number[] = [];
  const told: string[] = [];
  const listeners: SocketListener[] = [];
  const socket: Socket = {
    send: (bytes, done) => {
      const frame = decodeFrame(bytes);
      if (frame.method === 1) answers.push(decodeAnswer(frame).code);
      done(true);
    },
    close: () => void told.push(`close at ${clock.monotonic()}`),
    destroy: () => void told.push(`destroy at ${clock.monotonic()}`),
  };
  const dispatcher: Receiver = {
    secured: false,
    clock,
    log: () => undefined,
    receive: () => handler().then((outcome) => ({ outcome, settle: () => undefined })),
  };
  const client = new WSClient(
    { appId: "cli_0123456789abcdef", appSecret: "secret0", dispatcher },
    {
      clock,
      random: () => 0.5,
      log: (_, __, fields) => void (fields?.code !== undefined && codes.push(fields.code)),
      post: () =>
        new Promise<PostResponse>((resolve) => {
          const body = [new TextEncoder().encode(discovered)];
          clock.after(discoveryMs, () => resolve({ status: 200, body: bodyOf(body) }));
        }),
      openSocket: (_, newListener) => {
        listeners.push(newListener);
        clock.after(handshakeMs, () => newListener.opened());
        return socket;
      },
    },
  );
  void client.start();
  const receive = (wish: FrameWish): void => listeners.at(-1)?.message(frameOf(wish));
  return { client, clock, codes, answers, told, receive, listeners };
}

async function* bodyOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

interface FrameWish {
  readonly id?: string;
  readonly sum?: number;
  readonly seq?: number;
  readonly bytes?: number;
  readonly control?: boolean;
}

function frameOf({ id = "m", sum = 1, seq = 0, bytes = 0, control = false }: FrameWish): Uint8Array {
  const headers = { type: control ? "pong" : "event", message_id: id, sum, seq };
  return encodeFrame({
    SeqID: 0n,
    LogID: 0n,
    service: 3,
    method: control ? 0 : 1,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value: String(value) })),
    payload: new Uint8Array(bytes),
  });
}

const ok = async (): Promise<Outcome> => ({ type: "answered", json: "{}" });

describe("WSClient", () => {
  it("waits 15 s for endpoint discovery", async () => {
    const [inTime, late] = [create({ discoveryMs: 14_999 }), create({ discoveryMs: 15_001 })];

    await inTime.clock.advance(15_000);
    await late.clock.advance(15_001);

    expect([inTime.client.status().type, inTime.codes]).toEqual(["open", []]);
    expect([late.client.status().type, late.codes]).toEqual(["starting", ["ENDPOINT_UNREACHABLE"]]);
  });

  it("waits 10 s for the handshake, then drops the socket", async () => {
    const [inTime, late] = [create({ handshakeMs: 9_999 }), create({ handshakeMs: 10_001 })];

    await inTime.clock.advance(10_000);
    await late.clock.advance(10_001);

    expect([inTime.client.status().type, inTime.codes]).toEqual(["open", []]);
    expect([late.client.status().type, late.codes]).toEqual(["starting", ["HANDSHAKE_FAILED"]]);
    expect(late.told).toEqual(["destroy at 10000"]);
  });

  it("waits 10 s for a sign of life after a ping", async () => {
    const { client, clock, codes, receive } = create({});

    await clock.advance(9_999);
    receive({ control: true });
    await clock.advance(120_000);
    // The second ping went out at 120 s.
    expect([client.status().type, codes]).toEqual(["open", []]);
    await clock.advance(1);

    expect([client.status().type, codes]).toEqual(["degraded", ["CONNECTION_SILENT"]]);
  });

  it("waits 3 s for handlers when it closes, and says how many it did not wait for", async () => {
    let finish: (outcome: Outcome) => void = () => undefined;
    const slow = create({ handler: () => new Promise((resolve) => (finish = resolve)) });
    const never = create({});
    for (const { clock, receive, client } of [slow, never]) {
      await clock.advance(0);
      receive({});
      void client.close();
      await clock.advance(2_999);
    }

    finish(await ok());
    await slow.clock.advance(1);
    await never.clock.advance(1);

    expect([slow.answers, slow.codes, slow.told]).toEqual([[200], [], ["close at 2999"]]);
    expect([never.answers, never.codes, never.told]).toEqual([[], ["ANSWER_NOT_SENT"], ["close at 3000"]]);
  });

  it("takes messages of 1,024 fragments", async () => {
    const { clock, codes, answers, receive } = create({ handler: ok });
    await clock.advance(0);

    for (let seq = 0; seq < 1_024; seq++) receive({ sum: 1_024, seq });
    await clock.advance(0);
    expect([answers, codes]).toEqual([[200], []]);
    receive({ id: "n", sum: 1_025, seq: 0 });

    expect(codes).toEqual(["FRAGMENT_LIMIT"]);
  });

  it("lets 256 messages wait for fragments", async () => {
    const { clock, codes, receive } = create({});
    await clock.advance(0);

    for (let index = 0; index < 256; index++) receive({ id: String(index), sum: 2 });
    expect(codes).toEqual([]);
    receive({ id: "one more", sum: 2 });

    expect(codes).toEqual(["FRAGMENT_LIMIT"]);
  });

  it("lets 64 MiB of fragments wait", async () => {
    const { clock, codes, receive } = create({});
    await clock.advance(0);

    // The id of the message counts too: one byte.
    for (let seq = 0; seq < 63; seq++) receive({ sum: 100, seq, bytes: 2 ** 20 });
    receive({ sum: 100, seq: 63, bytes: 2 ** 20 - 1 });
    expect(codes).toEqual([]);
    receive({ sum: 100, seq: 64, bytes: 1 });

    expect(codes).toEqual(["FRAGMENT_LIMIT"]);
  });

  it("lets a message take 15 s from its first fragment, and tells when one was forgotten", async () => {
    const { clock, codes, answers, receive } = create({ handler: ok });
    await clock.advance(0);

    receive({ id: "in time", sum: 2, seq: 0 });
    receive({ id: "late", sum: 2, seq: 0 });
    await clock.advance(9_000);
    await clock.advance(5_999);
    receive({ id: "in time", sum: 2, seq: 1 });
    await clock.advance(1);
    expect([answers, codes]).toEqual([[200], []]);
    receive({ id: "late", sum: 2, seq: 1 });
    await clock.advance(0);

    expect([answers, codes]).toEqual([[200], ["FRAGMENT_LIMIT"]]);
  });

  it("works on 1,000 deliveries at the same time", async () => {
    const { clock, codes, answers, receive } = create({});
    await clock.advance(0);

    for (let index = 0; index < 1_000; index++) receive({ id: String(index) });
    expect([answers, codes]).toEqual([[], []]);
    receive({ id: "one more" });

    expect([answers, codes]).toEqual([[500], ["OVERLOADED"]]);
  });
});

describe("late news", () => {
  it("of a discovery that was abandoned, but does not mind, is not acted upon", async () => {
    const { client, clock, codes, listeners } = create({ discoveryMs: 20_000 });

    await clock.advance(20_000);

    // Abandoned at 15 s; the second one has been under way since 17.5 s.
    expect([client.status().connections[0]?.type, listeners.length]).toEqual(["discovering", 0]);
    expect(codes).toEqual(["ENDPOINT_UNREACHABLE"]);
  });

  it("of a socket that was dropped does not touch the next one", async () => {
    const { client, clock, codes, listeners } = create({});
    // Silent at 10 s, connected anew at 12.5 s.
    await clock.advance(12_500);
    const [former] = listeners;

    former?.opened();
    former?.message(frameOf({}));
    former?.closed(1006, new Error("late"));
    former?.refused(403, () => undefined);

    expect([client.status().type, listeners.length, codes]).toEqual(["open", 2, ["CONNECTION_SILENT"]]);
  });
});
