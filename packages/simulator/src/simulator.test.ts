import { createDecipheriv, createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Behaviour, connectBot, type HandMadeBot, serveBot } from "./hand-made-bots.ts";
import type { SimulatedApp, SimulatedChat, SimulatedUser, Simulator } from "./index.ts";
import { startSimulator } from "./simulator.ts";

const markdown = (content: string) => ({ tag: "markdown", content });
const button = (text: string, value: object) => ({
  tag: "button",
  text: { tag: "plain_text", content: text },
  behaviors: [{ type: "callback", value }],
});
const sharedCard = { schema: "2.0", body: { elements: [markdown("open"), button("Approve", { id: 7 })] } };
const privateCard = {
  elements: [
    { tag: "action", actions: [{ tag: "button", text: { tag: "plain_text", content: "Approve" }, value: { id: 7 } }] },
  ],
};
const doneCard = { schema: "2.0", body: { elements: [markdown("done")] } };
const raw = (data: object) => ({ card: { type: "raw", data } });

let simulator: Simulator;
let app: SimulatedApp;
let ada: SimulatedUser;
let ben: SimulatedUser;
let chat: SimulatedChat;
const closing: AsyncDisposable[] = [];

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp({ name: "Approvals" });
  [ada, ben] = [simulator.createUser({ name: "Ada" }), simulator.createUser({ name: "Ben" })];
  chat = simulator.createChat({ members: [ada, ben], bots: [app] });
});
afterEach(async () => {
  for (const bot of closing.splice(0)) await bot[Symbol.asyncDispose]();
  await simulator.close();
});

const waysIn = {
  "the long connection": async (behave: Behaviour): Promise<HandMadeBot> => {
    const bot = await connectBot(simulator, app, behave);
    closing.push(bot);
    await app.useLongConnection();
    return bot;
  },
  "a webhook": async (behave: Behaviour): Promise<HandMadeBot> => {
    const bot = await serveBot(behave);
    closing.push(bot);
    await app.useWebhook(bot.url);
    return bot;
  },
} as const;
const connect = waysIn["the long connection"];
const approve = (card: object = sharedCard, user = ada) => {
  return user.click({ message_id: app.sendCard(chat, card).message_id, button: "Approve" });
};

describe.each(["the long connection", "a webhook"] as const)("a click that goes over %s", (way) => {
  it("is a card.action.trigger of schema 2.0", async () => {
    const bot = await waysIn[way](() => ({}));
    const { message_id } = app.sendCard(chat, sharedCard);
    await ada.click({ message_id, button: "Approve" });

    expect(bot.asked).toEqual([
      {
        schema: "2.0",
        header: {
          event_id: expect.any(String),
          token: app.verificationToken,
          create_time: `${simulator.clock.now()}000`,
          event_type: "card.action.trigger",
          tenant_key: expect.any(String),
          app_id: app.appId,
        },
        event: {
          operator: { tenant_key: expect.any(String), open_id: ada.openId, union_id: expect.stringMatching(/^on_/) },
          token: expect.stringMatching(/^c-/),
          action: { tag: "button", value: { id: 7 }, timezone: expect.any(String) },
          host: "im_message",
          context: { open_message_id: message_id, open_chat_id: chat.chatId },
        },
      },
    ]);
  });

  it("brings toast and card, without any advance of virtual time", async () => {
    await waysIn[way](() => ({ toast: { type: "success", content: "批准" }, ...raw(doneCard) }));
    const result = await approve();

    expect(result).toMatchObject({
      toast: { type: "success", content: "批准" },
      card: doneCard,
      clientCode: undefined,
      latencyMs: 0,
      exchange: {
        name: "card.action.trigger",
        replacedCard: true,
        answer: { status: 200, body: { toast: { content: "批准" } } },
      },
    });
    expect(simulator.exchanges()).toEqual([result.exchange]);
  });

  it.each<[number, number]>([
    [500, 200671],
    [404, 200671],
  ])("shows a code when the answer has status %i", async (status, code) => {
    await waysIn[way](() => status);

    expect(await approve()).toMatchObject({ toast: undefined, card: sharedCard, clientCode: code });
  });

  it.each<[unknown, number]>([
    ["text", 200672],
    [raw(privateCard), 200830],
    [{ card: { type: "raw", data: "{}" } }, 200672],
  ])("shows a code when the answer is %j", async (reply, code) => {
    await waysIn[way](() => reply);

    expect(await approve()).toMatchObject({ card: sharedCard, clientCode: code });
  });

  it("shows 200341 when nobody answers within 3 s", async () => {
    await waysIn[way](() => undefined);
    const clicked = approve();
    await simulator.advance(2999);
    expect(simulator.exchanges()).toMatchObject([{ answer: undefined, latencyMs: undefined }]);
    await simulator.advance(1);

    expect(await clicked).toMatchObject({
      clientCode: 200341,
      latencyMs: 3000,
      exchange: { clientCode: { mend: expect.stringContaining("ctx.reply()") } },
    });
  });
});

describe("a click", () => {
  it("shows 200340 while no client of the app is online", async () => {
    expect(await approve()).toMatchObject({
      clientCode: 200340,
      exchange: { clientCode: { cause: expect.stringContaining("not online") } },
    });
  });

  it("shows 200342 and 200343 when the webhook cannot be reached any more", async () => {
    const bot = await serveBot(() => ({}));
    await app.useWebhook(bot.url);
    await bot[Symbol.asyncDispose]();

    expect(await approve()).toMatchObject({ clientCode: 200342 });
  });

  it("on a private card changes only what the clicking person sees", async () => {
    await connect(() => raw({ elements: [markdown("yours")] }));
    const result = await approve(privateCard);

    expect(result.card).toEqual({ elements: [markdown("yours")] });
    expect(chat.messages(ada)[0]?.content).toEqual({ elements: [markdown("yours")] });
    expect(chat.messages(ben)[0]?.content).toEqual(privateCard);
  });

  it("on a shared card changes it for everybody", async () => {
    await connect(() => raw(doneCard));
    await approve();

    expect(chat.messages(ben)[0]?.content).toEqual(doneCard);
  });

  it("submits a form, but not one whose components have no name (200530)", async () => {
    const bot = await connect(() => ({}));
    const form = (name: object) => ({
      schema: "2.0",
      body: {
        elements: [
          {
            tag: "form",
            name: "f",
            elements: [
              { tag: "input", ...name },
              { ...button("Approve", {}), name: "ok", form_action_type: "submit" },
            ],
          },
        ],
      },
    });
    const { message_id } = app.sendCard(chat, form({ name: "reason" }));
    await ada.click({ message_id, button: "ok", form_value: { reason: "flu" } });
    expect(bot.asked[0]?.event.action).toMatchObject({ tag: "button", name: "ok", form_value: { reason: "flu" } });

    expect(await approve(form({}))).toMatchObject({ clientCode: 200530 });
    expect(bot.asked).toHaveLength(1);
  });

  it("can be any action, as it is", async () => {
    const bot = await connect(() => ({}));
    const { message_id } = app.sendCard(chat, sharedCard);
    await ada.click({ message_id, action: { tag: "select_static", option: "b" } });

    expect(bot.asked[0]?.event.action).toMatchObject({ tag: "select_static", option: "b" });
  });

  it("needs a card of an app, in a chat of the person, with such a button", async () => {
    const stranger = simulator.createUser({ name: "Eve" });
    const { message_id } = app.sendCard(chat, sharedCard);

    await expect(ada.click({ message_id: "om_0", button: "Approve" })).rejects.toMatchObject({
      code: "UNKNOWN_MESSAGE",
    });
    await expect(stranger.click({ message_id, button: "Approve" })).rejects.toMatchObject({ code: "NOT_CLICKABLE" });
    await expect(ada.click({ message_id, button: "Reject" })).rejects.toThrow('Its buttons: "Approve".');
  });
});

describe("the way in of an app", () => {
  it("is the long connection only while a client is online, and never for a store app", async () => {
    await expect(app.useLongConnection()).rejects.toMatchObject({ code: "NO_CLIENT_ONLINE" });
    await connect(() => ({}));
    await expect(app.useLongConnection()).resolves.toBeUndefined();
    expect(app.connections).toBe(1);

    await expect(simulator.createApp({ type: "store" }).useLongConnection()).rejects.toMatchObject({
      code: "LONG_CONNECTION_UNSUPPORTED",
    });
  });

  it.each(["", "/webhook", "ftp://127.0.0.1/", "javascript:alert(1)", `http://x/${"y".repeat(3000)}`])(
    "is not the webhook %s",
    async (url) => {
      await expect(app.useWebhook(url)).rejects.toMatchObject({ code: "REQUEST_URL_REFUSED" });
    },
  );

  describe("is checked with url_verification", () => {
    let server: Server | undefined;
    afterEach(() => {
      server?.close();
      server?.closeAllConnections();
    });
    const listen = async (answer: (body: Record<string, string>) => string | undefined): Promise<string> => {
      server = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const text = answer(JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>);
        if (text !== undefined) response.end(text);
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    };

    it("with the Verification Token", async () => {
      let seen: unknown;
      const url = await listen((body) => {
        seen = body;
        return JSON.stringify({ challenge: body.challenge });
      });
      await app.useWebhook(url);

      expect(seen).toEqual({ type: "url_verification", token: app.verificationToken, challenge: expect.any(String) });
    });

    it("encrypted when the app has an Encrypt Key", async () => {
      const secured = simulator.createApp({ encryptKey: "test key" });
      const url = await listen(({ encrypt = "" }) => {
        const bytes = Buffer.from(encrypt, "base64");
        const decipher = createDecipheriv(
          "aes-256-cbc",
          createHash("sha256").update("test key").digest(),
          bytes.subarray(0, 16),
        );
        const { challenge } = JSON.parse(
          Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString(),
        );
        return JSON.stringify({ challenge });
      });

      await expect(secured.useWebhook(url)).resolves.toBeUndefined();
    });

    it("and refused where the answer is wrong or takes longer than 1 s", async () => {
      await expect(app.useWebhook(await listen(() => '{"challenge":"other"}'))).rejects.toThrow(
        "Challenge code not returned",
      );
      const saving = expect(app.useWebhook(await listen(() => undefined))).rejects.toThrow("No answer within 1 s");
      await simulator.advance(1000);
      await saving;
    });
  });
});

describe("the delayed-update API", () => {
  async function update(token: unknown, card: unknown, by = app): Promise<number> {
    const { appId, appSecret } = by;
    const post = async (path: string, body: unknown, authorization = "") => {
      const response = await fetch(`${simulator.domain}/open-apis/${path}`, {
        method: "POST",
        headers: { Authorization: authorization },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      return (await response.json()) as { code: number; tenant_access_token: string };
    };
    const { tenant_access_token } = await post("auth/v3/tenant_access_token/internal", {
      app_id: appId,
      app_secret: appSecret,
    });
    const body = typeof card === "string" ? card : { token, card };
    return (await post("interactive/v1/card/update", body, `Bearer ${tenant_access_token}`)).code;
  }

  async function clickedToken(card: object = sharedCard, reply: unknown = {}): Promise<string> {
    const bot = await connect(() => reply);
    await approve(card);
    return String(bot.asked[0]?.event.token);
  }

  it("replaces the card after the answer, twice, and shows it with the click", async () => {
    const token = await clickedToken();
    await simulator.advance(1000);
    const nextCard = { schema: "2.0", body: { elements: [markdown("next")] } };

    expect([await update(token, doneCard), await update(token, nextCard), await update(token, nextCard)]).toEqual([
      0, 0, 300040,
    ]);
    expect(chat.messages()[0]?.content).toEqual(nextCard);
    expect(simulator.exchanges()[0]?.lateUpdates).toEqual([
      { afterMs: 1000, code: 0, msg: "ok" },
      { afterMs: 1000, code: 0, msg: "ok" },
      { afterMs: 1000, code: 300040, msg: expect.any(String) },
    ]);
  });

  it("refuses 30 minutes after the click", async () => {
    const token = await clickedToken();
    await simulator.advance(30 * 60_000);

    expect(await update(token, doneCard)).toBe(300030);
  });

  it("refuses another app", async () => {
    expect(await update(await clickedToken(), doneCard, simulator.createApp())).toBe(200310);
  });

  it("refuses when the click was never answered", async () => {
    const bot = await connect(() => 500);
    await approve();

    expect(await update(bot.asked[0]?.event.token, doneCard)).toBe(300030);
  });

  it.each<[number, unknown, unknown]>([
    [300020, "c-unknown", doneCard],
    [300020, 7, doneCard],
    [100030, undefined, "not json"],
    [100030, undefined, "[]"],
    [10002, "right", 7],
    [10002, "right", undefined],
    [11311, "right", { nothing: 1 }],
    [100000, "right", { elements: [markdown("x".repeat(101 * 1024))] }],
    [200830, "right", { config: { update_multi: true }, elements: [] }],
    [200320, "right", { ...doneCard, open_ids: ["ou_1"] }],
  ])("refuses with %i the token %j and the card %j", async (code, token, card) => {
    const right = await clickedToken();

    expect(await update(token === "right" ? right : token, card)).toBe(code);
    expect(chat.messages()[0]?.content).toEqual(sharedCard);
  });

  it("refuses templates and images that there are not, and cards that are gone", async () => {
    simulator.createTemplate({ templateId: "AAq1", card: doneCard });
    const token = await clickedToken();
    const message_id = chat.messages()[0]?.message_id ?? "";

    expect(await update(token, { type: "template", data: { template_id: "AAq2" } })).toBe(11311);
    expect(await update(token, { schema: "2.0", body: { elements: [{ tag: "img", img_key: "img_0" }] } })).toBe(11311);
    expect(await update(token, { type: "template", data: { template_id: "AAq1" } })).toBe(0);
    chat.deleteMessage({ message_id });
    expect(await update(token, doneCard)).toBe(200000);
  });

  it("changes a private card for those whom open_ids names", async () => {
    const token = await clickedToken(privateCard);
    const next = { elements: [markdown("only Ben")] };

    expect(await update(token, next)).toBe(300090);
    expect(await update(token, { ...next, open_ids: [] })).toBe(200320);
    expect(await update(token, { ...next, open_ids: ["ou_0"] })).toBe(200320);
    expect(await update(token, { ...next, open_ids: [ben.openId] })).toBe(0);
    expect(chat.messages(ben)[0]?.content).toEqual(next);
    expect(chat.messages(ada)[0]?.content).toEqual(privateCard);
  });

  it.each<[string, unknown, object]>([
    ["takes it back", {}, sharedCard],
    ["puts its own card there", raw(doneCard), doneCard],
    ["takes it back even by failing", 500, sharedCard],
  ])("takes an update before the answer, which %s", async (_, reply, shown) => {
    await connect(async ({ event }) => {
      expect(await update(event.token, { schema: "2.0", body: { elements: [markdown("too early")] } })).toBe(0);
      expect(chat.messages()[0]?.content).toEqual({ schema: "2.0", body: { elements: [markdown("too early")] } });
      return reply;
    });

    expect((await approve()).card).toEqual(shown);
    expect(simulator.exchanges()[0]?.lateUpdates).toMatchObject([{ code: 0, msg: expect.stringContaining("undo") }]);
  });

  it("leaves a message recalled that was recalled before the answer", async () => {
    await connect(async ({ event, header }) => {
      if (header.event_type !== "card.action.trigger") return {};
      await update(event.token, doneCard);
      await ada.recall({ message_id: chat.messages()[0]?.message_id ?? "" });
      return {};
    });
    await approve();

    expect(chat.messages()[0]).toMatchObject({ deleted: true });
  });
});

describe("a pasted link", () => {
  const paste = () => ada.pasteLink(chat, app, "https://ci.example/42");

  it("is a message like any other, and asks the app with url.preview.get", async () => {
    const bot = await connect(() => ({ inline: { title: "Build 42" }, ...raw(doneCard) }));
    const preview = await paste();

    expect(preview).toMatchObject({ inline: { title: "Build 42" }, card: doneCard, clientCode: undefined });
    expect(bot.asked[0]).toMatchObject({
      header: { event_type: "im.message.receive_v1" },
      event: { message: { content: '{"text":"https://ci.example/42"}' } },
    });
    expect(bot.asked[1]).toMatchObject({
      header: { event_type: "url.preview.get" },
      event: {
        operator: { open_id: ada.openId },
        host: "im_message",
        context: { url: "https://ci.example/42", open_chat_id: chat.chatId, preview_token: expect.any(String) },
      },
    });
  });

  it("shows a code when the answer has no inline", async () => {
    await connect(() => ({}));

    expect(await paste()).toMatchObject({ inline: undefined, clientCode: 200672 });
  });
});

describe("events", () => {
  it("tell every bot in the chat of a text", async () => {
    const bot = await connect(() => ({}));
    await ada.send(chat, "你好");

    expect(bot.asked[0]).toMatchObject({
      header: { event_type: "im.message.receive_v1", create_time: String(simulator.clock.now()) },
      event: {
        sender: { sender_id: { open_id: ada.openId }, sender_type: "user" },
        message: { chat_id: chat.chatId, chat_type: "group", message_type: "text", content: '{"text":"你好"}' },
      },
    });
    expect(chat.messages()).toMatchObject([{ sender: { type: "user", name: "Ada" }, content: { text: "你好" } }]);
  });

  it("of any kind are told, and the first attempt is told of", async () => {
    const bot = await connect(() => 500);
    const exchange = await app.trigger("contact.user.created_v3", { object: { open_id: "ou_9" } });

    expect(exchange).toMatchObject({
      name: "contact.user.created_v3",
      attempt: 1,
      answer: { status: 500 },
      clientCode: { code: 200671 },
    });
    expect(bot.asked).toHaveLength(1);
  });
});

describe("a simulator", () => {
  it("runs beside others in one process, with worlds of their own", async () => {
    const others = await Promise.all(Array.from({ length: 5 }, (_, seed) => startSimulator({ seed, console: false })));
    const apps = others.map((other) => other.createApp());

    expect(new Set(others.map(({ domain }) => domain)).size).toBe(5);
    expect(new Set(apps.map(({ appId }) => appId)).size).toBe(5);
    await Promise.all(others.map((other) => other.close()));
  });

  it("can be closed in the middle of everything, and twice", async () => {
    await connect(() => undefined);
    const clicked = approve();
    await expect.poll(() => simulator.exchanges()).toHaveLength(1);
    await Promise.all([simulator.close(), simulator.close()]);

    expect(await clicked).toMatchObject({ clientCode: 200080 });
    await expect(fetch(simulator.domain)).rejects.toThrow();
  });

  it("advances only virtual time", async () => {
    await using real = await startSimulator({ console: false });

    await expect(real.advance(1)).rejects.toMatchObject({ code: "CLOCK_IS_REAL" });
  });

  it("refuses a card that the platform would refuse", () => {
    expect(() => app.sendCard(chat, { nothing: 1 })).toThrow("ROOT: It has nothing that a card has");
    expect(() => app.sendCard(chat, [])).toThrow("ROOT");
  });
});
