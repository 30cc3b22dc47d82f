import type { Client, Message } from "larkwire/client";
import { content } from "larkwire/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type SimulatedApp,
  type SimulatedChat,
  type SimulatedUser,
  type Simulator,
  startSimulator,
} from "../../index.ts";
import { createClient } from "../../larkwire-bots.ts";

const path = "/open-apis/im/v1/messages";

let simulator: Simulator;
let app: SimulatedApp;
let mei: SimulatedUser;
let chat: SimulatedChat;
let client: Client;

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp();
  mei = simulator.createUser({ name: "Mei" });
  chat = simulator.createChat({ members: [mei], bots: [app] });
  client = createClient(simulator, app);
});
afterEach(() => simulator.close());

interface Page {
  readonly items: readonly Message[];
  readonly has_more: boolean;
  readonly page_token: string;
}
type Query = Readonly<Record<string, string | number>>;

const inChat = ({ chatId }: { readonly chatId: string } = chat) => ({
  container_id_type: "chat",
  container_id: chatId,
});
const list = async (query: Query) => (await client.request<Page>({ method: "GET", path, params: query })).data;
const textsOf = ({ items }: Pick<Page, "items">) => items.map(({ body }) => JSON.parse(body.content).text);
const refused = (code: number) => expect.objectContaining({ platform: expect.objectContaining({ code }) });
const send = async (text: string, { chatId } = chat) => {
  const data = { receive_id: chatId, ...content.text(text) };
  return (await client.im.message.create({ params: { receive_id_type: "chat_id" }, data })).data;
};
const sendAll = async (...texts: string[]) => {
  for (const text of texts) await send(text);
};

describe("the messages of a chat", () => {
  it("are those of bots and of people, as they are read one by one", async () => {
    const sent = await send("hi");
    await mei.send(chat, "hello");
    const page = await list(inChat());

    expect(page).toMatchObject({ has_more: false, page_token: "", items: [{}, { sender: { sender_type: "user" } }] });
    expect(page.items[0]).toEqual((await client.im.message.get({ path: sent })).data.items[0]);
    expect(textsOf(page)).toEqual(["hi", "hello"]);
  });

  it("come oldest or newest first, page by page", async () => {
    await sendAll("1", "2", "3", "4", "5");
    const pages = async (sort_type: string) => {
      const params = { ...inChat(), sort_type, page_size: 2 };
      const items: Message[] = [];
      for await (const message of client.paginate<Message>({ method: "GET", path, params })) items.push(message);
      return items;
    };

    expect(textsOf({ items: await pages("ByCreateTimeAsc") })).toEqual(["1", "2", "3", "4", "5"]);
    expect(textsOf({ items: await pages("ByCreateTimeDesc") })).toEqual(["5", "4", "3", "2", "1"]);
  });

  it("go on where a page ended, in its order, whatever is written and deleted meanwhile", async () => {
    await sendAll("1", "2", "3");
    const first = await list({ ...inChat(), sort_type: "ByCreateTimeDesc", page_size: 1 });
    await send("4");
    chat.deleteMessage(first.items[0] as Message);
    const second = await list({ ...inChat(), page_token: first.page_token });

    expect(textsOf(first)).toEqual(["3"]);
    expect(textsOf(second)).toEqual(["2", "1"]);
  });

  it("can be those of some seconds, both ends among them", async () => {
    const startedAt = Math.floor(simulator.clock.now() / 1000);
    for (const text of ["1", "2", "3", "4"]) {
      await send(text);
      await simulator.advance(1_000);
    }

    const some = await list({ ...inChat(), start_time: startedAt + 1, end_time: startedAt + 2 });
    expect(textsOf(some)).toEqual(["2", "3"]);
  });

  it("show what was recalled as recalled, and neither what was deleted nor what one person sees", async () => {
    const [recalled, deleted] = [await send("1"), await send("2")];
    await client.im.message.delete({ path: recalled });
    chat.deleteMessage(deleted);
    await client.ephemeral.send({
      data: { chat_id: chat.chatId, open_id: mei.openId, msg_type: "interactive", card: { elements: [] } },
    });

    expect((await list(inChat())).items).toMatchObject([{ message_id: recalled.message_id, deleted: true }]);
  });

  it("are refused to who is outside, in another tenant, or asks about a chat that is dissolved or was never there", async () => {
    const elsewhere = simulator.createChat({ members: [mei] });
    const stranger = simulator.createUser({ tenant: simulator.createTenant() });
    const foreign = simulator.createChat({ members: [stranger], bots: [app] });
    const { data } = await client.request<{ chat_id: string }>({
      method: "POST",
      path: "/open-apis/im/v1/chats",
      data: {},
    });
    await client.request({ method: "DELETE", path: `/open-apis/im/v1/chats/${data.chat_id}` });

    await expect(list(inChat(elsewhere))).rejects.toEqual(refused(230_002));
    await expect(list(inChat(foreign))).rejects.toEqual(refused(230_002));
    await expect(list(inChat({ chatId: data.chat_id }))).rejects.toEqual(refused(232_009));
    await expect(list(inChat({ chatId: "oc_0" }))).rejects.toEqual(refused(230_001));
  });

  it.each<readonly [string, Query]>([
    ["no container", {}],
    ["an unknown container", { container_id_type: "user" }],
    ["an order that there is not", { sort_type: "asc" }],
    ["a page of nothing", { page_size: 0 }],
    ["a page of 51", { page_size: 51 }],
    ["a time in milliseconds", { start_time: 1_700_000_000_000 }],
    ["a time that ends before it starts", { start_time: 2, end_time: 1 }],
    ["a token that is made up", { page_token: "made-up" }],
    ["a token that names nothing in the chat", { page_token: btoa("ByCreateTimeAsc om_0") }],
  ])("are refused for %s", async (what, wrong) => {
    const query = what === "no container" ? wrong : { ...inChat(), ...wrong };

    await expect(list(query)).rejects.toEqual(refused(230_001));
  });

  it("have tokens that lead nowhere in another chat", async () => {
    const other = simulator.createChat({ bots: [app] });
    await sendAll("1", "2");
    const { page_token } = await list({ ...inChat(), page_size: 1 });

    await expect(list({ ...inChat(other), page_token })).rejects.toEqual(refused(230_001));
  });
});

describe("the messages of a thread", () => {
  it("are all of it, while the chat shows what it began with", async () => {
    const root = await send("root");
    const reply = async (text: string) => {
      const data = { ...content.text(text), reply_in_thread: true };
      return (await client.im.message.reply({ path: root, data })).data;
    };
    const { thread_id = "" } = await reply("a");
    await reply("b");
    await send("after");
    const inThread = { container_id_type: "thread", container_id: thread_id };

    expect(textsOf(await list(inThread))).toEqual(["root", "a", "b"]);
    expect(textsOf(await list({ ...inThread, sort_type: "ByCreateTimeDesc", page_size: 1 }))).toEqual(["b"]);
    expect(textsOf(await list(inChat()))).toEqual(["root", "after"]);
    await expect(list({ ...inThread, start_time: 1 })).rejects.toEqual(refused(230_001));
    await expect(list({ ...inThread, container_id: "omt_0" })).rejects.toEqual(refused(230_001));
  });
});
