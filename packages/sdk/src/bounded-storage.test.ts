import { describe, expect, it } from "vitest";
import type { Answer, Delivery } from "./callback/delivery.ts";
import { Client } from "./entry/client.ts";
import { EventDispatcher, type EventDispatcherOptions } from "./entry/event-dispatcher.ts";
import type { KeyValue } from "./ports.ts";
import { createMemoryStorage } from "./storage/memory.ts";
import { createTestClock, type TestClock } from "./testing/test-clock.ts";

const never = (): Promise<never> => new Promise(() => undefined);

/** A storage that answers so many calls, and no other. */
function createHangingStorage(clock: TestClock, answered = 0): KeyValue {
  const memory = createMemoryStorage({ clock });
  let left = answered;
  const orHang = <Value>(work: () => Value): Promise<Value> => (left-- > 0 ? Promise.resolve(work()) : never());
  return {
    get: (key) => orHang(() => memory.get(key)),
    set: (key, value, ttlMs) => orHang(() => memory.set(key, value, ttlMs)),
    swap: (...swap) => orHang(() => memory.swap(...swap)),
  };
}

function deliver(clock: TestClock, name: string, event: object): Delivery {
  const header = { event_id: "e-1", event_type: name, app_id: "cli_1", tenant_key: "t" };
  return {
    body: new TextEncoder().encode(JSON.stringify({ schema: "2.0", header, event })),
    receivedAt: clock.monotonic(),
    background: "process",
    origin: { type: "long-connection", connectionId: "1", messageId: "m-1", traceId: "t" },
  };
}

const click = { operator: { open_id: "ou_1" }, action: { tag: "button", value: {} }, token: "c-1" };
const handled = { type: "answered", json: '{"toast":{"content":"handled"}}' };

/** A dispatcher over a storage that hangs after so many calls, and the answer to a click, when there is one. */
function arrange(answered: number, options: Pick<EventDispatcherOptions, "dedupe" | "storageTimeoutMs"> = {}) {
  const clock = createTestClock(0);
  const codes: unknown[] = [];
  const answers: Answer[] = [];
  let runs = 0;
  const dispatcher = new EventDispatcher({
    ...options,
    storage: createHangingStorage(clock, answered),
    clock,
    logger: (_level, _message, fields) => codes.push(fields?.code),
  }).onCardAction(() => {
    runs += 1;
    return { toast: { content: "handled" } };
  });
  void Promise.resolve(dispatcher.receive(deliver(clock, "card.action.trigger", click))).then((answer) =>
    answers.push(answer),
  );
  return { clock, codes, outcomes: () => answers.map(({ outcome }) => outcome), runs: () => runs };
}

describe("a dispatcher whose storage never answers", () => {
  it("handles a delivery without memory after 500 ms, and not before", async () => {
    const { clock, codes, outcomes } = arrange(0);

    await clock.advance(499);
    expect(outcomes()).toEqual([]);
    await clock.advance(1);

    expect(outcomes()).toEqual([handled]);
    expect(codes).toEqual(["STORAGE_TIMEOUT"]);
  });

  it("lets an answer leave that was to be kept, after 500 ms", async () => {
    const { clock, codes, outcomes, runs } = arrange(1);

    await clock.advance(499);
    expect([runs(), outcomes()]).toEqual([1, []]);
    await clock.advance(1);

    expect(outcomes()).toEqual([handled]);
    expect(codes).toEqual(["STORAGE_TIMEOUT"]);
  });

  it("handles nothing, or answers nothing, when it is to stay closed", async () => {
    const closed = { dedupe: { whenUnavailable: "closed" } } as const;
    const [atClaim, atAnswer] = [arrange(0, closed), arrange(1, closed)];

    await atClaim.clock.advance(500);
    await atAnswer.clock.advance(500);

    const failed = [{ type: "failed", error: expect.objectContaining({ code: "STORAGE_TIMEOUT" }) }];
    expect([atClaim.runs(), atClaim.outcomes()]).toEqual([0, failed]);
    expect([atAnswer.runs(), atAnswer.outcomes()]).toEqual([1, failed]);
  });

  it("waits for as long as it is told, and leaves no timer behind", async () => {
    const { clock, outcomes } = arrange(0, { storageTimeoutMs: 50 });

    await clock.advance(50);
    expect(outcomes()).toEqual([handled]);
    await clock.advance(2_400);

    expect(clock.timers).toBe(0);
  });

  it("answers a preview for which nothing can be looked up", async () => {
    const clock = createTestClock(0);
    const storage = createHangingStorage(clock);
    const dispatcher = new EventDispatcher({ storage, dedupe: false, clock, logLevel: "silent" }).onUrlPreview(() => ({
      inline: { title: "handled" },
    }));
    const event = { operator: { open_id: "ou_1" }, context: { url: "https://example.com", preview_token: "p-1" } };
    let answer: Answer | undefined;
    void Promise.resolve(dispatcher.receive(deliver(clock, "url.preview.get", event))).then((given) => {
      answer = given;
    });

    await clock.advance(500);

    expect(answer?.outcome).toEqual({ type: "answered", json: '{"inline":{"title":"handled"}}' });
  });
});

describe("a client whose storage never answers", () => {
  it("fetches a token of its own and calls", async () => {
    const clock = createTestClock(0);
    const codes = new Set<unknown>();
    const client = new Client({
      appId: "cli_1",
      appSecret: "secret",
      storage: createHangingStorage(clock),
      clock,
      fetch: async () => Response.json({ code: 0, msg: "ok", tenant_access_token: "t-1", expire: 7_200, data: {} }),
      logger: (_level, _message, fields) => codes.add(fields?.code),
    });
    let answered = false;
    void client.request({ method: "GET", path: "/open-apis/im/v1/chats" }).then(() => {
      answered = true;
    });

    await clock.advance(2_499);
    expect(answered).toBe(false);
    await clock.advance(1);

    expect(answered).toBe(true);
    expect([...codes]).toEqual(["STORAGE_TIMEOUT"]);
  });

  it("tells the platform to push an app ticket again that could not be kept", async () => {
    const clock = createTestClock(0);
    const storage = createHangingStorage(clock);
    const client = new Client({ appId: "cli_1", appSecret: "s", appType: "store", storage, clock, logLevel: "silent" });
    const taken = client.takeAppTicket({ app_id: "cli_1", app_ticket: "ticket" });
    const failure = expect(taken).rejects.toMatchObject({ code: "STORAGE_TIMEOUT" });

    await clock.advance(500);

    await failure;
  });
});

describe("a storage, or a time to wait for it, that makes no sense", () => {
  const memory = createMemoryStorage({ clock: createTestClock(0) });
  const app = { appId: "cli_1", appSecret: "secret" };

  it.each([
    ["without set", { storage: { get: memory.get, swap: memory.swap } as unknown as KeyValue }],
    ["without swap", { storage: { get: memory.get, set: memory.set } as unknown as KeyValue }],
    ["that is an address", { storage: "redis://127.0.0.1" as unknown as KeyValue }],
    ["with no time at all", { storage: memory, storageTimeoutMs: 0 }],
    ["with a time that is no number", { storage: memory, storageTimeoutMs: "500" as unknown as number }],
  ])("%s is refused by dispatchers and clients", (_, options) => {
    expect(() => new EventDispatcher(options)).toThrow(/^CONFIG_INVALID: storage/);
    expect(() => new Client({ ...app, ...options })).toThrow(/^CONFIG_INVALID: storage/);
  });
});
