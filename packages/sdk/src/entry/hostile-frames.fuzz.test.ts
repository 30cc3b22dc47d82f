import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { LarkwireError } from "../errors.ts";
import { WSClient as LongConnectionClient } from "../long-connection/client.ts";
import type { SocketListener } from "../ports.ts";
import { resolveFuzzScale } from "../testing/fuzz-scale.ts";
import { heapBytes } from "../testing/heap-bytes.ts";
import { mutateBytes } from "../testing/mutate-bytes.ts";
import { mutateJson } from "../testing/mutate-json.ts";
import { SecretWatch } from "../testing/secret-watch.ts";
import { createSeededRandom, type SeededRandom } from "../testing/seeded-random.ts";
import { Tally } from "../testing/tally.ts";
import { createTestClock, type TestClock } from "../testing/test-clock.ts";
import { decodeAnswer } from "../wire/answer.ts";
import { FragmentBuffer } from "../wire/fragments.ts";
import { decodeFrame, encodeFrame, type Frame, frameMethod } from "../wire/frame.ts";
import { type FrameView, readFrame } from "../wire/frame-view.ts";
import { headerOf } from "../wire/headers.ts";
import { EventDispatcher } from "./event-dispatcher.ts";
import { WSClient } from "./ws.ts";

const scale = resolveFuzzScale();
const inputs = scale.runs(15_000, 1_000_000);
const socketInputs = scale.runs(300, 20_000);
const timeout = scale.runs(60_000, 900_000);

const appSecret = "planted-app-secret-0c4fd1";
const ticket = "planted-ticket-8812aa";
const accessKey = "planted-access-key-51ce";
const updateToken = "c-planted-update-token-4d77";
const watch = new SecretWatch([appSecret, ticket, accessKey, updateToken]);

const rejections: unknown[] = [];
const onRejection = (reason: unknown): void => void rejections.push(reason);
beforeAll(() => void process.on("unhandledRejection", onRejection));
afterAll(() => void process.off("unhandledRejection", onRejection));

/** Small, so that they are met. */
const limits = { maxFragments: 8, maxPartialMessages: 12, maxPartialBytes: 40_000, partialTtlMs: 15_000 } as const;

function createDispatcher(clock?: TestClock): EventDispatcher {
  return new EventDispatcher({ logger: watch.log, ...(clock && { clock }) })
    .onCardAction(({ action }) => {
      if (action.tag !== "button") throw new Error("the handler failed\nlarkwire error: forged");
      return { toast: { content: "已批准" } };
    })
    .on("im.message.receive_v1", () => undefined);
}

function bodyOf(random: SeededRandom, token: string): object {
  const header = { event_id: `id-${random.below(1_000_000)}`, app_id: "cli_1", tenant_key: "t" };
  return random.pick([
    {
      schema: "2.0",
      header: { ...header, event_type: "card.action.trigger" },
      event: { operator: { open_id: "ou_1" }, token, action: { tag: "button", value: { 名: "你好" } } },
    },
    {
      schema: "2.0",
      header: { ...header, event_type: "im.message.receive_v1" },
      event: { message: { content: "你" } },
    },
    { open_id: "ou_1", token, action: { tag: "button" } },
    { uuid: header.event_id, type: "event_callback", event: { type: "message", app_id: "cli_1" } },
  ]);
}

const numbers = [
  "0",
  "1",
  "2",
  "3",
  "4",
  "9",
  "-1",
  "+1",
  "1e3",
  "0x2",
  " 2",
  "2.0",
  "",
  "999999999",
  "9".repeat(40),
] as const;

/** A frame of the platform, or one that is wrong somewhere. */
function frameOf(random: SeededRandom, at: number): Uint8Array {
  // Fragments of one message have to come of one text: what they are is drawn again for each of them.
  const message = random.chance(0.6) ? undefined : Math.floor(at / 100) * 4 + random.below(4);
  const source = message === undefined ? random : createSeededRandom(scale.seed + message);
  // Fragments that are mixed up may put any text anywhere, so these carry no secret to be searched for.
  const content = bodyOf(source, message === undefined ? updateToken : "c-1");
  const text = source.chance(0.6) ? JSON.stringify(content) : mutateJson(content, source);
  const whole: Uint8Array = Buffer.from(text, source.chance(0.97) ? "utf8" : "utf16le");
  const sum = message === undefined ? 1 : 2 + source.below(4);
  const seq = random.below(sum);
  const part = Math.ceil(whole.length / sum);
  const odd = <T extends string>(usual: T): string => (random.chance(0.04) ? random.pick(numbers) : usual);
  const headers = [
    { key: "type", value: random.chance(0.9) ? "event" : random.pick(["card", "pong", "ping", ""]) },
    { key: "message_id", value: random.chance(0.03) ? "m".repeat(300) : `m-${message ?? `alone-${at}`}` },
    { key: "sum", value: odd(String(sum)) },
    { key: "seq", value: odd(String(seq)) },
    { key: "trace_id", value: random.chance(0.05) ? "t\nlarkwire error: forged\u001b[2J你" : "trace-1" },
  ].filter(() => !random.chance(0.01));
  if (random.chance(0.02)) headers.push(...headers);
  const frame = encodeFrame({
    SeqID: random.pick([0n, 1n, 2n ** 53n + 1n, 2n ** 64n - 1n]),
    LogID: BigInt(random.below(2 ** 31)),
    service: random.pick([0, 33554678, -1]),
    method: random.chance(0.93) ? frameMethod.data : random.pick([frameMethod.control, -1, 2]),
    headers,
    payload_type: random.pick([undefined, "json"]),
    payload: whole.subarray(seq * part, (seq + 1) * part),
    LogIDNew: random.pick([undefined, "20260101"]),
    unknownFields: random.chance(0.05) ? Uint8Array.from([0xa0, 0x06, 0x01]) : undefined,
  });
  return random.chance(0.4) ? mutateBytes(frame, random) : frame;
}

function attempt<T>(work: () => T): T | LarkwireError {
  try {
    return work();
  } catch (error) {
    if (LarkwireError.is(error)) return error;
    throw error;
  }
}

const keys = ["type", "message_id", "sum", "seq", "trace_id", "biz_rt"];

/** What the client acts upon. */
function meaningOf(frame: Frame | FrameView | LarkwireError): string {
  if (frame instanceof LarkwireError) return frame.code;
  const payload = Buffer.from(frame.payload ?? []).toString("base64");
  return JSON.stringify([frame.method, keys.map((key) => headerOf(frame, key) ?? null), payload]);
}

/** An answer repeats the whole frame; only payload and `biz_rt` are its own. */
function isAnswerTo(request: Frame, answer: Frame): boolean {
  const { payload: _asked, ...expected } = request;
  const { payload: _answered, ...given } = { ...answer, headers: answer.headers.slice(0, -1) };
  const last = answer.headers.at(-1);
  const shown = (frame: object): string =>
    JSON.stringify(frame, (_key, value) => (typeof value === "bigint" ? String(value) : value));
  return last?.key === "biz_rt" && /^\d+$/.test(last.value) && shown(expected) === shown(given);
}

describe("hostile frames", () => {
  it(`are dropped by code, kept within limits or answered once, ${inputs} of them, on a connection that stays`, {
    timeout,
  }, async () => {
    const random = createSeededRandom(scale.seed);
    const clock = createTestClock(undefined, () => Promise.resolve());
    const sent: Frame[] = [];
    let listener: SocketListener | undefined;
    const client = new LongConnectionClient(
      { appId: "cli_0123456789abcdef", appSecret, dispatcher: createDispatcher(clock), livenessMs: false, ...limits },
      {
        clock,
        random: () => 0,
        log: watch.log,
        post: async () => ({ status: 200, body: answerOf(`wss://h.test/?service_id=1&ticket=${ticket}`) }),
        openSocket: (_url, told) => {
          listener = told;
          queueMicrotask(() => told.opened());
          return {
            send: (bytes, done) => {
              sent.push(decodeFrame(Uint8Array.from(bytes)));
              done(random.chance(0.98));
            },
            close: () => told.closed(1000),
            destroy: () => undefined,
          };
        },
      },
    );
    await client.start();
    // The same again, by the decoder alone: it has to come to the same.
    const expected = new FragmentBuffer(limits);
    const tally = new Tally();
    const wrong: string[] = [];
    let slowestMs = 0;
    let earlyHeap = 0;

    for (let at = 0; at < inputs; at++) {
      const bytes = frameOf(random, at);
      const decoded = attempt(() => decodeFrame(bytes));
      const meaning = meaningOf(decoded);
      const note = (what: string): void => void wrong.push(`#${at} ${what}: ${Buffer.from(bytes).toString("hex")}`);
      if (meaningOf(attempt(() => readFrame(bytes))) !== meaning) note("read otherwise than decoded");

      const message =
        !(decoded instanceof LarkwireError) && isDelivery(decoded)
          ? attempt(() => expected.add(decoded, clock.monotonic()))
          : undefined;
      if (expected.size > limits.maxPartialMessages || expected.bytes > limits.maxPartialBytes) note("beyond limits");

      sent.length = 0;
      const startedAt = performance.now();
      listener?.message(Uint8Array.from(bytes));
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      // A handler that failed answers a few turns of the queue later.
      for (let turn = 0; turn < 8 && sent.length === 0 && isComplete(message); turn++) await undefined;

      const [answer, second] = sent;
      if ((answer !== undefined) !== isComplete(message) || second !== undefined) note(`${sent.length} answers`);
      if (answer !== undefined && !(decoded instanceof LarkwireError) && !isAnswerTo(decoded, answer)) note("echo");
      tally.add(nameOf(decoded, message, answer));
      if (at % 100 === 0) await clock.advance(3_000);
      if (at === Math.floor(inputs / 5)) earlyHeap = heapBytes();
    }

    const grownBytes = heapBytes() - earlyHeap;
    const status = client.status().type;
    await client.close();
    console.log(
      `${tally.total} frames, LARKWIRE_SEED=${scale.seed}, slowest ${slowestMs.toFixed(1)} ms, ` +
        `heap grown by ${(grownBytes / 2 ** 20).toFixed(1)} MiB, ${watch.searched} texts searched\n${tally}`,
    );
    expect({ wrong, rejections, secrets: watch.found }).toEqual({ wrong: [], rejections: [], secrets: [] });
    expect([status, client.status().type]).toEqual(["open", "closed"]);
    for (const usual of ["answered 200", "answered 500", "dropped: FRAME_MALFORMED", "dropped: FRAGMENT_LIMIT"]) {
      expect(tally.of(usual)).toBeGreaterThan(inputs / 500);
    }
    expect(grownBytes).toBeLessThan(64 * 2 ** 20);
    expect(slowestMs).toBeLessThan(2_000);
  });

  it("leave a real connection able to answer the next genuine one", { timeout }, async () => {
    const random = createSeededRandom(scale.seed + 1);
    const platform = createServer((request, response) => {
      request.resume();
      const { port } = platform.address() as AddressInfo;
      const URL = `ws://127.0.0.1:${port}/ws/v2?device_id=1&service_id=1&access_key=${accessKey}&ticket=${ticket}`;
      response.end(JSON.stringify({ code: 0, msg: "ok", data: { URL, ClientConfig: {} } }));
    }).listen(0, "127.0.0.1");
    const sockets = new WebSocketServer({ server: platform });
    await once(platform, "listening");
    const connected = once(sockets, "connection") as Promise<[WebSocket]>;
    const dispatcher = createDispatcher();
    const domain = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
    const client = new WSClient({ appId: "cli_0123456789abcdef", appSecret, domain, dispatcher, logger: watch.log });
    await client.start();
    const [socket] = await connected;
    const tally = new Tally();
    const answered = new Promise<Frame>((resolve) => {
      socket.on("message", (bytes: Buffer) => {
        const frame = decodeFrame(bytes);
        if (frame.method === frameMethod.data) tally.add(`answered ${decodeAnswer(frame).code}`);
        if (headerOf(frame, "message_id") === "the last") resolve(frame);
      });
    });

    for (let at = 0; at < socketInputs; at++) {
      if (random.chance(0.02)) socket.send("text instead of bytes");
      else socket.send(frameOf(random, at));
    }
    const headers = [
      { key: "type", value: "event" },
      { key: "message_id", value: "the last" },
    ];
    const body = { schema: "2.0", header: { event_id: "the last", event_type: "im.message.receive_v1" }, event: {} };
    const payload = Buffer.from(JSON.stringify(body));
    socket.send(encodeFrame({ SeqID: 1n, LogID: 1n, service: 1, method: frameMethod.data, headers, payload }));
    const last = decodeAnswer(await answered);
    await client.close();
    sockets.close();
    platform.close();

    console.log(`${socketInputs} frames over a real socket, LARKWIRE_SEED=${scale.seed}\n${tally}`);
    expect(last.code).toBe(200);
    expect({ rejections, secrets: watch.found }).toEqual({ rejections: [], secrets: [] });
  });
});

async function* answerOf(URL: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(JSON.stringify({ code: 0, msg: "ok", data: { URL, ClientConfig: {} } }));
}

function isDelivery(frame: Frame): boolean {
  return frame.method === frameMethod.data && ["event", "card"].includes(headerOf(frame, "type") ?? "");
}

function isComplete(message: object | undefined): boolean {
  return message !== undefined && !(message instanceof LarkwireError);
}

function nameOf(decoded: Frame | LarkwireError, message: object | undefined, answer: Frame | undefined): string {
  if (answer !== undefined) return `answered ${decodeAnswer(answer).code}`;
  if (decoded instanceof LarkwireError) return `dropped: ${decoded.code}`;
  if (message instanceof LarkwireError) return `dropped: ${message.code}`;
  return isDelivery(decoded) ? "waiting for fragments, or there already" : "no delivery";
}
