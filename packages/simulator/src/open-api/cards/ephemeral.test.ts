import { type Client, content } from "larkwire/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  type SimulatedApp,
  type SimulatedChat,
  type SimulatedUser,
  type Simulator,
  startSimulator,
} from "../../index.ts";
import { createClient, createDispatcher, larkwireWaysIn } from "../../larkwire-bots.ts";

// larkwire's client against the simulator: cards that one person alone sees.
const card = {
  schema: "2.0",
  body: {
    elements: [
      {
        tag: "button",
        text: { tag: "plain_text", content: "Go" },
        behaviors: [{ type: "callback", value: { id: 1 } }],
      },
    ],
  },
};

let simulator: Simulator;
let app: SimulatedApp;
let mei: SimulatedUser;
let bo: SimulatedUser;
let chat: SimulatedChat;
let client: Client;

beforeEach(async () => {
  simulator = await startSimulator({ console: false });
  app = simulator.createApp();
  mei = simulator.createUser();
  bo = simulator.createUser();
  chat = simulator.createChat({ members: [mei, bo], bots: [app] });
  client = createClient(simulator, app);
});
afterEach(() => simulator.close());

const refused = (code: number) => expect.objectContaining({ platform: expect.objectContaining({ code }) });
const send = async (to: object = { open_id: mei.openId }, chat_id = chat.chatId, sent: object = card) =>
  (await client.ephemeral.send({ data: { chat_id, ...to, msg_type: "interactive", card: sent } })).data.message_id;
const remove = (message_id: string, by = client) => by.ephemeral.delete({ data: { message_id } });

it.each([
  ["open_id", "openId"],
  ["user_id", "userId"],
  ["email", "email"],
] as const)("is seen by the one whom %s names, and by nobody else", async (name, member) => {
  const message_id = await send({ [name]: mei[member] });

  expect(chat.messages(mei)).toMatchObject([{ message_id, content: card, onlyFor: mei.openId }]);
  expect(chat.messages(bo)).toEqual([]);
});

it("goes to open_id where several are given", async () => {
  await send({ email: bo.email, user_id: bo.userId, open_id: mei.openId });

  expect(chat.messages(mei)).toHaveLength(1);
});

it("is clicked by the one who sees it, and its card replaced", async () => {
  const done = { schema: "2.0", body: { elements: [{ tag: "markdown", content: "done" }] } };
  const dispatcher = createDispatcher(simulator, app).onCardAction(async () => ({ card: { type: "raw", data: done } }));
  await using _ = await larkwireWaysIn["the long connection"](simulator, app, dispatcher);
  const message_id = await send();

  await expect(bo.click({ message_id, button: "Go" })).rejects.toMatchObject({ code: "NOT_CLICKABLE" });
  expect((await mei.click({ message_id, button: "Go" })).card).toEqual(done);
});

it("is deleted by its app, once", async () => {
  const message_id = await send();
  await expect(remove(message_id, createClient(simulator, simulator.createApp()))).rejects.toEqual(refused(10_002));
  await remove(message_id);

  expect(chat.messages(mei)).toMatchObject([{ deleted: true, content: {} }]);
  await expect(remove(message_id)).rejects.toEqual(refused(18_051));
  await expect(remove("om_0")).rejects.toEqual(refused(10_002));
});

it("is none of the messages that the message API knows", async () => {
  const path = { message_id: await send() };
  const data = { content: card };

  await expect(client.im.message.get({ path })).rejects.toEqual(refused(230_001));
  await expect(client.im.message.patch({ path, data })).rejects.toEqual(refused(230_001));
  const { data: sent } = await client.im.message.create({
    params: { receive_id_type: "chat_id" },
    data: { receive_id: chat.chatId, ...content.text("hi") },
  });
  await expect(remove(sent.message_id)).rejects.toEqual(refused(10_002));
});

it("is refused for strangers, outside groups that the bot is in, and for wrong cards", async () => {
  const stranger = simulator.createUser();
  const elsewhere = simulator.createChat({ members: [mei] });
  const alone = simulator.createChat({ type: "p2p", members: [mei], bots: [app] });

  await expect(send({ open_id: stranger.openId })).rejects.toEqual(refused(10_002));
  await expect(send({})).rejects.toEqual(refused(10_002));
  await expect(send(undefined, alone.chatId)).rejects.toEqual(refused(10_002));
  await expect(send(undefined, elsewhere.chatId)).rejects.toEqual(refused(230_002));
  await expect(send(undefined, undefined, { nothing: 1 })).rejects.toEqual(refused(11_311));
});
