import { type Client, content } from "larkwire/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type SimulatedApp,
  type SimulatedChat,
  type SimulatedUser,
  type Simulator,
  startSimulator,
} from "../../index.ts";
import { createClient } from "../../larkwire-bots.ts";

// larkwire's client against the simulator. Codes are those of the platform's documents of im v1.
const dayMs = 24 * 3_600_000;
const sharedCard = { config: { update_multi: true }, elements: [{ tag: "hr" }] };

let simulator: Simulator;
let app: SimulatedApp;
let mei: SimulatedUser;
let chat: SimulatedChat;
let client: Client;

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp({ name: "Approvals" });
  mei = simulator.createUser({ name: "Mei" });
  chat = simulator.createChat({ members: [mei], bots: [app] });
  client = createClient(simulator, app);
});
afterEach(() => simulator.close());

type MessageBody = Parameters<Client["im"]["message"]["create"]>[0]["data"];
type Body = Pick<MessageBody, "msg_type" | "content">;

const send = async (body: object = content.text("hi"), receiver = chat.chatId, type = "chat_id", by = client) => {
  const data = { receive_id: receiver, ...body } as MessageBody;
  return (await by.im.message.create({ params: { receive_id_type: type as "chat_id" }, data })).data;
};
const pathOf = ({ message_id }: { readonly message_id: string }) => ({ path: { message_id } });
const refused = (code: number) => expect.objectContaining({ platform: expect.objectContaining({ code }) });
/** An app that is in the chat, too. */
const createNeighbour = () => {
  const other = simulator.createApp({ name: "Other" });
  const shared = simulator.createChat({ members: [mei], bots: [app, other] });
  return { other, shared, otherClient: createClient(simulator, other) };
};

describe("sending", () => {
  it.each([
    ["open_id", "openId"],
    ["union_id", "unionId"],
    ["user_id", "userId"],
    ["email", "email"],
  ] as const)("reaches a person by %s, always in the same chat", async (type, member) => {
    const first = await send(content.text("hi"), mei[member], type);

    expect(await send(content.text("hi"), mei.openId, "open_id")).toMatchObject({ chat_id: first.chat_id });
  });

  it.each<[string, object]>([
    ["text", content.text("hi")],
    [
      "post",
      content.post({ zh_cn: { title: "t", content: [[{ tag: "text", text: "x" }], [{ tag: "md", text: "y" }]] } }),
    ],
    ["interactive", content.card({})],
    ["share_user", { msg_type: "share_user", content: () => ({ user_id: mei.openId }) }],
    ["share_chat", { msg_type: "share_chat", content: () => ({ chat_id: chat.chatId }) }],
    ["sticker", { msg_type: "sticker", content: { file_key: "file_1" } }],
  ])("takes a message of type %s", async (type, { content: given, ...rest }: { content?: unknown }) => {
    const body = { ...rest, content: typeof given === "function" ? given() : given };

    expect(await send(body)).toMatchObject({ msg_type: type, body: { content: JSON.stringify(body.content) } });
    expect(chat.messages()).toMatchObject([{ msg_type: type, content: body.content }]);
  });

  it("takes a divider in a chat with one person, and nowhere else", async () => {
    const divider = (text: string) => ({
      msg_type: "system",
      content: { type: "divider", params: { divider_text: { text } } },
    });

    expect(await send(divider("x".repeat(20)), mei.openId, "open_id")).toMatchObject({ msg_type: "system" });
    expect(await send(divider("新的一天新的一天新的"), mei.openId, "open_id")).toMatchObject({ msg_type: "system" });
    await expect(send(divider("x".repeat(21)), mei.openId, "open_id")).rejects.toEqual(refused(230_001));
    await expect(send(divider("新的一天新的一天新的一"), mei.openId, "open_id")).rejects.toEqual(refused(230_001));
    await expect(send(divider("x"))).rejects.toEqual(refused(230_054));
  });

  it.each<[number, string, object]>([
    [230_001, "a post without a language", content.post({})],
    [230_001, "a post in no language", { msg_type: "post", content: { tlh: { content: [] } } }],
    [
      230_001,
      "a post with an unknown node",
      { msg_type: "post", content: { zh_cn: { content: [[{ tag: "video" }]] } } },
    ],
    [
      230_001,
      "an image beside a text",
      content.post({
        zh_cn: {
          content: [
            [
              { tag: "md", text: "" },
              { tag: "text", text: "" },
            ],
          ],
        },
      }),
    ],
    [230_001, "a nameless person", { msg_type: "share_user", content: { user_id: "ou_0" } }],
    [230_001, "a chat that there is not", { msg_type: "share_chat", content: { chat_id: "oc_0" } }],
    [230_001, "an empty text", content.text("")],
    [
      230_025,
      "a post of more than 30 KB",
      content.post({ en_us: { content: [[{ tag: "md", text: "x".repeat(30_720) }]] } }),
    ],
    [230_025, "a text of more than 150 KB", content.text("x".repeat(153_600))],
  ])("refuses with %i %s", async (code, _, body) => {
    await expect(send(body)).rejects.toEqual(refused(code));
  });

  it("shares neither chats with one person nor chats that the bot is not in", async () => {
    const { chat_id } = await send(content.text("hi"), mei.openId, "open_id");
    const elsewhere = simulator.createChat({ members: [mei] });
    const share = (id: string) => send({ msg_type: "share_chat", content: { chat_id: id } });

    await expect(share(chat_id)).rejects.toEqual(refused(230_015));
    await expect(share(elsewhere.chatId)).rejects.toEqual(refused(230_002));
  });

  it("does not reach other tenants", async () => {
    const tenant = simulator.createTenant();
    const stranger = simulator.createUser({ tenant });
    const foreign = simulator.createChat({ members: [stranger], bots: [app] });

    await expect(send(content.text("hi"), stranger.openId, "open_id")).rejects.toEqual(refused(230_038));
    await expect(send(content.text("hi"), foreign.chatId)).rejects.toEqual(refused(230_034));
  });

  it("puts placeholders for those who are mentioned", async () => {
    const text = `<at user_id="${mei.openId}">Mei</at> and <at user_id="all"></at>`;

    expect(await send(content.text(text))).toMatchObject({
      body: { content: '{"text":"@_user_1 and @_all"}' },
      mentions: [{ key: "@_user_1", id: mei.openId, id_type: "open_id", name: "Mei" }],
    });
  });
});

describe("replying in a thread", () => {
  it("opens one, which later replies continue", async () => {
    const root = await send();
    const reply = async (to: { readonly message_id: string }, inThread: boolean) => {
      const data = { ...content.text("re"), reply_in_thread: inThread };
      return (await client.im.message.reply({ ...pathOf(to), data })).data;
    };
    const first = await reply(root, true);
    const second = await reply(first, false);

    expect(first.thread_id).toMatch(/^omt_[0-9a-f]{32}$/);
    expect(second).toMatchObject({ thread_id: first.thread_id, root_id: root.message_id, parent_id: first.message_id });
    expect((await client.im.message.get(pathOf(root))).data.items[0]?.thread_id).toBe(first.thread_id);
  });
});

describe("editing", () => {
  const edit = (message: { readonly message_id: string }, body: Body = content.text("new")) =>
    client.im.message.update({
      ...pathOf(message),
      data: body as Parameters<typeof client.im.message.update>[0]["data"],
    });

  it("replaces a text, 20 times", async () => {
    const message = await send();
    for (let times = 0; times < 20; times++) await edit(message, content.text(`new ${times}`));

    expect((await client.im.message.get(pathOf(message))).data.items).toMatchObject([
      { updated: true, body: { content: '{"text":"new 19"}' } },
    ]);
    await expect(edit(message)).rejects.toEqual(refused(230_072));
  });

  it("is for texts and posts of the bot", async () => {
    const { otherClient, shared } = createNeighbour();
    const foreign = await send(content.text("hi"), shared.chatId, "chat_id", otherClient);

    await expect(edit(await send(content.card(sharedCard)))).rejects.toEqual(refused(230_001));
    await expect(edit(await send(), content.card(sharedCard))).rejects.toEqual(refused(230_001));
    await expect(edit(foreign)).rejects.toEqual(refused(230_071));
  });
});

describe("recalling", () => {
  it("leaves a message that nobody can read, answer, change or click", async () => {
    const message = await send(content.card(sharedCard));
    await client.im.message.delete(pathOf(message));

    expect((await client.im.message.get(pathOf(message))).data.items).toMatchObject([
      { deleted: true, body: { content: "This message was recalled" } },
    ]);
    expect(chat.messages()).toMatchObject([{ message_id: message.message_id, deleted: true, content: {} }]);
    const recalled = refused(230_011);
    await expect(client.im.message.reply({ ...pathOf(message), data: content.text("re") })).rejects.toEqual(recalled);
    await expect(client.im.message.patch({ ...pathOf(message), data: { content: sharedCard } })).rejects.toEqual(
      recalled,
    );
    await expect(client.im.message.delete(pathOf(message))).rejects.toEqual(recalled);
    await expect(mei.click({ message_id: message.message_id, button: "any" })).rejects.toMatchObject({
      code: "NOT_CLICKABLE",
    });
  });

  it("is not possible where somebody else has deleted the message, nor is anything else", async () => {
    const { message_id } = await send(content.card(sharedCard));
    const path = { message_id };
    const deleted = refused(230_110);
    chat.deleteMessage(path);

    await expect(client.im.message.get({ path })).rejects.toEqual(deleted);
    await expect(client.im.message.delete({ path })).rejects.toEqual(deleted);
    await expect(client.im.message.patch({ path, data: { content: sharedCard } })).rejects.toEqual(deleted);
    await expect(client.im.message.reply({ path, data: content.text("re") })).rejects.toEqual(deleted);
  });

  it("is possible for a day, and for messages of the bot", async () => {
    const { otherClient, shared } = createNeighbour();
    const [old, foreign] = [await send(), await send(content.text("hi"), shared.chatId, "chat_id", otherClient)];

    await expect(client.im.message.delete(pathOf(foreign))).rejects.toEqual(refused(230_026));
    await simulator.advance(dayMs + 1);
    await expect(client.im.message.delete(pathOf(old))).rejects.toEqual(refused(230_009));
  });
});

describe("forwarding", () => {
  const forward = async (
    message: { readonly message_id: string },
    receive_id: string,
    type = "chat_id",
    uuid?: string,
  ) => {
    const params = { receive_id_type: type as "chat_id", uuid };
    return (await client.im.message.forward({ ...pathOf(message), params, data: { receive_id } })).data;
  };

  it("sends the same content on, once for the same uuid", async () => {
    const target = simulator.createChat({ members: [mei], bots: [app] });
    const message = await send(content.card(sharedCard));
    const first = await forward(message, target.chatId, "chat_id", "once");

    expect(first).toMatchObject({ chat_id: target.chatId, msg_type: "interactive" });
    expect(await forward(message, target.chatId, "chat_id", "once")).toEqual(first);
    expect(target.messages()).toMatchObject([{ content: sharedCard }]);
  });

  it("reaches a thread", async () => {
    const root = await send();
    const data = { ...content.text("re"), reply_in_thread: true };
    const { thread_id = "" } = (await client.im.message.reply({ ...pathOf(root), data })).data;

    expect(await forward(root, thread_id, "thread_id")).toMatchObject({ thread_id, chat_id: chat.chatId });
    await expect(forward(root, "omt_0", "thread_id")).rejects.toEqual(refused(230_019));
  });

  it("is refused for cards that may not be, and into chats that the bot is not in", async () => {
    const elsewhere = simulator.createChat({ members: [mei] });
    const fixed = await send(
      content.card({ schema: "2.0", config: { enable_forward: false }, body: { elements: [] } }),
    );

    await expect(forward(fixed, chat.chatId)).rejects.toEqual(refused(230_054));
    await expect(forward(await send(), elsewhere.chatId)).rejects.toEqual(refused(230_002));
    await expect(forward(await send(), "oc_0")).rejects.toEqual(refused(230_034));
  });
});

describe("urging", () => {
  const urge = (
    message: { readonly message_id: string },
    way: "urgentApp" | "urgentSms" | "urgentPhone",
    ids: string[],
  ) => client.im.message[way]({ ...pathOf(message), params: { user_id_type: "open_id" }, data: { user_id_list: ids } });

  it.each([
    ["urgentApp", "app"],
    ["urgentSms", "sms"],
    ["urgentPhone", "phone"],
  ] as const)("with %s names those who are not in the chat", async (method, way) => {
    const outside = simulator.createUser();
    const message = await send();
    await urge(message, method, [mei.openId]);
    const { data } = await urge(message, method, [mei.openId, outside.openId, "ou_0"]);

    expect(data).toEqual({ invalid_user_id_list: [outside.openId, "ou_0"] });
    expect(chat.messages()).toMatchObject([{ urged: [{ way, open_id: mei.openId }] }]);
  });

  it("is for messages of the bot", async () => {
    const { otherClient, shared } = createNeighbour();
    const foreign = await send(content.text("hi"), shared.chatId, "chat_id", otherClient);

    await expect(urge(foreign, "urgentApp", [mei.openId])).rejects.toEqual(refused(230_012));
    await expect(urge(await send(), "urgentApp", [])).rejects.toEqual(refused(230_001));
  });
});
