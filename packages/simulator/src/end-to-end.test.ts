import { toast } from "larkwire";
import { WSClient } from "larkwire/ws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SimulatedApp, SimulatedChat, SimulatedUser, Simulator } from "./index.ts";
import { createClient, createDispatcher, larkwireWaysIn } from "./larkwire-bots.ts";
import { startSimulator } from "./simulator.ts";

// larkwire on one side, the simulator on the other, real sockets between them.
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
const doneCard = { schema: "2.0", body: { elements: [{ tag: "markdown", content: "approved" }] } };

let simulator: Simulator;
let app: SimulatedApp;
let ada: SimulatedUser;
let chat: SimulatedChat;
const closing: AsyncDisposable[] = [];

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp({ encryptKey: "an encrypt key" });
  ada = simulator.createUser({ name: "Ada" });
  chat = simulator.createChat({ members: [ada], bots: [app] });
});
afterEach(async () => {
  for (const bot of closing.splice(0)) await bot[Symbol.asyncDispose]();
  await simulator.close();
});

type Dispatcher = ReturnType<typeof createDispatcher>;

async function connect(way: keyof typeof larkwireWaysIn, dispatcher: Dispatcher): Promise<void> {
  closing.push(await larkwireWaysIn[way](simulator, app, dispatcher));
}

const click = () => ada.click({ message_id: app.sendCard(chat, openCard).message_id, button: "Approve" });

describe.each(["the long connection", "an encrypted webhook"] as const)("over %s", (way) => {
  it("a click is answered with a toast and a card", async () => {
    const dispatcher = createDispatcher(simulator, app).onCardAction((event) => ({
      toast: toast.success(`Approved ${JSON.stringify(event.action.value)}`),
      card: { type: "raw", data: doneCard },
    }));
    await connect(way, dispatcher);

    expect(await click()).toMatchObject({
      toast: { type: "success", content: 'Approved {"id":7}' },
      card: doneCard,
      clientCode: undefined,
      latencyMs: 0,
      exchange: { answer: { status: 200 } },
    });
  });

  it("a slow handler is answered for after 2.4 s, and its card follows when it is done", async () => {
    const dispatcher = createDispatcher(simulator, app).onCardAction(async () => {
      await new Promise<void>((resolve) => void simulator.clock.after(10_000, resolve));
      return { card: { type: "raw", data: doneCard } };
    });
    await connect(way, dispatcher);
    const clicked = click();

    await simulator.advance(2_399);
    expect(simulator.exchanges().at(-1)?.answer).toBeUndefined();
    await simulator.advance(1);
    expect(await clicked).toMatchObject({
      toast: { type: "info" },
      card: openCard,
      clientCode: undefined,
      latencyMs: 2_400,
    });

    await simulator.advance(7_599);
    expect(chat.messages()[0]?.content).toEqual(openCard);
    await simulator.advance(1);
    expect(chat.messages()[0]?.content).toEqual(doneCard);
    expect(simulator.exchanges().at(-1)?.lateUpdates).toEqual([{ afterMs: 10_000, code: 0, msg: "ok" }]);
  });

  it("a handler that throws is a failed click", async () => {
    await connect(
      way,
      createDispatcher(simulator, app).onCardAction(() => {
        throw new Error("no database");
      }),
    );

    expect(await click()).toMatchObject({ toast: undefined, card: openCard, clientCode: 200671 });
  });

  it("a link is given its preview, and a message is received", async () => {
    const texts: string[] = [];
    const dispatcher = createDispatcher(simulator, app)
      .onUrlPreview((event) => ({ inline: { title: `Preview of ${event.context.url}` } }))
      .on("im.message.receive_v1", (event) => void texts.push(event.message.content));
    await connect(way, dispatcher);
    await ada.send(chat, "早上好");

    expect(await ada.pasteLink(chat, app, "https://ci.example/42")).toMatchObject({
      inline: { title: "Preview of https://ci.example/42" },
    });
    expect(texts).toEqual(['{"text":"早上好"}', '{"text":"https://ci.example/42"}']);
    expect(simulator.exchanges().map(({ answer }) => answer?.status)).toEqual([200, 200, 200]);
  });

  it("a link whose preview takes 10 s is the bare link at first, and gets its preview when clients ask again", async () => {
    let handled = 0;
    const dispatcher = createDispatcher(simulator, app).onUrlPreview(async ({ context }) => {
      handled += 1;
      await new Promise<void>((resolve) => void simulator.clock.after(10_000, resolve));
      return { inline: { title: `Preview of ${context.url}` } };
    });
    await connect(way, dispatcher);
    const pasted = ada.pasteLink(chat, app, "https://ci.example/42");
    await simulator.advance(2_400);
    expect(await pasted).toMatchObject({ inline: { title: "https://ci.example/42" }, latencyMs: 2_400 });
    await simulator.advance(7_600);

    const previews = simulator.exchanges({ name: "url.preview.get" });
    expect(previews.map(({ answer, latencyMs, clientCode }) => [answer?.body, latencyMs, clientCode])).toEqual([
      [{ inline: { title: "https://ci.example/42" } }, 2_400, undefined],
      [{ inline: { title: "Preview of https://ci.example/42" } }, 0, undefined],
    ]);
    expect(handled).toBe(1);
  });

  it("a large event arrives whole", async () => {
    const received: string[] = [];
    const receive = (event: { message: { content: string } }) => void received.push(event.message.content);
    await connect(way, createDispatcher(simulator, app).on("im.message.receive_v1", receive));
    const text = "长连接".repeat(40_000);
    await ada.send(chat, text);

    expect(received).toEqual([JSON.stringify({ text })]);
    expect(simulator.exchanges().at(-1)?.clientCode).toBeUndefined();
  });
});

describe("the client", () => {
  it("sends a card, replies to it and replaces it", async () => {
    const client = createClient(simulator, app);
    const {
      data: { message_id },
    } = await client.im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: chat.chatId, msg_type: "interactive", content: openCard },
    });
    await client.im.message.reply({ path: { message_id }, data: { msg_type: "text", content: { text: "please" } } });
    await client.im.message.patch({ path: { message_id }, data: { content: doneCard } });

    expect(chat.messages()).toMatchObject([
      { message_id, content: doneCard, revision: 1 },
      { msg_type: "text", content: { text: "please" } },
    ]);
  });

  it("gives the platform's code for what is refused", async () => {
    const create = createClient(simulator, app).im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: "oc_0", msg_type: "text", content: { text: "hi" } },
    });

    await expect(create).rejects.toMatchObject({
      code: "API_REFUSED",
      platform: { code: 230034, logId: expect.any(String) },
    });
  });
});

describe("what the platform refuses", () => {
  it("a wrong secret and a store app fail at the start, with a code", async () => {
    const dispatcher = createDispatcher(simulator, app);
    const store = simulator.createApp({ type: "store" });
    const start = (appId: string, appSecret: string) =>
      new WSClient({
        appId,
        appSecret,
        domain: simulator.domain,
        dispatcher,
        clock: simulator.clock,
        logLevel: "silent",
      }).start();

    await expect(start(app.appId, "wrong")).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
    await expect(start("cli_0000000000000000", "x")).rejects.toMatchObject({ code: "CREDENTIALS_REFUSED" });
    await expect(start(store.appId, store.appSecret)).rejects.toMatchObject({ code: "STORE_APP_REFUSED" });
  });
});
