import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { readFrame, writeFrame } from "./gateway/hand-made-frames.ts";
import { connectBot, type HandMadeBot, serveBot } from "./hand-made-bots.ts";
import type { SimulatedApp, SimulatedChat, SimulatedUser, Simulator } from "./index.ts";
import { startSimulator } from "./simulator.ts";
import { type QuirkChanges, type Quirks, quirkTable } from "./world/quirks.ts";

const day = 86_400_000;
const button = { tag: "button", text: { tag: "plain_text", content: "Go" } };
const picture = {
  tag: "select_img",
  name: "picture",
  options: [
    { img_key: "img_v3_1", value: "one" },
    { img_key: "img_v3_2", value: "two" },
  ],
};
const card = { schema: "2.0", body: { elements: [button, picture] } };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Stage {
  readonly simulator: Simulator;
  readonly app: SimulatedApp;
  readonly ada: SimulatedUser;
  readonly chat: SimulatedChat;
  readonly bot: HandMadeBot;
}

/** Quirks, and whether they hold from the start or are switched while a bot is connected. */
interface Setting {
  readonly quirks: QuirkChanges;
  readonly later?: boolean;
}

/** A simulator with quirks, and a bot that answers everything in one way. */
async function start({ quirks, later = false }: Setting, reply: unknown = {}): Promise<Stage> {
  const simulator = await startSimulator({ clock: "virtual", console: false, quirks: later ? {} : quirks });
  const app = simulator.createApp();
  const ada = simulator.createUser();
  const chat = simulator.createChat({ members: [ada], bots: [app] });
  const bot = await connectBot(simulator, app, () => reply);
  closing.push(
    () => simulator.close(),
    () => bot[Symbol.asyncDispose](),
  );
  if (later) simulator.setQuirks(quirks);
  return { simulator, app, ada, chat, bot };
}

const click = async ({ app, ada, chat }: Stage) => {
  return ada.click({ message_id: app.sendCard(chat, card).message_id, button: "Go" });
};

async function discover({ simulator, app }: Pick<Stage, "simulator" | "app">) {
  const body = JSON.stringify({ AppID: app.appId, AppSecret: app.appSecret });
  const response = await fetch(`${simulator.domain}/callback/ws/endpoint`, { method: "POST", body });
  return (await response.json()) as { code: number; data: { URL: string; ClientConfig: { PingInterval: number } } };
}

/** Asks in the legacy structure, which goes over HTTP alone. */
async function clickLegacy(setting: Setting, reply: unknown) {
  const { app, ...stage } = await start(setting);
  const bot = await serveBot(() => reply);
  closing.push(() => bot[Symbol.asyncDispose]());
  await app.useWebhook(bot.url);
  await app.configure({ clicks: ["card.action.trigger_v1"] });
  app.publishVersion();
  return click({ app, ...stage });
}

/** What a test sees of each quirk: with the default first, then with the other value. */
const seen: { readonly [Name in keyof Quirks]: (setting: Setting) => Promise<unknown> } = {
  cardFrames: async (setting) => (await click(await start(setting))).exchange.request.headers.type,
  maxConnections: async (setting) => {
    const stage = await start(setting);
    const second = await connectBot(stage.simulator, stage.app, () => ({}));
    closing.push(() => second[Symbol.asyncDispose]());
    return (await discover(stage)).code;
  },
  pingInterval: async (setting) => (await discover(await start(setting))).data.ClientConfig.PingInterval,
  createTime: async (setting) => {
    const stage = await start(setting);
    await click(stage);
    return stage.bot.asked.at(-1)?.header.create_time?.length;
  },
  headerToken: async (setting) => {
    const stage = await start(setting);
    await click(stage);
    return Object.keys(stage.bot.asked.at(-1)?.header ?? {}).includes("token");
  },
  selectImgOptions: async (setting) => {
    const { app, ada, chat, bot } = await start(setting);
    await ada.choose({ message_id: app.sendCard(chat, card).message_id, component: "picture" }, "two");
    return bot.asked.at(-1)?.event.action;
  },
  deliveryType: async (setting) => {
    const { app, ada, chat, bot } = await start(setting);
    await ada.pasteLink(chat, app, "https://example.com/1");
    return bot.asked.at(-1)?.event.delivery_type;
  },
  previewInline: async (setting) => {
    const { app, ada, chat } = await start(setting);
    return (await ada.pasteLink(chat, app, "https://example.com/1")).clientCode;
  },
  replyStatus: async (setting) => (await click(await start(setting, 400))).clientCode,
  legacyReply: async (setting) => (await clickLegacy(setting, { msg: "success" })).clientCode,
  cardLife: async (setting) => {
    const { simulator, app, ada, chat } = await start(setting);
    const { message_id } = app.sendCard(chat, card);
    await simulator.advance(20 * day);
    return (await ada.click({ message_id, button: "Go" })).clientCode;
  },
};

describe("a quirk", () => {
  it.each<[keyof Quirks, unknown, unknown]>([
    ["cardFrames", "event", "card"],
    ["maxConnections", 0, 1_000_040_350],
    ["pingInterval", 120, 90],
    ["createTime", 16, 13],
    ["headerToken", true, false],
    ["selectImgOptions", expect.objectContaining({ options: ["two"] }), expect.objectContaining({ options: "two" })],
    ["deliveryType", "url_preview", undefined],
    ["previewInline", 200_672, undefined],
    ["replyStatus", 200_671, undefined],
    ["legacyReply", undefined, 200_672],
    ["cardLife", 200_080, undefined],
  ])("%s is seen as %j, and switched as %j, at the start or later", async (name, usual, switched) => {
    const [, other] = quirkTable[name].values;
    const quirks = { [name]: other };

    expect(await seen[name]({ quirks: {} })).toEqual(usual);
    expect(await seen[name]({ quirks })).toEqual(switched);
    expect(await seen[name]({ quirks, later: true })).toEqual(switched);
  });

  it("tells clients that are connected already how often to ping, with the next pong", async () => {
    const { simulator, app } = await start({ quirks: {} });
    const { data } = await discover({ simulator, app });
    const socket = new WebSocket(data.URL);
    closing.push(() => socket.terminate());
    await once(socket, "open");
    const ping = async (): Promise<unknown> => {
      socket.send(writeFrame({ method: 0n, headers: [["type", "ping"]] }));
      const [bytes] = await once(socket, "message");
      return JSON.parse(Buffer.from(readFrame(bytes).payload, "latin1").toString()).PingInterval;
    };

    expect(await ping()).toBe(120);
    simulator.setQuirks({ pingInterval: 90 });
    expect(await ping()).toBe(90);
  });

  it("does not go before the settings for clients that were given at the start", async () => {
    await using simulator = await startSimulator({ console: false, clientConfig: { PingInterval: 7 } });
    simulator.setQuirks({ pingInterval: 90 });

    const { data } = await discover({ simulator, app: simulator.createApp() });
    expect(data.ClientConfig.PingInterval).toBe(7);
  });

  it("lets connections stay that are beyond the new limit, and no other in, also with an address from before", async () => {
    const { simulator, app } = await start({ quirks: {} });
    const bots = [await connectBot(simulator, app, () => ({})), await connectBot(simulator, app, () => ({}))];
    closing.push(...bots.map((bot) => () => bot[Symbol.asyncDispose]()));
    const { data } = await discover({ simulator, app });
    simulator.setQuirks({ maxConnections: 2 });

    const refused = new WebSocket(data.URL).on("error", () => undefined);
    const [, { headers }] = await once(refused, "unexpected-response");
    expect(headers["handshake-autherrcode"]).toBe("1000040350");
    expect(app.connections).toBe(3);
  });

  it("is put back with everything else, but not with a snapshot of the world", async () => {
    await using simulator = await startSimulator({ console: false, quirks: { cardLife: "30days" } });
    const begun = simulator.quirks;
    const snapshot = simulator.snapshot();
    simulator.setQuirks({ cardLife: "byVersion", createTime: "ms", headerToken: undefined });

    const switched = { ...begun, cardLife: "byVersion", createTime: "ms" };
    expect(simulator.quirks).toEqual(switched);
    simulator.restore(snapshot);
    expect(simulator.quirks).toEqual(switched);
    simulator.reset();
    expect(simulator.quirks).toEqual(begun);
  });

  it("is described with a world, and chosen anew by whoever starts it", async () => {
    const world = { quirks: { createTime: "ms", maxConnections: 2 } } as const;
    await using simulator = await startSimulator({ console: false, world, quirks: { maxConnections: 50 } });

    expect(simulator.quirks).toMatchObject({ createTime: "ms", maxConnections: 50 });
    const weather: object = { quirks: { weather: "good" } };
    await expect(startSimulator({ world: weather })).rejects.toMatchObject({ code: "WORLD_INVALID" });
  });

  it("is refused when it is not in the table, or has no such value", async () => {
    const named: object = { weather: "good" };
    await expect(startSimulator({ quirks: named })).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    const valued: object = { createTime: "ms", maxConnections: 3 };
    const refusal = { code: "REQUEST_INVALID", path: "maxConnections", message: "maxConnections is one of 50, 2." };
    await expect(startSimulator({ quirks: valued })).rejects.toMatchObject(refusal);

    const { simulator } = await start({ quirks: {} });
    expect(() => simulator.setQuirks(valued)).toThrow(expect.objectContaining(refusal));
    expect(() => simulator.setQuirks(named)).toThrow(expect.objectContaining({ path: "weather" }));
    expect(simulator.quirks).toMatchObject({ createTime: "us" });
  });

  it("is listed in the documentation with its values, the default first", async () => {
    const page = await readFile(new URL("../../../docs/simulator/quirks.md", import.meta.url), "utf8");
    const rows = [...page.matchAll(/^\| `(\w+)` +\| ([^|]+?) +\| ([^|]+?) +\|$/gm)].map(([, ...cells]) => cells);

    expect(rows).toEqual(
      Object.entries(quirkTable).map(([name, { values, about }]) => {
        return [name, values.map((value) => `\`${JSON.stringify(value)}\``).join(", "), about];
      }),
    );
  });
});

describe("a callback that is triggered by its name", () => {
  it("has the header of callbacks, whoever makes it up", async () => {
    const { simulator, bot } = await start({ quirks: {} });
    await simulator.trigger("card.action.trigger");

    expect(bot.asked.at(-1)?.header).toMatchObject({ create_time: `${simulator.clock.now()}000` });
  });

  it("comes flat and signed over HTTP where it is the legacy click, and its answer is judged as one", async () => {
    const { simulator, app } = await start({ quirks: {} });
    const bot = await serveBot(() => ({ elements: "none" }));
    closing.push(() => bot[Symbol.asyncDispose]());
    await app.useWebhook(bot.url);
    await app.configure({ clicks: ["card.action.trigger_v1"] });
    app.publishVersion();
    const { clientCode, request } = await simulator.trigger("card.action.trigger_v1", {
      set: { "action.tag": "input" },
    });

    expect(clientCode?.code).toBe(200_673);
    expect(request.headers).toMatchObject({ "X-Refresh-Token": expect.any(String) });
    expect(bot.asked.at(-1)).toMatchObject({
      open_id: expect.stringMatching(/^ou_/),
      open_message_id: expect.stringMatching(/^om_/),
      action: { tag: "input", timezone: "Asia/Shanghai" },
    });
  });

  it("asks who looks at a profile, and takes any object for an answer", async () => {
    const { simulator, bot } = await start({ quirks: {} }, { anything: 1 });
    const { clientCode, attempt } = await simulator.trigger("profile.view.get");

    expect([clientCode, attempt]).toEqual([undefined, 1]);
    expect(bot.asked.at(-1)).toMatchObject({
      header: { event_type: "profile.view.get" },
      event: { operator: { open_id: expect.stringMatching(/^ou_/) } },
    });
  });
});
