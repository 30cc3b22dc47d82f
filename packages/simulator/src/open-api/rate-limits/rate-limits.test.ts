import { Client, content, type Message } from "larkwire/client";
import { createTestClock } from "larkwire/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type SimulatedApp,
  type SimulatedChat,
  type SimulatedUser,
  type Simulator,
  startSimulator,
} from "../../index.ts";
import { createClient } from "../../larkwire-bots.ts";
import { RateLimits } from "./rate-limits.ts";

let simulator: Simulator;
let app: SimulatedApp;
let mei: SimulatedUser;
let chat: SimulatedChat;
let client: Client;

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false, rateLimits: true });
  app = simulator.createApp();
  mei = simulator.createUser();
  chat = simulator.createChat({ members: [mei], bots: [app] });
  client = createHasty(app);
});
afterEach(() => simulator.close());

/** A client that waits for no limit. It remembers one for all of its API, so that another chat needs another client. */
const createHasty = ({ credentials }: SimulatedApp): Client =>
  new Client({ ...credentials, logLevel: "silent", maxRateLimitWaitMs: 0 });
const send = async (to: string = chat.chatId, by = client, uuid?: string): Promise<Message> => {
  const receive_id_type = to.startsWith("ou_") ? "open_id" : "chat_id";
  const data = { receive_id: to, ...content.text("hi"), uuid };
  return (await by.im.message.create({ params: { receive_id_type }, data })).data;
};
const times = async (count: number, call: (index: number) => Promise<unknown>): Promise<void> => {
  for (let index = 0; index < count; index++) await call(index);
};
const refused = (code: number, more: object = {}) =>
  expect.objectContaining({ platform: expect.objectContaining({ code, ...more }) });
const tooOften = refused(230_020);
const card = { schema: "2.0", body: { elements: [{ tag: "hr" }] } };
const shared = { ...card, config: { update_multi: true } };

describe("an API", () => {
  it("takes 50 calls in a second, of each app and for itself", async () => {
    const [other, list] = [createHasty(simulator.createApp()), () => client.im.chat.list()];
    await times(50, list);

    await expect(list()).rejects.toEqual(refused(99_991_400, { retryAfterMs: 1_000 }));
    await other.im.chat.list();
    await client.event.outboundIp.list();
    await simulator.advance(1_000);
    await list();
  });

  it("answers beyond its limit as the platform's gateway does", async () => {
    await times(50, () => client.im.chat.list());
    const { appId: app_id, appSecret: app_secret } = app;
    const bought = await fetch(`${simulator.domain}/open-apis/auth/v3/tenant_access_token/internal`, {
      method: "POST",
      body: JSON.stringify({ app_id, app_secret }),
    });
    const { tenant_access_token } = (await bought.json()) as { readonly tenant_access_token: string };
    const answer = await fetch(`${simulator.domain}/open-apis/im/v1/chats`, {
      headers: { Authorization: `Bearer ${tenant_access_token}` },
    });

    expect(answer.status).toBe(429);
    expect(await answer.json()).toEqual({ code: 99_991_400, msg: "request trigger frequency limit" });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "x-ogw-ratelimit-limit": "50",
      "x-ogw-ratelimit-reset": "1",
      "x-tt-logid": expect.any(String),
    });
  });

  it("takes 1,000 calls in a minute, and says when it is over", async () => {
    const clock = createTestClock();
    const limits = new RateLimits(clock, true);
    const take = () => limits.take("list", { perSecond: 50, perMinute: 1_000 });
    for (let call = 0; call < 1_000; call++) {
      expect(take()).toBeUndefined();
      await clock.advance(20);
    }

    expect(take()).toEqual({ limit: 1_000, waitMs: 40_000 });
    await clock.advance(40_000);
    expect(take()).toBeUndefined();
  });

  it("of previews takes 5 calls in a second", async () => {
    const refresh = () => client.im.v2.urlPreview.batchUpdate({ data: { preview_tokens: ["none"] } });
    await times(5, () => expect(refresh()).rejects.toEqual(refused(230_001)));

    await expect(refresh()).rejects.toEqual(refused(99_991_400));
  });
});

describe("messages", () => {
  it("are 5 in a second for a group, whichever of its bots they are of", async () => {
    const other = simulator.createApp();
    const team = simulator.createChat({ bots: [app, other] });
    await times(3, () => send(team.chatId));
    await times(2, () => send(team.chatId, createHasty(other)));

    await expect(send(team.chatId)).rejects.toEqual(tooOften);
    await expect(send(team.chatId, createHasty(other))).rejects.toEqual(tooOften);
    await send(chat.chatId, createHasty(app));
    await simulator.advance(1_000);
    await send(team.chatId);
  });

  it("are 5 in a second for a person, of each bot", async () => {
    await times(5, () => send(mei.openId));

    await expect(send(mei.openId)).rejects.toEqual(tooOften);
    await send(simulator.createUser().openId, createHasty(app));
    await send(mei.openId, createHasty(simulator.createApp()));
  });

  it("count whether they are sent, answered or forwarded, and once for a uuid", async () => {
    const path = await send();
    const params = { receive_id_type: "chat_id" } as const;
    const forward = () => client.im.message.forward({ path, params, data: { receive_id: chat.chatId } });
    const reply = () => client.im.message.reply({ path, data: content.text("re") });
    await times(2, () => send(chat.chatId, client, "once"));
    await times(2, forward);
    await reply();

    for (const call of [reply, forward, send]) await expect(call()).rejects.toEqual(tooOften);
    expect(await send(chat.chatId, createHasty(app), "once")).toMatchObject({ msg_type: "text" });
  });

  it("have their card replaced 5 times in a second", async () => {
    const [message, another] = [
      app.sendCard(chat, { ...card, config: { update_multi: true } }),
      app.sendCard(chat, shared),
    ];
    const patch = ({ message_id }: { readonly message_id: string }, by = client) =>
      by.im.message.patch({ path: { message_id }, data: { content: shared } });
    await times(5, () => patch(message));

    await expect(patch(message)).rejects.toEqual(tooOften);
    await patch(another, createHasty(app));
    await simulator.advance(1_000);
    await patch(message);
  });

  it("for one person are 40 in a second for a group", async () => {
    const data = { chat_id: chat.chatId, open_id: mei.openId, msg_type: "interactive", card } as const;
    await times(40, () => client.ephemeral.send({ data }));

    await expect(client.ephemeral.send({ data })).rejects.toEqual(tooOften);
  });
});

describe("a card entity", () => {
  const create = async (streaming_mode: boolean): Promise<(sequence: number) => Promise<unknown>> => {
    const elements = [{ tag: "markdown", element_id: "text", content: "a" }];
    const made = { schema: "2.0", config: { streaming_mode }, body: { elements } };
    const { data } = await client.cardkit.card.create({ data: { type: "card_json", data: made } });
    const path = { card_id: data.card_id, element_id: "text" };
    return (sequence) => {
      const change = { partial_element: { content: String(sequence) }, sequence };
      return client.cardkit.cardElement.patch({ path, data: change });
    };
  };

  it("is changed 10 times in a second, and the refused change can come again", async () => {
    const change = await create(false);
    await times(10, (index) => change(index + 1));

    await expect(change(11)).rejects.toEqual(tooOften);
    await simulator.advance(1_000);
    await change(11);
  });

  it("is changed as often as the API takes it while it is streamed", async () => {
    const change = await create(true);
    await times(50, (index) => change(index + 1));

    await expect(change(51)).rejects.toEqual(refused(99_991_400));
  });
});

describe("larkwire's client", () => {
  it("has every message sent in the end, none of them twice", async () => {
    const patient = createClient(simulator, app);
    const startedAt = simulator.clock.now();
    const sending = Promise.all(Array.from({ length: 17 }, () => send(chat.chatId, patient)));
    await simulator.advance(10_000);
    const sent = await sending;

    expect(new Set(sent.map(({ message_id }) => message_id)).size).toBe(17);
    expect(chat.messages()).toHaveLength(17);
    const last = Math.max(...sent.map(({ create_time }) => Number(create_time)));
    expect(last - startedAt).toBeGreaterThanOrEqual(3_000);
  });

  it("has every call answered by an API that takes fewer", async () => {
    const patient = createClient(simulator, app);
    const calling = Promise.all(Array.from({ length: 120 }, () => patient.im.chat.list()));
    await simulator.advance(10_000);

    expect((await calling).map(({ code }) => code)).toEqual(Array(120).fill(0));
  });
});

describe("the limits", () => {
  it("are off unless they are asked for, and can be turned on and off", async () => {
    await using free = await startSimulator({ console: false });
    const bot = free.createApp();
    const room = free.createChat({ bots: [bot] });
    const hasty = createHasty(bot);
    await times(60, () => send(room.chatId, hasty));
    free.setRateLimits(true);
    await times(5, () => send(room.chatId, hasty));
    await expect(send(room.chatId, hasty)).rejects.toEqual(tooOften);
    free.setRateLimits(false);

    await times(6, () => send(room.chatId, createHasty(bot)));
  });

  it("are as the world says, unless the simulator is told otherwise", async () => {
    const world = { apps: [{ name: "Bot" }], chats: [{ name: "Room", bots: ["Bot"] }], rateLimits: true };
    await using limited = await startSimulator({ console: false, world });
    await using free = await startSimulator({ console: false, world, rateLimits: false });
    const sendSix = async (room: Simulator): Promise<void> => {
      const hasty = createHasty(room.app("Bot"));
      await times(6, () => send(room.chat("Room").chatId, hasty));
    };

    await expect(sendSix(limited)).rejects.toEqual(tooOften);
    await sendSix(free);
    limited.setRateLimits(false);
    limited.reset();
    await expect(sendSix(limited)).rejects.toEqual(tooOften);
  });
});
