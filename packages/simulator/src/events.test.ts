import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventNames } from "./deliveries/event-payload.ts";
import { connectBot, serveBot } from "./hand-made-bots.ts";
import type { SimulatedApp, Simulator } from "./index.ts";
import { createDispatcher, larkwireWaysIn } from "./larkwire-bots.ts";
import { startSimulator } from "./simulator.ts";

const [second, minute, hour] = [1_000, 60_000, 3_600_000];
const name = "im.message.receive_v1";

let simulator: Simulator;
let app: SimulatedApp;
const closing: AsyncDisposable[] = [];

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp({ encryptKey: "an encrypt key" });
});
afterEach(async () => {
  const closed = Promise.all(closing.splice(0).map((bot) => bot[Symbol.asyncDispose]()));
  // For handlers that are never done.
  await simulator.advance(3 * second);
  await closed;
  await simulator.close();
});

const trigger = () => app.trigger(name, { message: { content: "{}" } });
const statuses = () => simulator.exchanges().map(({ attempt, answer }) => [attempt, answer?.status]);

describe.each(["the long connection", "an encrypted webhook"] as const)("over %s, an event", (way) => {
  it("that fails twice is handled at the third attempt, once, and not sent again", async () => {
    const ids: string[] = [];
    const handled: string[] = [];
    const dispatcher = createDispatcher(simulator, app).on(name, (_, ctx) => {
      ids.push(ctx.envelope.id);
      if (ids.length < 3) throw new Error("no database");
      handled.push(ctx.envelope.id);
    });
    closing.push(await larkwireWaysIn[way](simulator, app, dispatcher));
    const first = await trigger();

    expect(first).toMatchObject({ attempt: 1, answer: { status: 500 }, event_id: expect.any(String) });
    await simulator.advance(15 * second - 1);
    expect(ids).toHaveLength(1);
    await simulator.advance(1);
    expect(ids).toHaveLength(2);
    await simulator.advance(5 * minute);
    expect(ids).toHaveLength(3);
    await simulator.advance(2 * hour);

    expect(handled).toEqual([first.event_id]);
    expect(new Set(ids)).toEqual(new Set([first.event_id]));
    expect(statuses()).toEqual([
      [1, 500],
      [2, 500],
      [3, 200],
    ]);
    expect(simulator.exchanges().every(({ event_id }) => event_id === first.event_id)).toBe(true);
  });

  it("whose handler is never done in time is sent five times at most", async () => {
    const dispatcher = createDispatcher(simulator, app).on(name, () => new Promise(() => undefined));
    closing.push(await larkwireWaysIn[way](simulator, app, dispatcher));
    const told = trigger();
    await simulator.advance(3 * second);
    expect(await told).toMatchObject({ clientCode: { code: 200341 } });
    await simulator.advance(8 * hour);

    expect(simulator.exchanges().map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("an event", () => {
  it("is signed anew for each attempt", async () => {
    const bot = await serveBot(() => 500);
    closing.push(bot);
    app = simulator.createApp();
    await app.useWebhook(bot.url);
    await trigger();
    await simulator.advance(15 * second);

    const [first, again] = simulator.exchanges().map(({ request }) => request.headers);
    const signedAt = (headers: typeof first) => Number(headers?.["X-Lark-Request-Timestamp"]);
    expect(signedAt(again) - signedAt(first)).toBe(15);
    expect(again?.["X-Lark-Request-Nonce"]).not.toBe(first?.["X-Lark-Request-Nonce"]);
    expect(bot.asked[1]).toEqual(bot.asked[0]);
  });

  it("waits for an app that is not online, by whichever way it comes", async () => {
    expect(await trigger()).toMatchObject({ attempt: 1, clientCode: { code: 200340 } });
    const received: string[] = [];
    const dispatcher = createDispatcher(simulator, app).on(name, (_, ctx) => void received.push(ctx.envelope.id));
    closing.push(await larkwireWaysIn["an encrypted webhook"](simulator, app, dispatcher));
    await simulator.advance(15 * second);

    expect(received).toHaveLength(1);
    expect(simulator.exchanges().at(-1)).toMatchObject({ way: "webhook", attempt: 2, answer: { status: 200 } });
  });

  it("that a person's message caused is sent again too", async () => {
    const bot = await connectBot(simulator, app, () => (bot.asked.length < 2 ? 500 : {}));
    closing.push(bot);
    const user = simulator.createUser();
    await user.send(simulator.createChat({ members: [user], bots: [app] }), "hi");
    await simulator.advance(15 * second);

    expect(statuses()).toEqual([
      [1, 500],
      [2, 200],
    ]);
  });

  it("is forgotten when the simulator closes", async () => {
    await trigger();
    const waiting = await connectBot(simulator, app, () => undefined);
    closing.push(waiting);
    const told = trigger();
    await expect.poll(() => waiting.asked).toHaveLength(1);
    await simulator.close();
    await told;
    const known = simulator.exchanges().length;
    await simulator.advance(24 * hour);

    expect(simulator.exchanges()).toHaveLength(known);
  });
});

describe("an event without a payload", () => {
  it("is made up, for every documented name, in the envelope of its schema", async () => {
    const received = new Map<string, { readonly id: string; readonly appId: string | undefined }>();
    const dispatcher = createDispatcher(simulator, app);
    for (const eventName of eventNames) {
      dispatcher.on(eventName, (_, { envelope }) => void received.set(envelope.name, envelope));
    }
    closing.push(await larkwireWaysIn["the long connection"](simulator, app, dispatcher));
    for (const eventName of eventNames) {
      const exchange = await app.trigger(eventName);
      expect(exchange).toMatchObject({ name: eventName, clientCode: undefined, answer: { status: 200 } });
      expect(received.get(eventName)).toMatchObject({ id: exchange.event_id, appId: app.appId });
    }

    expect(received.size).toBe(260);
  });

  it("of schema 1.0 is sent again with the same uuid, signed anew", async () => {
    const bot = await serveBot(() => 500);
    closing.push(bot);
    app = simulator.createApp();
    await app.useWebhook(bot.url);
    const { event_id } = await app.trigger("add_bot", { open_chat_id: "oc_1" });
    await simulator.advance(15 * second);

    expect(bot.asked).toHaveLength(2);
    expect(bot.asked[0]).toEqual({
      ts: expect.stringMatching(/^\d{10}\.\d+$/),
      uuid: event_id,
      token: app.verificationToken,
      type: "event_callback",
      event: { type: "add_bot", app_id: app.appId, tenant_key: expect.any(String), open_chat_id: "oc_1" },
    });
    expect(bot.asked[1]).toEqual(bot.asked[0]);
  });

  it("can be changed by path before it is sent", async () => {
    const texts: string[] = [];
    const dispatcher = createDispatcher(simulator, app).on(name, ({ message }) => void texts.push(message.content));
    closing.push(await larkwireWaysIn["an encrypted webhook"](simulator, app, dispatcher));
    await app.trigger(name, app.createEvent(name, { "message.content": '{"text":"早上好"}' }));

    expect(texts).toEqual(['{"text":"早上好"}']);
  });

  it("that nobody has documented needs one", async () => {
    await expect(app.trigger("my.own.event_v1")).rejects.toMatchObject({ code: "UNKNOWN_EVENT" });
    expect(await app.trigger("my.own.event_v1", {})).toMatchObject({ name: "my.own.event_v1" });
  });
});

it("a click that fails is never sent again", async () => {
  const bot = await connectBot(simulator, app, () => 500);
  closing.push(bot);
  const user = simulator.createUser();
  const chat = simulator.createChat({ members: [user], bots: [app] });
  const button = { tag: "button", text: { tag: "plain_text", content: "Approve" }, value: {} };
  const { message_id } = app.sendCard(chat, { elements: [{ tag: "action", actions: [button] }] });
  await user.click({ message_id, button: "Approve" });
  await simulator.advance(24 * hour);

  expect(bot.asked).toHaveLength(1);
});

describe("an ordered event", () => {
  const ordered = "contact.user.updated_v3";
  let bot: Awaited<ReturnType<typeof connectBot>>;
  let answer: unknown;

  beforeEach(async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: "virtual", console: false, orderedEvents: ["contact.user.*"] });
    app = simulator.createApp();
    bot = await connectBot(simulator, app, () => answer);
    closing.push(bot);
  });
  const tell = (eventName: string, order: number) => simulator.trigger(eventName, { event: { order } });
  const received = () => bot.asked.map(({ event }) => event.order);

  it("waits while an earlier one fails, and follows as soon as that is acknowledged", async () => {
    answer = 500;
    const first = await tell(ordered, 1);
    const second = await tell(ordered, 2);
    expect(second).toMatchObject({
      attempt: 0,
      answer: undefined,
      request: { body: { event: { order: 2 } }, raw: "" },
    });
    await tell(name, 3);
    answer = {};
    await simulator.advance(15_000);

    expect(received().filter((order) => order !== 3)).toEqual([1, 1, 2]);
    const records = simulator.exchanges();
    expect(records.find(({ id }) => id === second.id)).toMatchObject({ attempt: 1, answer: { status: 200 } });
    expect(records.filter(({ event_id }) => event_id === first.event_id).map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it("climbs the ladder itself when it fails in its turn", async () => {
    answer = 500;
    for (const order of [1, 2, 3]) await tell(ordered, order);
    await simulator.advance(8 * hour);
    expect(received()).toEqual([1, 1, 1, 1, 1, 2, 2, 2]);
    await simulator.advance(16 * hour);

    expect(received()).toEqual([1, 2, 3].flatMap((order) => Array(5).fill(order)));
  });

  it("leaves only after the answer to the one before it", async () => {
    let release = (): void => undefined;
    answer = new Promise((resolve) => {
      release = () => resolve({});
    });
    const told = [tell(ordered, 1), tell(ordered, 2)];
    await simulator.advance(0);
    expect(received()).toEqual([1]);
    release();

    expect((await Promise.all(told)).map(({ attempt }) => attempt)).toEqual([1, 1]);
    expect(received()).toEqual([1, 2]);
  });
});
