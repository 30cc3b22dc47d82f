import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectBot, type HandMadeBot } from "./hand-made-bots.ts";
import type { SimulatedApp, SimulatedChat, SimulatedUser, Simulator } from "./index.ts";
import { startSimulator } from "./simulator.ts";

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
const button = { tag: "button", text: { tag: "plain_text", content: "Approve" } };
const oldCard = { config: { update_multi: true }, elements: [{ tag: "action", actions: [button] }] };
const newCard = { schema: "2.0", body: { elements: [button] } };
const replacement = (card: object) => ({
  card: { type: "raw", data: { ...card, header: { title: { tag: "plain_text", content: "Done" } } } },
});

let simulator: Simulator;
let app: SimulatedApp;
let ada: SimulatedUser;
let chat: SimulatedChat;
let bot: HandMadeBot;
let reply: unknown;

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp();
  ada = simulator.createUser();
  chat = simulator.createChat({ members: [ada], bots: [app] });
  reply = {};
  bot = await connectBot(simulator, app, () => reply);
});
afterEach(async () => {
  await bot[Symbol.asyncDispose]();
  await simulator.close();
});

async function post(path: string, body: object, token = ""): Promise<Record<string, unknown>> {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
  const response = await fetch(simulator.domain + path, { method: "POST", headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

const tenantToken = async (): Promise<string> => {
  const credentials = { app_id: app.appId, app_secret: app.appSecret };
  return String((await post("/open-apis/auth/v3/tenant_access_token/internal", credentials)).tenant_access_token);
};

/** Clicks, and gives the token that the bot was sent. */
async function clickFor(message_id: string): Promise<string> {
  await ada.click({ message_id, button: "Approve" });
  return bot.asked.at(-1)?.event.token ?? "";
}

const update = async (token: string) =>
  (await post("/open-apis/interactive/v1/card/update", { token, card: newCard }, await tenantToken())).code;

describe("what takes long", () => {
  it("an event that nobody acknowledges comes 5 times within 7 h 5 min 15 s", async () => {
    reply = 500;
    const start = simulator.clock.now();
    await app.trigger("im.message.receive_v1");
    await simulator.advance(7 * hour + 5 * minute + 15 * second);
    expect(simulator.exchanges().map(({ startedAt }) => startedAt - start)).toEqual([
      0,
      15 * second,
      5 * minute + 15 * second,
      hour + 5 * minute + 15 * second,
      7 * hour + 5 * minute + 15 * second,
    ]);
    await simulator.advance(7 * day);
    expect(simulator.exchanges()).toHaveLength(5);
  });

  it("a click's token updates its card for 30 minutes", async () => {
    const { message_id } = app.sendCard(chat, newCard);
    const [first, second] = [await clickFor(message_id), await clickFor(message_id)];
    await simulator.advance(30 * minute - 1);
    expect(await update(first)).toBe(0);
    await simulator.advance(1);
    expect(await update(second)).toBe(300_030);
  });

  it.each([
    ["2.0", newCard, 14],
    ["1.0", oldCard, 30],
  ])("a card of JSON %s can be clicked for its time, and then the app is not asked any more", async (_, card, days) => {
    const { message_id } = app.sendCard(chat, card);
    await simulator.advance(days * day - 1);
    expect((await ada.click({ message_id, button: "Approve" })).clientCode).toBeUndefined();
    await simulator.advance(1);
    const { clientCode, exchange } = await ada.click({ message_id, button: "Approve" });

    expect(clientCode).toBe(200_080);
    expect(exchange.clientCode?.cause).toContain("sent too long ago");
    expect(bot.asked).toHaveLength(1);
  });

  it("a card of JSON 1.0 is replaced for 14 days, then clicks on it are answered without effect", async () => {
    const { message_id } = app.sendCard(chat, oldCard);
    await simulator.advance(14 * day);
    reply = replacement(oldCard);
    const clicked = await ada.click({ message_id, button: "Approve" });
    expect(clicked).toMatchObject({ clientCode: undefined, card: oldCard });

    const token = bot.asked.at(-1)?.event.token ?? "";
    const card = { ...oldCard, header: { title: { tag: "plain_text", content: "Done" } } };
    const answer = await post("/open-apis/interactive/v1/card/update", { token, card }, await tenantToken());
    expect(answer.code).toBe(0);
    expect(chat.messages()).toMatchObject([{ content: oldCard, revision: 0 }]);
  });

  it("a tenant's token is good for 2 h", async () => {
    const token = await tenantToken();
    const useIt = async () => (await post("/open-apis/im/v1/messages?receive_id_type=chat_id", {}, token)).code;
    await simulator.advance(2 * hour - 1);
    expect(await useIt()).toBe(230_001);
    await simulator.advance(1);
    expect(await useIt()).toBe(99_991_663);
  });
});

describe("a clock that is switched while the simulator runs", () => {
  it("plays the repeats of a day in seconds, and stands still again", async () => {
    reply = 500;
    await app.trigger("im.message.receive_v1");
    simulator.setClock({ speed: 100_000 });
    await expect.poll(() => simulator.exchanges().length, { timeout: 10_000 }).toBe(5);
    simulator.setClock("virtual");

    const before = simulator.clock.now();
    await simulator.advance(1);
    expect(simulator.clock.now()).toBe(before + 1);
  });
});

describe("reset", () => {
  const world = {
    apps: [{ name: "Bot" }],
    users: [{ name: "Ada" }],
    chats: [{ name: "Chat", members: ["Ada"], bots: ["Bot"] }],
  };
  const begin = async () => {
    await simulator.close();
    simulator = await startSimulator({ clock: "virtual", console: false, world });
    [app, ada, chat] = [simulator.app("Bot"), simulator.user("Ada"), simulator.chat("Chat")];
    bot = await connectBot(simulator, app, () => reply);
  };

  it("leaves no token good, and sends nothing again that was to come", async () => {
    await begin();
    const token = await tenantToken();
    const clickToken = await clickFor(app.sendCard(chat, newCard).message_id);
    reply = 500;
    await app.trigger("im.message.receive_v1");
    simulator.reset();

    expect((await post("/open-apis/im/v1/messages?receive_id_type=chat_id", {}, token)).code).toBe(99_991_663);
    expect(await update(clickToken)).toBe(300_020);
    await simulator.advance(7 * day);
    expect(bot.asked).toHaveLength(2);
    expect(simulator.exchanges()).toEqual([]);
  });

  it("neither puts on record nor sends again what was under way", async () => {
    await begin();
    reply = undefined;
    const waiting = app.trigger("im.message.receive_v1");
    simulator.reset();
    await simulator.advance(day);
    await waiting;

    expect(bot.asked).toHaveLength(1);
    expect(simulator.exchanges()).toEqual([]);
  });
});
