import { describe, expect, it } from "vitest";
import { EventDispatcher } from "../../entry/event-dispatcher.ts";
import type { KeyValue } from "../../ports.ts";
import { createMemoryStorage } from "../../storage/memory.ts";
import { createTestClock } from "../../testing/test-clock.ts";
import type { Answer, Delivery } from "../delivery.ts";

const clock = createTestClock(0, async () => {});

/** A storage whose answers come when the test says so. */
function createSlowStorage() {
  const memory = createMemoryStorage({ clock });
  const waiting: (() => void)[] = [];
  const later = <T>(work: () => T): Promise<T> => new Promise((resolve) => waiting.push(() => resolve(work())));
  const storage: KeyValue = {
    get: (key) => later(() => memory.get(key)),
    set: (key, value, ttlMs) => later(() => memory.set(key, value, ttlMs)),
    swap: (...args) => later(() => memory.swap(...args)),
  };
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const answerNext = async (): Promise<void> => {
    await turns();
    waiting.shift()?.();
    await turns();
  };
  return { storage, memory, answerNext };
}

function click(id: string): Delivery {
  const header = { event_id: id, event_type: "card.action.trigger", app_id: "cli_1", tenant_key: "t" };
  const event = { operator: { open_id: "ou_1" }, action: { tag: "button", value: {} }, token: "c-1" };
  return {
    body: new TextEncoder().encode(JSON.stringify({ schema: "2.0", header, event })),
    receivedAt: clock.monotonic(),
    background: "process",
    origin: { type: "long-connection", connectionId: "1", messageId: id, traceId: "t" },
  };
}

const key = '["cli_1","card.action.trigger","e-1"]';

describe.each([
  ["at once", () => ({ toast: { content: "handler" } })],
  ["later", async () => ({ toast: { content: "handler" } })],
])("with shared storage, the answer of a handler that returns %s", (_, handler) => {
  it("leaves when the storage has kept it, not before", async () => {
    const { storage, answerNext } = createSlowStorage();
    const dispatcher = new EventDispatcher({ storage, clock, logLevel: "silent" }).onCardAction(handler as never);
    const answers: Answer[] = [];
    void Promise.resolve(dispatcher.receive(click("e-1"))).then((answer) => answers.push(answer));

    await answerNext();
    expect(answers).toEqual([]);
    await answerNext();

    expect(answers[0]?.outcome).toEqual({ type: "answered", json: '{"toast":{"content":"handler"}}' });
  });

  it("gives way to the answer of whoever was given the delivery meanwhile", async () => {
    const { storage, memory, answerNext } = createSlowStorage();
    const dispatcher = new EventDispatcher({ storage, clock, logLevel: "silent" }).onCardAction(handler as never);
    const answers: Answer[] = [];
    void Promise.resolve(dispatcher.receive(click("e-1"))).then((answer) => answers.push(answer));

    await answerNext();
    memory.set(`larkwire:once:${key}`, 'outcome:{"toast":{"content":"somebody else"}}', 60_000);
    await answerNext();
    await answerNext();

    expect(answers[0]?.outcome).toEqual({ type: "answered", json: '{"toast":{"content":"somebody else"}}' });
  });
});

it("the automatic answer is kept like any other, and the late card goes on", async () => {
  const { storage, answerNext } = createSlowStorage();
  const dispatcher = new EventDispatcher({ storage, clock, logLevel: "silent" }).onCardAction(
    () => new Promise<undefined>(() => {}),
  );
  const answers: Answer[] = [];
  void Promise.resolve(dispatcher.receive(click("e-1"))).then((answer) => answers.push(answer));

  await answerNext();
  await clock.advance(2_400);
  expect(answers).toEqual([]);
  await answerNext();

  expect(answers[0]?.outcome).toMatchObject({ json: expect.stringContaining("Working on it") });
  let repeat: Answer | undefined;
  void Promise.resolve(dispatcher.receive(click("e-1"))).then((answer) => {
    repeat = answer;
  });
  await answerNext();
  await answerNext();
  expect(repeat?.outcome).toEqual(answers[0]?.outcome);
});
