import type { Client } from "larkwire/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type SimulatedApp,
  type SimulatedChat,
  type SimulatedUser,
  type Simulator,
  startSimulator,
} from "../../index.ts";
import { createClient } from "../../larkwire-bots.ts";

// larkwire's client against the simulator. Codes are those of the platform's documents of im v1 chats and members.
let simulator: Simulator;
let app: SimulatedApp;
let other: SimulatedApp;
let mei: SimulatedUser;
let bo: SimulatedUser;
let chat: SimulatedChat;
let client: Client;

beforeEach(async () => {
  simulator = await startSimulator({ console: false });
  app = simulator.createApp({ name: "Approvals" });
  other = simulator.createApp({ name: "Other" });
  mei = simulator.createUser({ name: "Mei" });
  bo = simulator.createUser({ name: "Bo" });
  chat = simulator.createChat({ name: "Team", members: [mei], bots: [app] });
  client = createClient(simulator, app);
});
afterEach(() => simulator.close());

const chats = "/open-apis/im/v1/chats";
const refused = (code: number) => expect.objectContaining({ platform: expect.objectContaining({ code }) });
type Method = "GET" | "POST" | "PUT" | "DELETE";
interface Told {
  readonly chat_id: string;
  readonly [name: string]: unknown;
}
const call = async (method: Method, path: string, data?: object, params?: Record<string, string>, by = client) =>
  (await by.request<Told>({ method, path: chats + path, ...(data && { data }), ...(params && { params }) })).data;
const create = (data: object = { name: "New", user_id_list: [mei.openId] }) => call("POST", "", data);
const get = async (chat_id: string) => (await client.im.chat.get({ path: { chat_id } })).data;

describe("a group", () => {
  it("is made by a bot, which owns it unless somebody else is named", async () => {
    const own = await create({ name: "New", description: "d", user_id_list: [mei.openId], bot_id_list: [other.appId] });
    const handed = await create({ owner_id: bo.openId });

    expect(own).toMatchObject({ name: "New", description: "d", chat_mode: "group", user_count: "1", bot_count: "2" });
    expect(own).not.toHaveProperty("owner_id");
    expect(handed).toMatchObject({ owner_id: bo.openId, owner_id_type: "open_id", user_count: "1", bot_count: "1" });
  });

  it("is told of", async () => {
    expect(await get(chat.chatId)).toMatchObject({
      name: "Team",
      owner_id: mei.openId,
      chat_status: "normal",
      external: false,
      tenant_key: expect.any(String),
    });
  });

  it("is listed page by page with the others that the bot is in", async () => {
    simulator.createChat({ members: [mei], bots: [other] });
    await client.im.message.create({
      params: { receive_id_type: "open_id" },
      data: { receive_id: mei.openId, msg_type: "text", content: { text: "a chat with one person is no group" } },
    });
    const created = [chat.chatId, (await create()).chat_id, (await create()).chat_id];
    const first = (await client.im.chat.list({ params: { page_size: 2 } })).data;
    const second = (await client.im.chat.list({ params: { page_size: 2, page_token: first.page_token ?? "" } })).data;

    expect([...first.items, ...second.items].map(({ chat_id }) => chat_id)).toEqual(created);
    expect([first.has_more, second.has_more]).toEqual([true, false]);
    await expect(client.im.chat.list({ params: { page_size: 101 } })).rejects.toEqual(refused(232_001));
    await expect(client.im.chat.list({ params: { page_token: "x" } })).rejects.toEqual(refused(232_001));
  });

  it("is renamed by any bot in it, and given to somebody else by the one that made it", async () => {
    const { chat_id } = await create();
    await call("PUT", `/${chat.chatId}`, { name: "Renamed" });
    await call("PUT", `/${chat_id}`, { owner_id: mei.openId });

    expect(await get(chat.chatId)).toMatchObject({ name: "Renamed", owner_id: mei.openId });
    expect(await get(chat_id)).toMatchObject({ name: "New", owner_id: mei.openId });
    await expect(call("PUT", `/${chat.chatId}`, { owner_id: mei.openId })).rejects.toEqual(refused(232_016));
    await expect(call("PUT", `/${chat_id}`, { owner_id: bo.openId })).rejects.toEqual(refused(232_012));
    await expect(call("PUT", `/${chat_id}`, { owner_id: "ou_0" })).rejects.toEqual(refused(232_030));
  });

  it("is dissolved by the bot that made it, and then good for nothing", async () => {
    const { chat_id } = await create();
    await call("DELETE", `/${chat_id}`);
    const send = () =>
      client.im.message.create({
        params: { receive_id_type: "chat_id" },
        data: { receive_id: chat_id, msg_type: "text", content: { text: "hi" } },
      });

    await expect(get(chat_id)).rejects.toEqual(refused(232_009));
    await expect(mei.send(simulator.chat("New"), "hi")).rejects.toMatchObject({ code: "UNKNOWN_CHAT" });
    await expect(send()).rejects.toEqual(refused(232_009));
    await expect(call("DELETE", `/${chat.chatId}`)).rejects.toEqual(refused(232_017));
  });

  it.each<[number, object]>([
    [232_030, { user_id_list: ["ou_0"] }],
    [232_004, { bot_id_list: ["cli_0000000000000000"] }],
    [232_001, { name: 1 }],
  ])("is not made: %i for %j", async (code, data) => {
    await expect(create(data)).rejects.toEqual(refused(code));
  });

  it("is there for bots in it, of its tenant", async () => {
    const elsewhere = simulator.createChat({ members: [mei] });
    const foreign = simulator.createChat({ members: [simulator.createUser({ tenant: simulator.createTenant() })] });

    await expect(get("oc_0")).rejects.toEqual(refused(232_006));
    await expect(get(elsewhere.chatId)).rejects.toEqual(refused(232_011));
    await expect(get(foreign.chatId)).rejects.toEqual(refused(232_010));
  });
});

describe("its members", () => {
  const list = async (chat_id: string, params?: Record<string, string>) =>
    call("GET", `/${chat_id}/members`, undefined, params);
  const add = (chat_id: string, id_list: string[], params?: Record<string, string>) =>
    call("POST", `/${chat_id}/members`, { id_list }, params);
  const remove = (chat_id: string, id_list: string[], params?: Record<string, string>) =>
    call("DELETE", `/${chat_id}/members`, { id_list }, params);

  it("are listed by any of their ids, bots apart", async () => {
    await add(chat.chatId, [bo.openId]);

    expect(await list(chat.chatId, { member_id_type: "union_id", page_size: "1" })).toMatchObject({
      items: [{ member_id_type: "union_id", member_id: mei.unionId, name: "Mei" }],
      has_more: true,
      member_total: 2,
    });
  });

  it("are added, people and bots", async () => {
    await add(chat.chatId, [bo.userId], { member_id_type: "user_id" });
    await add(chat.chatId, [other.appId], { member_id_type: "app_id" });

    expect(await get(chat.chatId)).toMatchObject({ user_count: "2", bot_count: "2" });
    const isIn = await call(
      "GET",
      `/${chat.chatId}/members/is_in_chat`,
      undefined,
      undefined,
      createClient(simulator, other),
    );
    expect(isIn).toEqual({ is_in_chat: true });
  });

  it("are added together or not at all, unless it is said that some may be missing", async () => {
    await expect(add(chat.chatId, [bo.openId, "ou_0"])).rejects.toEqual(refused(232_007));
    expect(await get(chat.chatId)).toMatchObject({ user_count: "1" });

    expect(await add(chat.chatId, [bo.openId, "ou_0"], { succeed_type: "1" })).toMatchObject({
      not_existed_id_list: ["ou_0"],
    });
    expect(await get(chat.chatId)).toMatchObject({ user_count: "2" });
  });

  it("are removed by the bot that made the group, which may leave itself", async () => {
    const { chat_id } = await create({ owner_id: mei.openId, user_id_list: [bo.openId] });

    expect(await remove(chat_id, [bo.openId, "ou_0"])).toEqual({ invalid_id_list: ["ou_0"] });
    expect(await list(chat_id)).toMatchObject({ member_total: 1 });
    await expect(remove(chat_id, [mei.openId])).rejects.toEqual(refused(232_076));
    await expect(remove(chat.chatId, [mei.openId])).rejects.toEqual(refused(232_076));
    await add(chat.chatId, [bo.openId]);
    await expect(remove(chat.chatId, [bo.openId])).rejects.toEqual(refused(232_014));
    await remove(chat.chatId, [app.appId], { member_id_type: "app_id" });
    await expect(get(chat.chatId)).rejects.toEqual(refused(232_011));
  });

  it("come and go by the test kit, too", async () => {
    await chat.add({ members: [bo], bots: [other] });
    expect(await get(chat.chatId)).toMatchObject({ user_count: "2", bot_count: "2" });
    await chat.remove({ members: [mei], bots: [app] });

    await expect(get(chat.chatId)).rejects.toEqual(refused(232_011));
    await expect(mei.send(chat, "hi")).rejects.toMatchObject({ code: "UNKNOWN_CHAT" });
  });
});
