import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CardActionHandler } from "larkwire";
import { webhook } from "larkwire/node";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectBot, type HandMadeBot, serveBot } from "./hand-made-bots.ts";
import type { Exchange, SimulatedApp, SimulatedUser, Simulator } from "./index.ts";
import { createDispatcher, larkwireWaysIn } from "./larkwire-bots.ts";
import { startSimulator } from "./simulator.ts";

const text = (content: string) => ({ tag: "plain_text", content });
const card = {
  schema: "2.0",
  body: {
    elements: [
      { tag: "select_static", name: "day", options: [{ text: text("Monday"), value: "mon" }] },
      {
        tag: "form",
        name: "leave",
        elements: [
          { tag: "input", name: "reason", default_value: "none" },
          { tag: "button", name: "send", text: text("Send"), form_action_type: "submit" },
        ],
      },
    ],
  },
};

let simulator: Simulator;
let app: SimulatedApp;
let ada: SimulatedUser;
let bot: HandMadeBot;

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp();
  ada = simulator.createUser();
  bot = await connectBot(simulator, app, () => ({ toast: { type: "info", content: "noted" } }));
});
afterEach(async () => {
  await bot[Symbol.asyncDispose]();
  await simulator.close();
});

describe("a person", () => {
  const send = () => app.sendCard(simulator.createChat({ members: [ada], bots: [app] }), card);

  it("submits a form", async () => {
    const result = await ada.submit(send(), { reason: "flu" });

    expect(result).toMatchObject({ toast: { content: "noted" }, clientCode: undefined });
    expect(bot.asked[0]?.event.action).toMatchObject({ tag: "button", name: "send", form_value: { reason: "flu" } });
  });

  it("chooses an option by what it says", async () => {
    const { message_id } = send();

    expect(await ada.choose({ message_id, component: "day" }, "Monday")).toMatchObject({ toast: { content: "noted" } });
    expect(bot.asked[0]?.event.action).toMatchObject({ tag: "select_static", name: "day", option: "mon" });
  });
});

describe("trigger", () => {
  it("tells the only app of an event, with values set by path", async () => {
    await simulator.trigger("im.message.receive_v1", { set: { "message.content": '{"text":"hi"}' } });

    expect(bot.asked[0]?.event).toMatchObject({ message: { content: '{"text":"hi"}', message_type: "text" } });
  });

  it("sets values in a payload of one's own, too, and in schema 1.0", async () => {
    await simulator.trigger("my.own_v1", { app, event: { a: { b: 1 } }, set: { "a.c": 2 } });
    await simulator.trigger("add_bot", { set: { operator_name: "Ada" } });

    expect(bot.asked[0]?.event).toEqual({ a: { b: 1, c: 2 } });
    expect(bot.asked[1]).toMatchObject({ type: "event_callback", event: { type: "add_bot", operator_name: "Ada" } });
  });

  it.each(["card.action.trigger", "url.preview.get"])(
    "asks the callback %s, judges it, and asks once",
    async (name) => {
      const exchange = await simulator.trigger(name, { set: { "operator.open_id": ada.openId } });
      await simulator.advance(24 * 3_600_000);

      expect(bot.asked).toMatchObject([{ header: { event_type: name }, event: { operator: { open_id: ada.openId } } }]);
      expect(exchange.clientCode?.code).toBe(name === "url.preview.get" ? 200_672 : undefined);
    },
  );

  it("wants to know which app is meant when there are several", async () => {
    simulator.createApp();

    await expect(simulator.trigger("add_bot")).rejects.toMatchObject({ code: "UNKNOWN_APP" });
    await expect(simulator.trigger("nope", { app })).rejects.toMatchObject({ code: "UNKNOWN_EVENT" });
  });
});

describe("a recorded exchange", () => {
  it("is asked again, from a file, of an app in another simulator", async () => {
    const { exchange } = await ada.submit(app.sendCard(simulator.createChat({ members: [ada], bots: [app] }), card), {
      reason: "flu",
    });
    const file = JSON.stringify(exchange);

    await using other = await startSimulator({ clock: "virtual", console: false });
    const otherApp = other.createApp({ encryptKey: "another key" });
    const reasons: unknown[] = [];
    const dispatcher = createDispatcher(other, otherApp).onCardAction(({ action }) => {
      reasons.push(action.form_value);
      return {};
    });
    await using _ = await larkwireWaysIn["an encrypted webhook"](other, otherApp, dispatcher);
    const replayed = await otherApp.deliver(JSON.parse(file));

    expect(reasons).toEqual([{ reason: "flu" }]);
    expect(replayed).toMatchObject({ event_id: exchange.event_id, way: "webhook", clientCode: undefined });
  });

  it("of schema 1.0 keeps its uuid", async () => {
    const told = await simulator.trigger("add_bot");
    await app.deliver(told);

    expect(bot.asked[1]).toEqual(bot.asked[0]);
  });

  it("that is a legacy click goes to the app's URL for legacy clicks, signed anew, and is judged as one", async () => {
    const clicks = ["card.action.trigger_v1"] as const;
    await using recorder = await serveBot(() => ({}));
    await app.configure({ callbacks: { mode: "webhook", requestUrl: recorder.url }, clicks });
    app.publishVersion();
    const { exchange } = await ada.submit(app.sendCard(simulator.createChat({ members: [ada], bots: [app] }), card), {
      reason: "flu",
    });
    const recorded: Exchange = JSON.parse(JSON.stringify(exchange));
    expect(recorded.name).toBe("card.action.trigger_v1");

    await using other = await startSimulator({ clock: "virtual", console: false });
    const otherApp = other.createApp({ encryptKey: "never used for it" });
    const { verificationToken } = otherApp;
    const clicked: unknown[] = [];
    const handler = new CardActionHandler(
      { verificationToken, clock: other.clock, logLevel: "silent" },
      ({ action }, { refreshToken }) => {
        clicked.push([action.form_value, refreshToken]);
        return { config: {}, elements: clicked.length === 1 ? [] : "wrong" } as object;
      },
    );
    const server = createServer(webhook({ "/card": handler })).listen(0, "127.0.0.1");
    await once(server, "listening");
    const botPageUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/card`;
    await otherApp.configure({ botPageUrl, clicks: [] });
    otherApp.publishVersion();
    const [first, second] = [await otherApp.deliver(recorded), await otherApp.deliver(recorded)];
    server.close();
    server.closeAllConnections();

    expect(first).toMatchObject({ way: "webhook", name: recorded.name, event_id: recorded.event_id });
    expect([first.clientCode, second.clientCode?.code]).toEqual([undefined, 200_673]);
    const tokens = [recorded, first, second].map(({ request }) => request.headers["X-Refresh-Token"]);
    expect(new Set(tokens).size).toBe(3);
    expect(clicked).toEqual(tokens.slice(1).map((token) => [{ reason: "flu" }, token]));
  });

  it("that is a legacy click goes nowhere when the app has no URL for it", async () => {
    const body = { open_id: "ou_1", open_message_id: "om_1", token: "c-1", action: { tag: "button" } };
    const exchange = await app.deliver({ request: { body } });

    expect(exchange).toMatchObject({
      clientCode: { code: 200_340 },
      event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(bot.asked).toEqual([]);
  });

  it.each([
    [{ request: { body: { action: [] } } }, "request.body.action"],
    [{ request: { body: { action: {}, open_id: "ou_1" } } }, "request.body.open_message_id"],
    [
      { event_id: 1, request: { body: { action: {}, open_id: "ou_1", open_message_id: "om_1", token: "c-1" } } },
      "event_id",
    ],
    [undefined, "request.body"],
    [{ request: { body: [] } }, "request.body"],
    [{ request: { body: { schema: "2.0" } } }, "request.body.header"],
    [{ request: { body: { schema: "2.0", header: { event_id: "" } } } }, "request.body.header.event_id"],
    [{ request: { body: { schema: "2.0", header: { event_id: "1", event_type: 2 } } } }, "event_type"],
    [{ request: { body: {} } }, "request.body.event"],
    [{ request: { body: { event: {} } } }, "request.body.uuid"],
  ])("that is %j is refused with the place of the mistake", async (recorded, place) => {
    await expect(app.deliver(recorded as never)).rejects.toMatchObject({
      code: "FIXTURE_INVALID",
      message: expect.stringContaining(place),
    });
  });
});

describe("time", () => {
  it("runs as fast as it is told to, for both sides", async () => {
    await using fast = await startSimulator({ clock: { speed: 1_000 }, console: false });
    const fastApp = fast.createApp();
    await using busy = await connectBot(fast, fastApp, () => (busy.asked.length < 3 ? 500 : {}));
    await fast.trigger("add_bot");

    // The second attempt comes after 15 s, the third after 5 min more.
    await expect.poll(() => busy.asked.length, { timeout: 20_000 }).toBe(3);
    expect(fast.clock.monotonic()).toBeGreaterThan(315_000);
  }, 30_000);

  it.each([0, -1, Number.NaN])("does not run at a speed of %d", async (speed) => {
    await expect(startSimulator({ clock: { speed } })).rejects.toMatchObject({ code: "REQUEST_INVALID" });
  });
});

it("many simulators live in one process, without meeting", async () => {
  const toasts = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      await using one = await startSimulator({ console: false });
      const own = one.createApp();
      const user = one.createUser();
      await using _bot = await connectBot(one, own, () => ({ toast: { type: "info", content: String(index) } }));
      const { message_id } = own.sendCard(one.createChat({ members: [user], bots: [own] }), card);
      return (await user.submit({ message_id })).toast?.content;
    }),
  );

  expect(toasts).toEqual(toasts.map((_, index) => String(index)));
});

describe("a payload that is pushed as it stands", () => {
  it("comes to a client as it is, and back comes what the client says", async () => {
    const payload = `{"schema":"3.0","text":"${"好".repeat(1_000)}"}`;

    expect(await app.push(payload)).toEqual({
      status: 200,
      text: '{"toast":{"type":"info","content":"noted"}}',
    });
    expect(bot.asked.at(-1)).toEqual(JSON.parse(payload));
    expect(simulator.exchanges()).toEqual([]);
  });

  it("may be bytes", async () => {
    expect(await app.push(new TextEncoder().encode('{"n":1}'))).toMatchObject({ status: 200 });
    expect(bot.asked.at(-1)).toEqual({ n: 1 });
  });

  it("needs a client", async () => {
    await expect(simulator.createApp().push("{}")).rejects.toMatchObject({ code: "NO_CLIENT_ONLINE" });
  });
});
