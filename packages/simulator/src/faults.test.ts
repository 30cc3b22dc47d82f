import { toast } from "larkwire";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SimulatedApp, SimulatedChat, SimulatedUser, Simulator } from "./index.ts";
import {
  createClient,
  createDispatcher,
  createLongConnection,
  type LarkwireBot,
  larkwireWaysIn,
} from "./larkwire-bots.ts";
import { startSimulator } from "./simulator.ts";

// What goes wrong, seen from larkwire: real sockets, virtual time.
const [second, hour] = [1_000, 3_600_000];
const event = "im.message.receive_v1";
const openCard = {
  schema: "2.0",
  body: {
    elements: [
      {
        tag: "button",
        text: { tag: "plain_text", content: "Approve" },
        behaviors: [{ type: "callback", value: { id: 7 } }],
      },
    ],
  },
};

let simulator: Simulator;
let app: SimulatedApp;
let ada: SimulatedUser;
let chat: SimulatedChat;
let handled: string[];
const closing: AsyncDisposable[] = [];

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false, seed: 1 });
  app = simulator.createApp({ encryptKey: "an encrypt key" });
  ada = simulator.createUser({ name: "Ada" });
  chat = simulator.createChat({ members: [ada], bots: [app] });
  handled = [];
});
afterEach(async () => {
  simulator.faults.clear();
  const closed = Promise.all(closing.splice(0).map((bot) => bot[Symbol.asyncDispose]()));
  // For goodbyes that a half-open connection never answers.
  await simulator.advance(5 * second);
  await closed;
  await simulator.close();
});

/** A bot that notes what it handles and answers clicks with a toast. */
async function connect(way: keyof typeof larkwireWaysIn = "the long connection"): Promise<LarkwireBot> {
  const dispatcher = createDispatcher(simulator, app)
    .on(event, (_, ctx) => void handled.push(ctx.envelope.id))
    .onCardAction((_, ctx) => {
      handled.push(ctx.envelope.id);
      return { toast: toast.success("approved") };
    });
  const bot = await larkwireWaysIn[way](simulator, app, dispatcher);
  closing.push(bot);
  // The first ping and its answer.
  await simulator.advance(0);
  return bot;
}

const trigger = () => app.trigger(event, { message: { content: '{"text":"早上好"}' } });
const click = () => ada.click({ message_id: app.sendCard(chat, openCard).message_id, button: "Approve" });
const answers = () => simulator.exchanges().map(({ attempt, answer }) => [attempt, answer?.status]);
const approved = { toast: { content: "approved" }, clientCode: undefined };

describe.each(["the long connection", "an encrypted webhook"] as const)("over %s", (way) => {
  it("a delay takes its time from the 3 s, and a longer one loses the delivery", async () => {
    await connect(way);
    simulator.faults.add({ user: ada }, { type: "delay", ms: 2_999 });
    const slow = click();
    await simulator.advance(2_998);
    expect(handled).toEqual([]);
    await simulator.advance(1);
    expect(await slow).toMatchObject({ ...approved, latencyMs: 2_999 });

    simulator.faults.add({}, { type: "delay", ms: 3_000 });
    const lost = click();
    await simulator.advance(10 * second);
    expect(await lost).toMatchObject({ clientCode: 200341 });
    expect(handled).toHaveLength(1);
  });

  it("a lost answer to an event makes it come again, and the handler does not run twice", async () => {
    await connect(way);
    simulator.faults.add({ app, name: "im.*" }, { type: "dropAnswer" });
    const told = trigger();
    await simulator.advance(3 * second);
    const { event_id, clientCode } = await told;
    expect(clientCode?.code).toBe(200341);
    await simulator.advance(15 * second);

    expect(handled).toEqual([event_id]);
    expect(answers()).toEqual([
      [1, undefined],
      [2, 200],
    ]);
  });

  it("one that trickles arrives whole, and is too late when it trickles for 3 s", async () => {
    await connect(way);
    simulator.faults.add({}, { type: "slow", bytesPerSecond: 1_500 });
    const clicked = click();
    await simulator.advance(2_999);
    const { latencyMs, ...seen } = await clicked;
    expect(seen).toMatchObject(approved);
    expect(latencyMs).toBeGreaterThanOrEqual(400);

    simulator.faults.add({}, { type: "slow", bytesPerSecond: 10 });
    const lost = click();
    await simulator.advance(3 * second);
    expect(await lost).toMatchObject({ clientCode: 200341 });
    expect(handled).toHaveLength(1);
  });

  it("a fault may concern one delivery, with all its attempts", async () => {
    await connect(way);
    simulator.faults.add({}, { type: "dropAnswer" });
    const told = trigger();
    await simulator.advance(3 * second);
    const fault = simulator.faults.add({ delivery: await told, times: 9 }, { type: "dropAnswer" });
    expect(await trigger()).toMatchObject({ clientCode: undefined });
    await simulator.advance(8 * hour);

    expect(fault.struck).toBe(4);
  });

  it("a lost answer to a click is what the person sees", async () => {
    await connect(way);
    simulator.faults.add({ name: "card.action.trigger" }, { type: "dropAnswer" });
    const clicked = click();
    await simulator.advance(3 * second);

    expect(await clicked).toMatchObject({ clientCode: 200341, toast: undefined });
    expect(handled).toHaveLength(1);
  });

  it("a repeat of an answered delivery gets the stored answer, and the handler runs once", async () => {
    await connect(way);
    simulator.faults.add({ times: 2 }, { type: "duplicate", afterMs: second });
    const { exchange } = await click();
    await trigger();
    await simulator.advance(second);

    const copies = simulator.exchanges().slice(2);
    expect(handled).toHaveLength(2);
    expect(copies).toMatchObject([
      { event_id: exchange.event_id, attempt: 1, answer: { status: 200, body: { toast: { content: "approved" } } } },
      { name: event, attempt: 1, answer: { status: 200 } },
    ]);
    await simulator.advance(2 * hour);
    expect(simulator.exchanges()).toHaveLength(4);
  });

  it("a repeat of something unfinished is told to come back, and the first answer counts", async () => {
    const dispatcher = createDispatcher(simulator, app).onCardAction(async (_, ctx) => {
      handled.push(ctx.envelope.id);
      await new Promise<void>((resolve) => void simulator.clock.after(second, resolve));
      return { toast: toast.success("approved") };
    });
    closing.push(await larkwireWaysIn[way](simulator, app, dispatcher));
    simulator.faults.add({}, { type: "duplicate" });
    const clicked = click();
    await simulator.advance(second);

    expect(await clicked).toMatchObject(approved);
    expect(handled).toHaveLength(1);
    expect(answers()).toEqual([
      [1, 200],
      [1, way === "the long connection" ? 500 : 503],
    ]);
  });
});

describe("over the long connection", () => {
  it("a duplicate goes to the app's other connection, too", async () => {
    const seen = { one: 0, other: 0 };
    for (const name of ["one", "other"] as const) {
      const dispatcher = createDispatcher(simulator, app).on(event, () => void seen[name]++);
      closing.push(await larkwireWaysIn["the long connection"](simulator, app, dispatcher));
    }
    simulator.faults.add({ times: 5 }, { type: "duplicate" });
    for (let count = 0; count < 5; count++) await trigger();
    await simulator.advance(0);

    expect(seen).toEqual({ one: 5, other: 5 });
  });

  it.each([[{ type: "fragment", into: 7 }], [{ type: "reorder" }], [{ type: "fragment", into: 1_024 }]] as const)(
    "a message whose frames are %j arrives whole",
    async (fault) => {
      await connect();
      simulator.faults.add({ times: 2 }, fault);

      expect(await click()).toMatchObject(approved);
      expect(await trigger()).toMatchObject({ answer: { status: 200 } });
    },
  );

  it("a half-open connection swallows what is sent, is noticed within interval + 10 s, and replaced", async () => {
    const bot = await connect();
    simulator.faults.add({}, { type: "halfOpen" });
    const lost = trigger();
    await simulator.advance(3 * second);
    expect(await lost).toMatchObject({ clientCode: { code: 200341 } });
    expect(handled).toEqual([]);
    expect(app.connections).toBe(1);

    await simulator.advance(127 * second);
    expect(bot.status()).toMatchObject({ type: "degraded" });
    expect(app.connections).toBe(0);
    await simulator.advance(5 * second);
    expect(app.connections).toBe(1);
    expect(await click()).toMatchObject(approved);
    await simulator.advance(hour);
    expect(handled).toContain((await lost).event_id);
  });

  it("a connection that falls silent at a ping is replaced, without any delivery", async () => {
    await connect();
    const fault = simulator.faults.add({ name: "ping" }, { type: "halfOpen" });
    await simulator.advance(120 * second);
    expect(fault.struck).toBe(1);
    await simulator.advance(10 * second);
    expect(app.connections).toBe(0);
    await simulator.advance(5 * second);

    expect(app.connections).toBe(1);
    expect(await click()).toMatchObject(approved);
  });

  it("what is sent while another message trickles waits behind it, and nothing is mixed up", async () => {
    await connect();
    simulator.faults.add({}, { type: "slow", bytesPerSecond: 2_000 });
    const clicks = [click(), click(), click()];
    await simulator.advance(2 * second);

    for (const clicked of clicks) expect(await clicked).toMatchObject(approved);
  });

  it("a frame that cannot be read costs its delivery and nothing else", async () => {
    await connect();
    simulator.faults.add({}, { type: "garble" });
    const lost = trigger();
    await simulator.advance(3 * second);
    expect(await lost).toMatchObject({ clientCode: { code: 200341 } });
    await simulator.advance(60 * second);

    expect(handled).toEqual([(await lost).event_id]);
    expect(await click()).toMatchObject(approved);
  });

  it.each([1000, 1001, 1011, 1012, 4000, 1006])(
    "a connection that is closed with %i is replaced, and the event comes again",
    async (code) => {
      await connect();
      simulator.faults.add({}, { type: "close", code });
      const told = trigger();
      await simulator.advance(5 * second);
      expect(await told).toMatchObject({ clientCode: { code: 200341 } });
      expect(app.connections).toBe(1);
      await simulator.advance(15 * second);

      expect(handled).toEqual([(await told).event_id]);
      expect(answers().at(-1)).toEqual([2, 200]);
    },
  );

  it("a connection that is being closed gets nothing more while another one is there", async () => {
    await connect();
    await connect();
    simulator.faults.add({ name: event }, { type: "close", code: 1001 });
    const told = trigger();
    const clicked = await Promise.all(Array.from({ length: 8 }, click));
    await simulator.advance(3 * second);
    await told;

    expect(clicked.map(({ clientCode }) => clientCode)).toEqual(Array(8).fill(undefined));
  });

  it("a busy system is asked again until it answers", async () => {
    const fault = simulator.faults.add({ app, times: 3 }, { type: "systemBusy" });
    const client = createLongConnection(simulator, app, createDispatcher(simulator, app));
    closing.push({ [Symbol.asyncDispose]: () => client.close() });
    const started = client.start();
    await simulator.advance(600 * second);
    await started;

    expect(fault.struck).toBe(3);
    expect(app.connections).toBe(1);
  });

  it.each([
    ["a revoked ticket", { type: "revokeTickets" }],
    ["a status in front of discovery", { type: "status", status: 502 }],
    ["a rate limit of discovery", { type: "rateLimit" }],
  ] as const)("%s is got over", async (_, fault) => {
    simulator.faults.add({ times: 2 }, fault);
    const client = createLongConnection(simulator, app, createDispatcher(simulator, app));
    closing.push({ [Symbol.asyncDispose]: () => client.close() });
    const started = client.start();
    await simulator.advance(600 * second);
    await started;

    expect(app.connections).toBe(1);
  });

  it.each(["/callback/ws/endpoint", "/ws/v2"])("too many connections, said at %s, are final", async (name) => {
    simulator.faults.add({ name }, { type: "connectionLimit" });
    const client = createLongConnection(simulator, app, createDispatcher(simulator, app));

    await expect(client.start()).rejects.toMatchObject({ code: "CONNECTION_LIMIT", platform: { code: 1000040350 } });
  });
});

describe("over an encrypted webhook", () => {
  beforeEach(async () => {
    await connect("an encrypted webhook");
  });

  it.each([{ type: "wrongSignature" }, { type: "oldTimestamp" }] as const)("%j is refused with 401", async (fault) => {
    simulator.faults.add({ times: 2 }, fault);
    expect(await click()).toMatchObject({ clientCode: 200671, exchange: { answer: { status: 401 } } });
    expect(await trigger()).toMatchObject({ answer: { status: 401 }, clientCode: { code: 200671 } });
    expect(handled).toEqual([]);
    await simulator.advance(15 * second);

    expect(handled).toHaveLength(1);
  });

  it("what was signed within the hour is taken", async () => {
    simulator.faults.add({}, { type: "oldTimestamp", ageMs: hour });

    expect(await click()).toMatchObject(approved);
  });

  it("the same bytes, sent again, get the stored answer while they are fresh and nothing afterwards", async () => {
    simulator.faults.add({}, { type: "replay", afterMs: 60 * second });
    simulator.faults.add({}, { type: "replay", afterMs: 2 * hour });
    expect(await click()).toMatchObject(approved);
    await simulator.advance(2 * hour);

    const [first, again, stale] = simulator.exchanges();
    expect(again?.request).toEqual(first?.request);
    expect([again?.answer?.status, stale?.answer?.status]).toEqual([200, 401]);
    expect(handled).toHaveLength(1);
  });
});

describe("the open API", () => {
  const send = () =>
    createClient(simulator, app).im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: chat.chatId, msg_type: "text", content: { text: "hi" } },
    });

  it("a token that expires early is replaced, and the call succeeds", async () => {
    const fault = simulator.faults.add({ app }, { type: "expireToken" });
    await send();

    expect(fault.struck).toBe(1);
    expect(chat.messages()).toHaveLength(1);
  });

  it("a rate limit is waited for as long as it says, and the call succeeds", async () => {
    const fault = simulator.faults.add({ name: "/open-apis/im/*" }, { type: "rateLimit", limit: 5, resetSeconds: 2 });
    const sending = send();
    await simulator.advance(2 * second - 1);
    expect([fault.struck, chat.messages()]).toEqual([1, []]);

    await simulator.advance(second);
    await sending;
    expect(chat.messages()).toHaveLength(1);
  });

  it("a rate limit has the headers of the platform", async () => {
    simulator.faults.add({}, { type: "rateLimit", limit: 5, resetSeconds: 2 });
    const response = await fetch(`${simulator.domain}/open-apis/auth/v3/tenant_access_token/internal`, {
      method: "POST",
      body: JSON.stringify({ app_id: app.appId, app_secret: app.appSecret }),
    });

    expect(response.status).toBe(429);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-ogw-ratelimit-limit": "5",
      "x-ogw-ratelimit-reset": "2",
      "x-tt-logid": expect.any(String),
    });
    expect(await response.json()).toMatchObject({ code: 99991400 });
  });

  it("a status without JSON is told, and the next call succeeds", async () => {
    simulator.faults.add({ name: "/open-apis/im/v1/messages" }, { type: "status", status: 503 });

    await expect(send()).rejects.toMatchObject({ code: "API_UNAVAILABLE", message: expect.stringContaining("503") });
    await send();
    expect(chat.messages()).toHaveLength(1);
  });

  it("a late card finds its way when the token has expired in the meantime", async () => {
    const doneCard = { schema: "2.0", body: { elements: [{ tag: "markdown", content: "done" }] } };
    const dispatcher = createDispatcher(simulator, app).onCardAction(async () => {
      await new Promise<void>((resolve) => void simulator.clock.after(10_000, resolve));
      return { card: { type: "raw", data: doneCard } };
    });
    closing.push(await larkwireWaysIn["the long connection"](simulator, app, dispatcher));
    simulator.faults.add({ name: "/open-apis/interactive/v1/card/update" }, { type: "expireToken" });
    const clicked = click();
    await simulator.advance(11 * second);
    await clicked;

    expect(chat.messages()[0]?.content).toEqual(doneCard);
  });
});

it("what goes wrong does not change the ids, and goes wrong in the same way for the same seed", async () => {
  const run = async (probability: number): Promise<unknown[]> => {
    await using other = await startSimulator({ clock: "virtual", console: false, seed: 42 });
    const bot = other.createApp();
    other.faults.add({ probability }, { type: "fragment", into: 2 });
    const dispatcher = createDispatcher(other, bot).on(event, () => undefined);
    await using _ = await larkwireWaysIn["the long connection"](other, bot, dispatcher);
    const struck: unknown[] = [];
    for (let count = 0; count < 20; count++) {
      const { request } = await bot.trigger(event, {});
      struck.push(request.headers.sum);
    }
    return [bot.appId, struck.join("")];
  };
  const [appId, struck] = await run(0.5);

  expect(await run(0.5)).toEqual([appId, struck]);
  expect(struck).toMatch(/12|21/);
  expect((await run(0))[0]).toBe(appId);
});
