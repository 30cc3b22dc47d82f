import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { connectBot, type HandMadeBot, serveBot } from "./hand-made-bots.ts";
import { startSimulator } from "./simulator.ts";
import type { SimulatedApp, SimulatedChat, SimulatedUser, Simulator } from "./test-kit.ts";
import { type Quirks, quirkTable } from "./world/quirks.ts";

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

/** A simulator with quirks, and a bot that answers everything in one way. */
async function start(quirks: Partial<Quirks>, reply: unknown = {}): Promise<Stage> {
  const simulator = await startSimulator({ clock: "virtual", console: false, quirks });
  const app = simulator.createApp();
  const ada = simulator.createUser();
  const chat = simulator.createChat({ members: [ada], bots: [app] });
  const bot = await connectBot(simulator, app, () => reply);
  closing.push(
    () => simulator.close(),
    () => bot[Symbol.asyncDispose](),
  );
  return { simulator, app, ada, chat, bot };
}

const click = async ({ app, ada, chat }: Stage) => {
  return ada.click({ message_id: app.sendCard(chat, card).message_id, button: "Go" });
};

async function discover({ simulator, app }: Stage) {
  const body = JSON.stringify({ AppID: app.appId, AppSecret: app.appSecret });
  const response = await fetch(`${simulator.domain}/callback/ws/endpoint`, { method: "POST", body });
  return (await response.json()) as { code: number; data: { ClientConfig: { PingInterval: number } } };
}

/** Asks in the legacy structure, which goes over HTTP alone. */
async function clickLegacy(quirks: Partial<Quirks>, reply: unknown) {
  const { app, ...stage } = await start(quirks);
  const bot = await serveBot(() => reply);
  closing.push(() => bot[Symbol.asyncDispose]());
  await app.useWebhook(bot.url);
  await app.configure({ clicks: ["card.action.trigger_v1"] });
  app.publishVersion();
  return click({ app, ...stage });
}

/** What a test sees of each quirk: with the default first, then with the other value. */
const seen: { readonly [Name in keyof Quirks]: (quirks: Partial<Quirks>) => Promise<unknown> } = {
  cardFrames: async (quirks) => (await click(await start(quirks))).exchange.request.headers.type,
  maxConnections: async (quirks) => {
    const stage = await start(quirks);
    const second = await connectBot(stage.simulator, stage.app, () => ({}));
    closing.push(() => second[Symbol.asyncDispose]());
    return (await discover(stage)).code;
  },
  pingInterval: async (quirks) => (await discover(await start(quirks))).data.ClientConfig.PingInterval,
  createTime: async (quirks) => {
    const stage = await start(quirks);
    await click(stage);
    return stage.bot.asked.at(-1)?.header.create_time?.length;
  },
  headerToken: async (quirks) => {
    const stage = await start(quirks);
    await click(stage);
    return Object.keys(stage.bot.asked.at(-1)?.header ?? {}).includes("token");
  },
  selectImgOptions: async (quirks) => {
    const { app, ada, chat, bot } = await start(quirks);
    await ada.choose({ message_id: app.sendCard(chat, card).message_id, component: "picture" }, "two");
    return bot.asked.at(-1)?.event.action;
  },
  deliveryType: async (quirks) => {
    const { app, ada, chat, bot } = await start(quirks);
    await ada.pasteLink(chat, app, "https://example.com/1");
    return bot.asked.at(-1)?.event.delivery_type;
  },
  previewInline: async (quirks) => {
    const { app, ada, chat } = await start(quirks);
    return (await ada.pasteLink(chat, app, "https://example.com/1")).clientCode;
  },
  replyStatus: async (quirks) => (await click(await start(quirks, 400))).clientCode,
  legacyReply: async (quirks) => (await clickLegacy(quirks, { msg: "success" })).clientCode,
  cardLife: async (quirks) => {
    const { simulator, app, ada, chat } = await start(quirks);
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
  ])("%s is seen as %j, and switched as %j", async (name, usual, switched) => {
    const [, other] = quirkTable[name].values;

    expect(await seen[name]({})).toEqual(usual);
    expect(await seen[name]({ [name]: other })).toEqual(switched);
  });

  it("is refused when it is not in the table, or has no such value", async () => {
    const named: object = { weather: "good" };
    await expect(startSimulator({ quirks: named })).rejects.toMatchObject({ code: "REQUEST_INVALID" });
    const valued: object = { maxConnections: 3 };
    await expect(startSimulator({ quirks: valued })).rejects.toMatchObject({
      code: "REQUEST_INVALID",
      message: "maxConnections is one of 50, 2.",
    });
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
    const { simulator, bot } = await start({});
    await simulator.trigger("card.action.trigger");

    expect(bot.asked.at(-1)?.header).toMatchObject({ create_time: `${simulator.clock.now()}000` });
  });

  it("comes flat and signed over HTTP where it is the legacy click, and its answer is judged as one", async () => {
    const { simulator, app } = await start({});
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
    const { simulator, bot } = await start({}, { anything: 1 });
    const { clientCode, attempt } = await simulator.trigger("profile.view.get");

    expect([clientCode, attempt]).toEqual([undefined, 1]);
    expect(bot.asked.at(-1)).toMatchObject({
      header: { event_type: "profile.view.get" },
      event: { operator: { open_id: expect.stringMatching(/^ou_/) } },
    });
  });
});
