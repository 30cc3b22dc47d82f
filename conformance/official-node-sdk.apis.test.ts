import { buffer } from "node:stream/consumers";
import { Client } from "@larksuiteoapi/node-sdk";
import type { SimulatedApp, Simulator, SimulatorOptions } from "@larkwire/simulator";
import { describe, expect, it } from "vitest";
import { connect, logger, question, scene, simulate } from "./official-bot.ts";

// The APIs of the platform as the official Node SDK calls them, rightly and wrongly. The codes are those of the
// platform's documents.
const png = Buffer.from("89504e470d0a1a0a010203", "hex");
const answer = { tag: "markdown", content: "The first", element_id: "answer" };
const card = { schema: "2.0", config: { streaming_mode: true }, body: { elements: [answer] } };
const line = { tag: "hr", element_id: "line" };

const clientOf = ({ domain }: Simulator, app: Pick<SimulatedApp, "appId" | "appSecret">) =>
  new Client({ appId: app.appId, appSecret: app.appSecret, domain, logger });
const text = (words: string) => ({ msg_type: "text", content: JSON.stringify({ text: words }) });
const refused = (code: number, msg = "") =>
  expect.objectContaining({
    response: expect.objectContaining({
      status: 400,
      data: expect.objectContaining({ code, msg: expect.stringContaining(msg) }),
    }),
  });

/** A chat with a client that is in it. */
async function start(options: SimulatorOptions = {}) {
  const simulator = await simulate(options);
  const { app, user, chat } = scene(simulator);
  const client = clientOf(simulator, app);
  const send = async (body: { msg_type: string; content: string }, receive_id = chat.chatId): Promise<string> => {
    const params = { receive_id_type: "chat_id" as const };
    return (await client.im.message.create({ params, data: { receive_id, ...body } })).data?.message_id ?? "";
  };
  const seen = (message_id: string) => chat.messages().find((message) => message.message_id === message_id);
  return { simulator, app, user, chat, client, send, seen };
}

describe("a message", () => {
  it("is read, edited, and not edited as a card", async () => {
    const { client, send, seen } = await start();
    const message_id = await send(text("hi"));
    await client.im.message.update({ path: { message_id }, data: text("edited") });
    const { data } = await client.im.message.get({ path: { message_id } });

    expect(data?.items?.[0]).toMatchObject({ updated: true, body: { content: '{"text":"edited"}' } });
    expect(seen(message_id)).toMatchObject({ content: { text: "edited" }, revision: 1 });
    const interactive = { msg_type: "interactive", content: JSON.stringify(question) };
    const editing = client.im.message.update({ path: { message_id: await send(interactive) }, data: text("edited") });
    await expect(editing).rejects.toEqual(refused(230_001));
  });

  it("is sent once for a uuid", async () => {
    const { client, chat } = await start();
    const create = async () =>
      client.im.message.create({
        params: { receive_id_type: "chat_id" },
        data: { receive_id: chat.chatId, ...text("once"), uuid: "u" },
      });

    expect((await create()).data?.message_id).toBe((await create()).data?.message_id);
  });

  it("is recalled, and then neither answered nor recalled", async () => {
    const { client, send, seen } = await start();
    const path = { message_id: await send(text("hi")) };
    await client.im.message.delete({ path });

    expect(seen(path.message_id)).toMatchObject({ deleted: true });
    await expect(client.im.message.reply({ path, data: text("re") })).rejects.toEqual(refused(230_011));
    await expect(client.im.message.delete({ path })).rejects.toEqual(refused(230_011));
  });

  it("is forwarded, and not into a chat that the bot is not in", async () => {
    const { simulator, client, chat, send } = await start();
    const path = { message_id: await send(text("hi")) };
    const forward = (receive_id: string) =>
      client.im.message.forward({ path, params: { receive_id_type: "chat_id" }, data: { receive_id } });

    expect((await forward(chat.chatId)).data?.body?.content).toBe('{"text":"hi"}');
    await expect(forward(simulator.createChat().chatId)).rejects.toEqual(refused(230_002));
  });

  it("is listed with the others of its chat, page by page, and not to a bot that is outside", async () => {
    const { simulator, client, chat, send } = await start();
    for (const words of ["1", "2", "3"]) await send(text(words));
    const params = { container_id_type: "chat", container_id: chat.chatId, page_size: 2 };
    const said: (string | undefined)[] = [];
    const pages = await client.im.message.listWithIterator({ params: { ...params, sort_type: "ByCreateTimeDesc" } });
    for await (const page of pages) said.push(...(page?.items?.map(({ body }) => body?.content) ?? []));

    expect(said).toEqual(['{"text":"3"}', '{"text":"2"}', '{"text":"1"}', JSON.stringify(question)]);
    const outside = { ...params, container_id: simulator.createChat().chatId };
    await expect(client.im.message.list({ params: outside })).rejects.toEqual(refused(230_002));
    await expect(client.im.message.list({ params: { ...params, page_token: "none" } })).rejects.toEqual(
      refused(230_001),
    );
  });

  it.each(["urgentApp", "urgentSms", "urgentPhone"] as const)("is urged with %s", async (method) => {
    const { client, user, send, seen } = await start();
    const message_id = await send(text("hi"));
    const params = { user_id_type: "open_id" as const };
    const data = { user_id_list: [user.openId, "ou_0"] };
    const urged = await client.im.message[method]({ path: { message_id }, params, data });

    expect(urged.data).toEqual({ invalid_user_id_list: ["ou_0"] });
    expect(seen(message_id)?.urged).toMatchObject([{ open_id: user.openId }]);
  });

  it.each([
    [230_001, "an unknown type", { msg_type: "hologram", content: "{}" }],
    [230_001, "a post in no language", { msg_type: "post", content: "{}" }],
    [230_001, "an image that nobody has uploaded", { msg_type: "image", content: '{"image_key":"img_0"}' }],
    [230_025, "a text of more than 150 KB", text("x".repeat(153_600))],
    [
      230_054,
      "a divider in a group",
      { msg_type: "system", content: JSON.stringify({ type: "divider", params: { divider_text: { text: "x" } } }) },
    ],
    [
      230_099,
      "a card of wrong components",
      { msg_type: "interactive", content: '{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}' },
    ],
  ])("is refused with %i for %s", async (code, _, body) => {
    const { send } = await start();

    await expect(send(body)).rejects.toEqual(refused(code));
  });
});

describe("an image and a file", () => {
  it("are uploaded, sent, and downloaded", async () => {
    const { client, send } = await start();
    const image = await client.im.image.create({ data: { image_type: "message", image: png } });
    const file = await client.im.file.create({ data: { file_type: "stream", file_name: "a.txt", file: png } });
    const [image_key, file_key] = [image?.image_key ?? "", file?.file_key ?? ""];
    const message_id = await send({ msg_type: "image", content: JSON.stringify({ image_key }) });
    const downloads = [
      await client.im.image.get({ path: { image_key } }),
      await client.im.file.get({ path: { file_key } }),
      await client.im.messageResource.get({ path: { message_id, file_key: image_key }, params: { type: "image" } }),
    ];

    for (const download of downloads) expect(await buffer(download.getReadableStream())).toEqual(png);
  });

  it.each([
    [234_010, "is empty", Buffer.alloc(0)],
    [234_011, "is no image", Buffer.from("hello")],
    [234_006, "has more than 10 MB", Buffer.alloc(10 * 2 ** 20 + 1)],
  ])("are refused with %i where an image %s", async (code, _, image) => {
    const { client } = await start();

    await expect(client.im.image.create({ data: { image_type: "message", image } })).rejects.toEqual(refused(code));
  });

  it("are needed before a card shows them", async () => {
    const { client, send } = await start();
    const show = (img_key: string) =>
      send({
        msg_type: "interactive",
        content: JSON.stringify({
          schema: "2.0",
          body: { elements: [{ tag: "img", img_key, alt: { tag: "plain_text", content: "" } }] },
        }),
      });
    await expect(show("img_0")).rejects.toEqual(refused(230_099, "ErrCode: 200570"));
    const uploaded = await client.im.image.create({ data: { image_type: "message", image: png } });

    expect(await show(uploaded?.image_key ?? "")).toMatch(/^om_/);
  });
});

describe("a group", () => {
  it("is made, changed, filled, emptied and dissolved", async () => {
    const { simulator, client, user } = await start();
    const bo = simulator.createUser({ name: "Bo" });
    const { data } = await client.im.chat.create({ data: { name: "New", user_id_list: [user.openId] } });
    const path = { chat_id: data?.chat_id ?? "" };
    const id_list = [bo.openId];
    await client.im.chat.update({ path, data: { name: "Renamed" } });
    await client.im.chatMembers.create({ path, data: { id_list } });
    const members = await client.im.chatMembers.get({ path });
    await client.im.chatMembers.delete({ path, data: { id_list } });

    expect(members.data?.items?.map(({ name }) => name)).toEqual(["Mei", "Bo"]);
    expect((await client.im.chat.get({ path })).data).toMatchObject({
      name: "Renamed",
      user_count: "1",
      bot_count: "1",
    });
    expect((await client.im.chat.list()).data?.items).toHaveLength(2);
    await client.im.chat.delete({ path });
    await expect(client.im.chat.get({ path })).rejects.toEqual(refused(232_009));
  });

  it("of somebody else is not dissolved", async () => {
    const { client, chat } = await start();

    await expect(client.im.chat.delete({ path: { chat_id: chat.chatId } })).rejects.toEqual(refused(232_017));
    await expect(client.im.chat.get({ path: { chat_id: "oc_0" } })).rejects.toEqual(refused(232_006));
  });
});

describe("a card entity", () => {
  async function startCard() {
    const scene = await start();
    const { client, send, seen } = scene;
    const { data } = await client.cardkit.v1.card.create({ data: { type: "card_json", data: JSON.stringify(card) } });
    const card_id = data?.card_id ?? "";
    const message_id = await send({
      msg_type: "interactive",
      content: JSON.stringify({ type: "card", data: { card_id } }),
    });
    const elements = () => (seen(message_id) as { readonly content: typeof card }).content.body.elements;
    return { ...scene, card_id, elements };
  }

  it("is changed in every way, and its message with it", async () => {
    const { client, card_id, elements } = await startCard();
    const path = { card_id };
    const { card: cards, cardElement } = client.cardkit.v1;
    await cardElement.content({
      path: { card_id, element_id: "answer" },
      data: { content: "The first words", sequence: 1 },
    });
    expect(elements()).toMatchObject([{ content: "The first words" }]);
    await cardElement.create({ path, data: { type: "append", elements: JSON.stringify([line]), sequence: 2 } });
    await cardElement.patch({
      path: { card_id, element_id: "line" },
      data: { partial_element: '{"margin":"0px"}', sequence: 3 },
    });
    expect(elements()).toMatchObject([{ tag: "markdown" }, { tag: "hr", margin: "0px" }]);
    await cardElement.update({
      path: { card_id, element_id: "line" },
      data: { element: JSON.stringify({ ...answer, element_id: "b" }), sequence: 4 },
    });
    await cardElement.delete({ path: { card_id, element_id: "answer" }, data: { sequence: 5 } });
    expect(elements()).toEqual([{ ...answer, element_id: "b" }]);
    const actions = JSON.stringify([{ action: "add_elements", params: { type: "append", elements: [line] } }]);
    await cards.batchUpdate({ path, data: { actions, sequence: 6 } });
    expect(elements()).toHaveLength(2);
    await cards.settings({ path, data: { settings: '{"config":{"streaming_mode":false}}', sequence: 7 } });
    await cards.update({ path, data: { card: { type: "card_json", data: JSON.stringify(card) }, sequence: 8 } });

    expect(elements()).toEqual([answer]);
  });

  it("is refused where the order, the component or the entity is wrong", async () => {
    const { client, card_id } = await startCard();
    const write = (path: { card_id: string; element_id: string }, sequence: number) =>
      client.cardkit.v1.cardElement.content({ path, data: { content: "a", sequence } });
    await write({ card_id, element_id: "answer" }, 2);

    await expect(write({ card_id, element_id: "answer" }, 2)).rejects.toEqual(refused(300_317));
    await expect(write({ card_id, element_id: "nowhere" }, 3)).rejects.toEqual(refused(300_313));
    await expect(write({ card_id: "1", element_id: "answer" }, 3)).rejects.toEqual(refused(200_740));
    const older = client.cardkit.v1.card.create({ data: { type: "card_json", data: '{"elements":[{"tag":"hr"}]}' } });
    await expect(older).rejects.toEqual(refused(300_303));
  });
});

describe("a card for one person", () => {
  it("is sent and deleted, once", async () => {
    const { client, user, chat } = await start();
    const call = (action: string, data: object) =>
      client.request<{ data?: { message_id: string } }>({
        method: "POST",
        url: `/open-apis/ephemeral/v1/${action}`,
        data,
      });
    const sent = await call("send", {
      chat_id: chat.chatId,
      open_id: user.openId,
      msg_type: "interactive",
      card: question,
    });
    const message_id = sent.data?.message_id;
    expect(chat.messages(user).at(-1)).toMatchObject({ message_id, content: question, onlyFor: user.openId });
    await call("delete", { message_id });

    await expect(call("delete", { message_id })).rejects.toEqual(refused(18_051));
  });
});

describe("a preview", () => {
  it("is asked for again", async () => {
    const { simulator, app, client, user, chat } = await start();
    const tokens: string[] = [];
    await connect(simulator, app, {
      "url.preview.get": async ({ context }) => {
        tokens.push(context.preview_token);
        return { inline: { title: "a build" } };
      },
    });
    await user.pasteLink(chat, app, "https://ci.example/42");
    await client.im.v2.urlPreview.batchUpdate({
      data: { preview_tokens: tokens.slice(0, 1), open_ids: [user.openId] },
    });

    await expect.poll(() => tokens).toHaveLength(2);
    const unknown = client.im.v2.urlPreview.batchUpdate({ data: { preview_tokens: ["none"], open_ids: [] } });
    await expect(unknown).rejects.toEqual(refused(230_001));
  });
});

describe("a rate limit", () => {
  it("of a chat refuses the sixth message in a second, and is lifted", async () => {
    const { simulator, send } = await start({ clock: "virtual", rateLimits: true });
    for (let sent = 1; sent <= 5; sent++) await send(text(`${sent}`));

    await expect(send(text("6"))).rejects.toEqual(refused(230_020));
    await simulator.advance(1_000);
    expect(await send(text("6"))).toMatch(/^om_/);
  });

  it("of an API is met with 429, and says when it is lifted", async () => {
    const { client } = await start({ clock: "virtual", rateLimits: true });
    for (let calls = 0; calls < 50; calls++) await client.im.chat.list();

    await expect(client.im.chat.list()).rejects.toMatchObject({
      response: { status: 429, data: { code: 99_991_400 }, headers: { "x-ogw-ratelimit-reset": "1" } },
    });
  });
});

describe("somebody", () => {
  it("is found by id and by address", async () => {
    const { client, user } = await start();
    const { data } = await client.contact.user.get({ path: { user_id: user.openId } });
    const emails = [user.email, "nobody@example.com"];
    const found = await client.contact.user.batchGetId({ data: { emails } });

    expect(data?.user).toMatchObject({ name: "Mei", email: user.email, union_id: user.unionId });
    expect(found.data?.user_list).toMatchObject([{ user_id: user.openId }, { email: "nobody@example.com" }]);
    await expect(client.contact.user.get({ path: { user_id: "ou_0" } })).rejects.toEqual(refused(99_992_351));
  });
});

describe("a bot", () => {
  it("asks who it is", async () => {
    const { client } = await start();
    const { bot } = await client.request({ method: "GET", url: "/open-apis/bot/v3/info" });

    expect(bot).toMatchObject({ app_name: "Approvals", open_id: expect.stringMatching(/^ou_/) });
  });
});

describe("the platform's addresses", () => {
  it("are listed", async () => {
    const { client } = await start();

    expect((await client.event.outboundIp.list({})).data?.ip_list).toContain("127.0.0.1");
    await expect(client.event.outboundIp.list({ params: { page_size: 51 } })).rejects.toEqual(refused(1_810_001));
  });
});
