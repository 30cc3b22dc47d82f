import { describe, expect, it } from "vitest";
import { createStubReceiver } from "../../testing/stub-receiver.ts";
import { createTestClock } from "../../testing/test-clock.ts";
import { webhook } from "./fetch.ts";

const url = "https://app.example.test/webhook/event";
const clock = createTestClock();
const post = (body: string | null, init: RequestInit = {}): Request =>
  new Request(url, { method: "POST", body, ...init });

/** A body that comes in the given parts, and then ends, hangs or breaks. */
function streamOf(
  parts: readonly Uint8Array[],
  last: "end" | "hang" | "break" = "end",
): RequestInit & { duplex: "half" } {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const part of parts) controller.enqueue(part);
      if (last === "end") controller.close();
      if (last === "break") controller.error(new Error("connection reset"));
    },
  });
  return { body, duplex: "half" };
}

describe("webhook for fetch runtimes", () => {
  it("turns a request into the receiver's answer, which counts as sent", async () => {
    const receiver = createStubReceiver({ clock, receive: () => ({ type: "answered", json: '{"toast":{}}' }) });

    const response = await webhook({ "/webhook/event": receiver })(
      post("{}", { headers: { "X-Lark-Signature": "abc" } }),
    );

    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      "application/json; charset=utf-8",
      '{"toast":{}}',
    ]);
    const origin = receiver.deliveries[0]?.origin;
    expect(origin?.type === "webhook" && origin.header("x-lark-signature")).toBe("abc");
    expect(receiver.settled).toEqual([true]);
  });

  it("collects the bytes of a body that comes in parts", async () => {
    const receiver = createStubReceiver({ clock });
    const parts = Array.from(new TextEncoder().encode('{"text":"卡片"}'), (byte) => Uint8Array.of(byte));

    await webhook(receiver)(post(null, streamOf(parts)));

    expect(new TextDecoder().decode(receiver.deliveries[0]?.body)).toBe('{"text":"卡片"}');
    expect(clock.timers).toBe(0);
  });

  it("takes a body of announced length in one piece, within the same bounds", async () => {
    const receiver = createStubReceiver({ clock });
    const handle = webhook(receiver, { maxBodyBytes: 10 });
    const announced = (length: number, init: RequestInit): Request =>
      post(null, { headers: { "content-length": String(length) }, ...init });
    const tooLong = announced(11, streamOf([new Uint8Array(11)]));
    const slow = handle(announced(10, streamOf([new Uint8Array(5)], "hang")));
    await clock.advance(5_000);

    const responses = [
      await handle(announced(2, streamOf([Uint8Array.of(0x7b), Uint8Array.of(0x7d)]))),
      await handle(tooLong),
      await handle(announced(2, streamOf([new Uint8Array(11)]))),
      await slow,
      await handle(announced(2, streamOf([new Uint8Array(1)], "break"))),
    ];

    expect(responses.map(({ status }) => status)).toEqual([200, 413, 413, 408, 400]);
    expect(tooLong.bodyUsed).toBe(false);
    expect(receiver.deliveries.map(({ body }) => new TextDecoder().decode(body))).toEqual(["{}"]);
    expect(clock.timers).toBe(0);
  });

  it("counts the bytes of long bodies as they come, whatever length was announced", async () => {
    const receiver = createStubReceiver({ clock });
    const handle = webhook(receiver, { maxInFlight: 10, maxInFlightBytes: 1_000 });
    const slow = (length: number): Promise<Response> =>
      handle(
        post(null, {
          headers: { "content-length": String(length) },
          ...streamOf([new Uint8Array(length - 1)], "hang"),
        }),
      );
    const first = slow(900);
    const beyond = slow(900);
    const short = slow(100);

    expect((await beyond).status).toBe(503);
    await clock.advance(5_000);
    expect([(await first).status, (await short).status]).toEqual([408, 408]);
  });

  it("refuses a body that is too long, too slow, broken or read before", async () => {
    const receiver = createStubReceiver({ clock });
    const handle = webhook(receiver, { maxBodyBytes: 10 });
    const read = post("{}");
    await read.text();
    const slow = handle(post(null, streamOf([new Uint8Array(5)], "hang")));
    await clock.advance(5_000);

    const responses = [
      await handle(post("x".repeat(11))),
      await handle(post(null, streamOf([new Uint8Array(6), new Uint8Array(6)], "hang"))),
      await slow,
      await handle(post(null, streamOf([new Uint8Array(1)], "break"))),
      await handle(read),
    ];

    expect(responses.map(({ status }) => status)).toEqual([413, 413, 408, 400, 500]);
    expect(receiver.deliveries).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  it("answers other paths, other methods and empty bodies", async () => {
    const receiver = createStubReceiver({ clock });
    const handle = webhook({ "/webhook/event": receiver });

    expect((await handle(new Request("https://app.example.test/other"))).status).toBe(404);
    expect((await handle(new Request(url, { method: "HEAD" }))).status).toBe(405);
    expect((await handle(post(null))).status).toBe(200);
    expect(receiver.deliveries[0]?.body.length).toBe(0);
  });

  it("hands late work to whatever can wait for it", async () => {
    const receiver = createStubReceiver({
      clock,
      settle: () => new Promise((resolve) => void clock.after(500, resolve)),
    });
    const waiting: Promise<unknown>[] = [];
    const surroundings = { waitUntil: (work: Promise<unknown>) => void waiting.push(work) };

    await webhook(receiver)(post("{}"), surroundings);
    await webhook(receiver)(post("{}"), { SOME_BINDING: "of a Worker" }, surroundings);
    await webhook(receiver)(post("{}"));
    await clock.advance(500);

    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
  });

  it("does not fail with late work that fails", async () => {
    const receiver = createStubReceiver({ clock, settle: () => Promise.reject(new Error("late")) });
    const waiting: Promise<unknown>[] = [];

    await webhook(receiver)(post("{}"), { waitUntil: (work: Promise<unknown>) => void waiting.push(work) });

    await expect(Promise.all(waiting)).resolves.toEqual([undefined]);
    expect(receiver.logs).toHaveLength(1);
  });

  it("can send every status that a custom response may have", async () => {
    for (const status of [200, 204, 205, 302, 304, 418, 599]) {
      const receiver = createStubReceiver({
        clock,
        receive: () => ({ type: "custom", status, headers: {}, body: "text" }),
      });
      expect((await webhook(receiver)(post("{}"))).status).toBe(status);
    }
  });
});
