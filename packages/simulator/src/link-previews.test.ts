import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectBot } from "./hand-made-bots.ts";
import { type SimulatedApp, type SimulatedChat, type SimulatedUser, type Simulator, startSimulator } from "./index.ts";
import { createClient, createDispatcher, larkwireWaysIn } from "./larkwire-bots.ts";

const url = "https://ci.example/42";
const buttonCard = (text: string, value: object = { rerun: 42 }) => ({
  schema: "2.0",
  body: {
    elements: [{ tag: "button", text: { tag: "plain_text", content: text }, behaviors: [{ type: "callback", value }] }],
  },
});

let simulator: Simulator;
let app: SimulatedApp;
let mei: SimulatedUser;
let bo: SimulatedUser;
let chat: SimulatedChat;

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp({ name: "CI" });
  [mei, bo] = [simulator.createUser({ name: "Mei" }), simulator.createUser({ name: "Bo" })];
  chat = simulator.createChat({ members: [mei, bo], bots: [app] });
});
afterEach(() => simulator.close());

/** A bot that answers previews, counts what it was asked, and takes clicks. */
function startBot(of = app) {
  const asked: string[] = [];
  const clicked: unknown[] = [];
  const dispatcher = createDispatcher(simulator, of)
    .onUrlPreview(({ context }) => {
      asked.push(context.url);
      const title = `Build ${asked.length}`;
      return { inline: { title }, card: { type: "raw", data: buttonCard("Run again") } };
    })
    .onCardAction(({ action, ...event }) => {
      clicked.push({ value: action.value, delivery: event.delivery_type, context: event.context });
      return { card: { type: "raw", data: buttonCard("Running") } };
    })
    .on("im.message.receive_v1", () => undefined);
  return larkwireWaysIn["the long connection"](simulator, of, dispatcher).then((bot) => ({
    asked,
    clicked,
    [Symbol.asyncDispose]: () => bot[Symbol.asyncDispose](),
  }));
}

const linksSeenBy = (viewer: SimulatedUser) => chat.messages(viewer).at(-1)?.links;
const previewSeenBy = (viewer: SimulatedUser) => linksSeenBy(viewer)?.[0]?.preview;

describe("a link in a text", () => {
  it("is kept with what its app makes of it, for everybody who sees the message", async () => {
    await using bot = await startBot();
    await mei.send(chat, `look at ${url}, please`);

    expect(bot.asked).toEqual([url]);
    for (const viewer of [mei, bo]) {
      expect(previewSeenBy(viewer)).toMatchObject({
        app_id: app.appId,
        waiting: false,
        inline: { title: "Build 1" },
        card: buttonCard("Run again"),
        clientCode: undefined,
        revision: 0,
      });
    }
  });

  it("waits until the app has answered, and says why nothing has come of it", async () => {
    await using _ = await connectBot(simulator, app, (question) => {
      return question.header.event_type === "url.preview.get" ? new Promise(() => undefined) : {};
    });
    const sent = mei.send(chat, url);
    await expect.poll(() => previewSeenBy(mei)).toMatchObject({ waiting: true });
    await simulator.advance(3_000);
    await sent;

    expect(previewSeenBy(mei)).toMatchObject({ waiting: false, inline: undefined, clientCode: { code: 200_341 } });
  });

  it("asks for each link once, and for no more than ten", async () => {
    await using bot = await startBot();
    await mei.send(chat, Array.from({ length: 24 }, (_, index) => `${url}/${index >> 1}`).join(" "));

    expect(bot.asked.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => `${url}/${index}`).toSorted());
    expect(linksSeenBy(mei)).toHaveLength(10);
  });

  it("asks nobody where no app has registered it, and nobody about a bot's own text", async () => {
    await using bot = await startBot();
    await app.configure({ linkRules: ["deploys.example"] });
    app.publishVersion();
    await mei.send(chat, url);
    expect(linksSeenBy(mei)).toEqual([{ url }]);
    await createClient(simulator, app).im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: chat.chatId, msg_type: "text", content: '{"text":"https://deploys.example"}' },
    });

    expect(linksSeenBy(mei)).toEqual([{ url: "https://deploys.example" }]);
    expect(bot.asked).toEqual([]);
  });

  it("is gone with its message", async () => {
    await using _ = await startBot();
    await mei.send(chat, url);
    chat.deleteMessage({ message_id: chat.messages().at(-1)?.message_id ?? "" });

    expect(linksSeenBy(mei)).toEqual([]);
  });
});

describe("the app of a link", () => {
  const askedApps = () => simulator.exchanges({ name: "url.preview.get" }).map(({ app_id }) => app_id);

  it("is the one whose rule names it, in any chat of its tenant", async () => {
    const other = simulator.createApp({ linkRules: ["*.example/4*"] });
    await mei.send(chat, url);
    await mei.send(simulator.createChat({ members: [mei] }), url);

    expect(askedApps()).toEqual([other.appId, other.appId]);
  });

  it("is a self-built one before a store app, and the bot of the chat where no rule names it", async () => {
    const store = simulator.createApp({ type: "store", linkRules: ["ci.example"] });
    const own = simulator.createApp({ linkRules: ["**.example"] });
    simulator.createApp();
    await mei.send(chat, `${url} https://other.test/`);
    expect(askedApps()).toEqual([own.appId, app.appId]);

    await mei.send(chat, url);
    expect(askedApps()).not.toContain(store.appId);
  });

  it("is not one of another tenant", async () => {
    simulator.createApp({ tenant: simulator.createTenant(), linkRules: ["ci.example"] });
    await mei.send(chat, url);

    expect(askedApps()).toEqual([app.appId]);
  });

  it("cannot be told a link that none of its rules fits", async () => {
    const other = simulator.createApp({ linkRules: ["deploys.example"] });

    await expect(mei.pasteLink(chat, other, url)).rejects.toMatchObject({ code: "LINK_NOT_REGISTERED" });
    expect(chat.messages()).toEqual([]);
    expect(() => simulator.createApp({ linkRules: ["https://ci.example"] })).toThrow("begins with a scheme");
  });
});

describe("what a person sees of a link", () => {
  const refresh = (openIds?: string[]) =>
    createClient(simulator, app).im.v2.urlPreview.batchUpdate({
      data: { preview_tokens: [previewSeenBy(mei)?.preview_token ?? ""], open_ids: openIds },
    });

  it("changes when the app has the clients of that person ask again", async () => {
    await using _ = await startBot();
    await mei.pasteLink(chat, app, url);
    await refresh([bo.openId]);

    await expect.poll(() => previewSeenBy(bo)).toMatchObject({ inline: { title: "Build 2" }, revision: 1 });
    expect(previewSeenBy(mei)).toMatchObject({ inline: { title: "Build 1" }, revision: 0 });
  });

  it("comes late where the app is slow: first the bare link, then what the app has found out", async () => {
    const dispatcher = createDispatcher(simulator, app)
      .onUrlPreview(async () => {
        await new Promise<void>((resolve) => void simulator.clock.after(4_000, resolve));
        return { inline: { title: "Build 42, after all" } };
      })
      .on("im.message.receive_v1", () => undefined);
    await using _ = await larkwireWaysIn["the long connection"](simulator, app, dispatcher);
    const sent = mei.send(chat, url);
    await simulator.advance(2_500);
    await sent;
    expect(previewSeenBy(mei)).toMatchObject({ waiting: false, revision: 0 });
    expect(previewSeenBy(mei)).not.toHaveProperty("inline.title", "Build 42, after all");

    await simulator.advance(2_000);
    await expect.poll(() => previewSeenBy(mei)).toMatchObject({ inline: { title: "Build 42, after all" } });
  });

  it("stays when the next answer is no good, which is said", async () => {
    const bot = await startBot();
    await mei.pasteLink(chat, app, url);
    await bot[Symbol.asyncDispose]();
    await refresh();

    await expect.poll(() => previewSeenBy(mei)?.clientCode).toMatchObject({ code: 200_340 });
    expect(previewSeenBy(mei)).toMatchObject({ inline: { title: "Build 1" }, card: buttonCard("Run again") });
  });

  it("comes back with a snapshot", async () => {
    await using _ = await startBot();
    await mei.pasteLink(chat, app, url);
    const snapshot = simulator.snapshot();
    await refresh();
    await expect.poll(() => previewSeenBy(mei)?.revision).toBe(1);
    simulator.restore(snapshot);

    expect(previewSeenBy(mei)).toMatchObject({ inline: { title: "Build 1" }, revision: 0 });
  });
});

describe("a click on a preview's card", () => {
  async function paste() {
    await mei.send(chat, url);
    const { message_id = "", links = [] } = chat.messages().at(-1) ?? {};
    return { message_id, preview_token: links[0]?.preview?.preview_token };
  }

  it("tells the app of the link, and the answer's card takes the place of the preview's", async () => {
    await using bot = await startBot();
    const place = await paste();
    const { card } = await mei.click({ ...place, button: "Run again" });

    expect(bot.clicked).toEqual([
      {
        value: { rerun: 42 },
        delivery: "url_preview",
        context: {
          url,
          preview_token: place.preview_token,
          open_message_id: place.message_id,
          open_chat_id: chat.chatId,
        },
      },
    ]);
    expect(card).toEqual(buttonCard("Running"));
    expect(chat.messages().at(-1)).toMatchObject({ msg_type: "text", content: { text: url } });
    expect(previewSeenBy(bo)).toMatchObject({ inline: { title: "Build 1" }, card: buttonCard("Running"), revision: 1 });
  });

  it("lets the app update the preview's card later", async () => {
    await using _ = await startBot();
    await mei.click({ ...(await paste()), button: "Run again" });
    const body = simulator.exchanges({ name: "card.action.trigger" }).at(-1)?.request.body as {
      event: { token: string };
    };
    await createClient(simulator, app).request({
      method: "POST",
      path: "/open-apis/interactive/v1/card/update",
      data: { token: body.event.token, card: buttonCard("Done") },
    });

    expect(previewSeenBy(mei)?.card).toEqual(buttonCard("Done"));
    expect(chat.messages().at(-1)?.content).toEqual({ text: url });
  });

  it("undoes an update that comes before the answer, as with any card", async () => {
    await using _ = await connectBot(simulator, app, async ({ header, event }) => {
      if (header.event_type === "url.preview.get") {
        return { inline: { title: "Build" }, card: { type: "raw", data: buttonCard("Run again") } };
      }
      if (header.event_type !== "card.action.trigger") return {};
      const data = { token: event.token, card: buttonCard("Too early") };
      await createClient(simulator, app).request({
        method: "POST",
        path: "/open-apis/interactive/v1/card/update",
        data,
      });
      expect(previewSeenBy(mei)?.card).toEqual(buttonCard("Too early"));
      return {};
    });
    await mei.click({ ...(await paste()), button: "Run again" });

    expect(previewSeenBy(mei)).toMatchObject({ inline: { title: "Build" }, card: buttonCard("Run again") });
  });

  it("is refused where there is no such card", async () => {
    await using _ = await startBot();
    const { message_id } = await paste();

    for (const preview_token of [undefined, "none"]) {
      await expect(mei.click({ message_id, preview_token, button: "Run again" })).rejects.toMatchObject({
        code: "NOT_CLICKABLE",
      });
    }
  });
});

describe("over HTTP", () => {
  const call = async (method: string, path: string, body?: object) => {
    const init = body && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    return (await fetch(`${simulator.domain}/simulator/v1${path}`, { method, ...init })).json();
  };

  it("an app's rules are saved and published, and those that are none refused", async () => {
    const { app_id } = (await call("POST", "/apps", { link_rules: ["a.example"] })) as { app_id: string };
    const saved = await call("PUT", `/apps/${app_id}/subscriptions`, { link_rules: ["*.ci.example/builds/**"] });
    expect(saved).toMatchObject({ link_rules: ["a.example"], draft: { linkRules: ["*.ci.example/builds/**"] } });
    expect(await call("POST", `/apps/${app_id}/versions`, {})).toMatchObject({
      link_rules: ["*.ci.example/builds/**"],
    });

    for (const link_rules of [["https://a.example"], Array(11).fill("a.example")]) {
      expect(await call("PUT", `/apps/${app_id}/subscriptions`, { link_rules })).toMatchObject({
        error: { code: "REQUEST_INVALID", path: expect.stringContaining("link_rules") },
      });
    }
  });

  it("a message has its preview, whose card is clicked with its token", async () => {
    await using bot = await startBot();
    const [open_id, chat_id] = [mei.openId, chat.chatId];
    await call("POST", "/messages", { open_id, chat_id, text: `see ${url}` });
    const { items } = (await call("GET", `/messages?viewer=${open_id}`)) as { items: ReturnType<typeof chat.messages> };
    const [{ message_id, links } = { message_id: "", links: [] }] = items;
    expect(links).toMatchObject([{ url, preview: { inline: { title: "Build 1" }, waiting: false } }]);
    const preview_token = links[0]?.preview?.preview_token;
    const action = { tag: "button", value: { rerun: 42 } };

    expect(await call("POST", "/clicks", { open_id, message_id, preview_token, action })).toMatchObject({
      exchange: { replacedCard: true },
    });
    expect(bot.clicked).toHaveLength(1);
  });
});
