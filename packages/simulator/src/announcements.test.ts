import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SimulatedApp, SimulatedChat, SimulatedUser, Simulator } from "./index.ts";
import { createClient, createDispatcher, larkwireWaysIn } from "./larkwire-bots.ts";
import { startSimulator } from "./simulator.ts";

const names = [
  "application.bot.menu_v6",
  "im.chat.access_event.bot_p2p_chat_entered_v1",
  "im.chat.disbanded_v1",
  "im.chat.member.bot.added_v1",
  "im.chat.member.bot.deleted_v1",
  "im.chat.member.user.added_v1",
  "im.chat.member.user.deleted_v1",
  "im.chat.member.user.withdrawn_v1",
  "im.chat.updated_v1",
  "im.message.message_read_v1",
  "im.message.reaction.created_v1",
  "im.message.reaction.deleted_v1",
  "im.message.recalled_v1",
  "im.message.receive_v1",
] as const;

interface Heard {
  readonly name: string;
  readonly event: object;
  readonly id: string;
  readonly tenantKey: string | undefined;
}

let simulator: Simulator;
let app: SimulatedApp;
let ada: SimulatedUser;
let ben: SimulatedUser;
let group: SimulatedChat;
let alone: SimulatedChat;
const closing: AsyncDisposable[] = [];

beforeEach(async () => {
  simulator = await startSimulator({ console: false, clock: "virtual" });
  app = simulator.createApp({ name: "Bot", encryptKey: "an encrypt key" });
  [ada, ben] = [simulator.createUser({ name: "Ada" }), simulator.createUser({ name: "Ben" })];
  group = simulator.createChat({ name: "Team", members: [ada, ben], bots: [app] });
  alone = simulator.createChat({ name: "Alone", type: "p2p", members: [ada], bots: [app] });
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((bot) => bot[Symbol.asyncDispose]()));
  await simulator.close();
});

/** A bot that keeps what it is told, in order. */
async function listen(way: keyof typeof larkwireWaysIn, of: SimulatedApp): Promise<readonly Heard[]> {
  const heard: Heard[] = [];
  const dispatcher = createDispatcher(simulator, of);
  for (const name of names) {
    dispatcher.on(name, (event: object, { envelope: { id, tenantKey } }) => {
      heard.push({ name, event, id, tenantKey });
    });
  }
  closing.push(await larkwireWaysIn[way](simulator, of, dispatcher));
  return heard;
}

const idsOf = ({ openId, unionId }: SimulatedUser) => ({ open_id: openId, union_id: unionId });
const told = (heard: readonly Heard[]) => heard.map(({ name, event }) => [name, event]);
const now = () => String(simulator.clock.now());
const card = { elements: [{ tag: "hr" }] };

/** Whether a payload has documented members only, of the documented types. */
function expectDocumented(event: unknown, documented: unknown, path: string): void {
  if (event === undefined) return;
  expect(typeof event, path).toBe(typeof documented);
  if (Array.isArray(event)) {
    for (const item of event) expectDocumented(item, (documented as readonly unknown[])[0], `${path}.*`);
    return;
  }
  if (typeof event !== "object" || event === null) return;
  for (const [name, value] of Object.entries(event)) {
    expect(documented, path).toHaveProperty([name]);
    expectDocumented(value, (documented as Record<string, unknown>)[name], `${path}.${name}`);
  }
}

describe.each(["the long connection", "an encrypted webhook"] as const)("over %s, a bot is told", (way) => {
  let heard: readonly Heard[];
  beforeEach(async () => {
    heard = await listen(way, app);
  });

  it("who is mentioned in a text, with placeholders for them", async () => {
    await ada.send(group, "@Bot and @Ben: @all of it?");
    const bot = await createClient(simulator, app).request<{ bot: { open_id: string } }>({
      method: "GET",
      path: "/open-apis/bot/v3/info",
    });

    await expect.poll(() => heard).toHaveLength(1);
    expect(heard[0]?.event).toMatchObject({
      message: {
        content: '{"text":"@_user_1 and @_user_2: @_all of it?"}',
        mentions: [
          { key: "@_user_1", id: { open_id: bot.data?.bot.open_id }, name: "Bot", mentioned_type: "bot" },
          { key: "@_user_2", id: idsOf(ben), name: "Ben", mentioned_type: "user" },
        ],
      },
    });
  });

  it("of messages that are recalled: by who wrote them, by who owns the group, by the app itself", async () => {
    await ben.send(group, "a slip");
    const [slip] = group.messages();
    await ben.recall(slip ?? { message_id: "" });
    const first = app.sendCard(group, card);
    await ada.recall(first);
    const second = app.sendCard(group, card);
    await createClient(simulator, app).request({
      method: "DELETE",
      path: `/open-apis/im/v1/messages/${second.message_id}`,
    });
    await expect.poll(() => heard).toHaveLength(4);

    const recalled = (message_id: string | undefined, recall_type: string) => [
      "im.message.recalled_v1",
      { message_id, chat_id: group.chatId, recall_time: now(), recall_type },
    ];
    expect(told(heard).slice(1)).toEqual([
      recalled(slip?.message_id, "message_owner"),
      recalled(first.message_id, "group_owner"),
      recalled(second.message_id, "message_owner"),
    ]);
    expect(group.messages().map(({ deleted }) => deleted)).toEqual([true, true, true]);
  });

  it("of people who come and go, by whoever lets them", async () => {
    const cleo = simulator.createUser({ name: "Cleo" });
    const dan = simulator.createUser({ name: "Dan" });
    await group.add({ members: [cleo, ada] }, { by: ben });
    await group.remove({ members: [cleo] }, { by: cleo });
    await group.add({ members: [dan] });
    await group.remove({ members: [dan] }, { withdrawn: true });
    const members = `/open-apis/im/v1/chats/${group.chatId}/members`;
    await createClient(simulator, app).request({ method: "POST", path: members, data: { id_list: [cleo.openId] } });
    await expect.poll(() => heard).toHaveLength(5);

    const about = (operator: SimulatedUser | undefined, user: SimulatedUser) => ({
      chat_id: group.chatId,
      ...(operator && { operator_id: idsOf(operator) }),
      external: false,
      operator_tenant_key: expect.any(String),
      name: "Team",
      users: [{ name: user.name, tenant_key: expect.any(String), user_id: idsOf(user) }],
    });
    expect(told(heard)).toEqual([
      ["im.chat.member.user.added_v1", about(ben, cleo)],
      ["im.chat.member.user.deleted_v1", about(cleo, cleo)],
      ["im.chat.member.user.added_v1", about(ada, dan)],
      ["im.chat.member.user.withdrawn_v1", about(ada, dan)],
      ["im.chat.member.user.added_v1", about(undefined, cleo)],
    ]);
  });

  it("that it comes and goes itself, unless another bot lets it in or it leaves", async () => {
    const other = simulator.createApp({ name: "Other" });
    const others = await listen(way, other);
    await group.add({ bots: [other] });
    await group.remove({ bots: [other] }, { by: ben });
    const request = (by: SimulatedApp, method: "POST" | "DELETE") =>
      createClient(simulator, by).request({
        method,
        path: `/open-apis/im/v1/chats/${group.chatId}/members`,
        params: { member_id_type: "app_id" },
        data: { id_list: [other.appId] },
      });
    await request(app, "POST");
    await request(other, "DELETE");
    await group.change({ name: "Told at last" });

    const about = { chat_id: group.chatId, external: false, operator_tenant_key: expect.any(String), name: "Team" };
    expect(told(others)).toEqual([
      ["im.chat.member.bot.added_v1", { ...about, operator_id: idsOf(ada) }],
      ["im.chat.member.bot.deleted_v1", { ...about, operator_id: idsOf(ben) }],
    ]);
    expect(heard.map(({ name }) => name)).toEqual(["im.chat.updated_v1"]);
  });

  it("what has changed in a group, and that it is dissolved", async () => {
    const client = createClient(simulator, app);
    const made = await client.request<{ chat_id: string }>({
      method: "POST",
      path: "/open-apis/im/v1/chats",
      data: { name: "Old", user_id_list: [ben.openId] },
    });
    const path = `/open-apis/im/v1/chats/${made.data?.chat_id}`;
    await client.request({ method: "PUT", path, data: { name: "New", owner_id: ben.openId } });
    await client.request({ method: "PUT", path, data: { name: "New" } });
    await client.request({ method: "DELETE", path });
    await group.change({ description: "us", owner: ben }, { by: ada });
    await expect.poll(() => heard).toHaveLength(3);

    const about = { chat_id: made.data?.chat_id, external: false, operator_tenant_key: expect.any(String) };
    expect(told(heard)).toEqual([
      [
        "im.chat.updated_v1",
        { ...about, before_change: { name: "Old" }, after_change: { name: "New", owner_id: idsOf(ben) } },
      ],
      ["im.chat.disbanded_v1", { ...about, name: "New" }],
      [
        "im.chat.updated_v1",
        {
          ...about,
          chat_id: group.chatId,
          operator_id: idsOf(ada),
          before_change: { description: "", owner_id: idsOf(ada) },
          after_change: { description: "us", owner_id: idsOf(ben) },
        },
      ],
    ]);
  });

  it("that a person opens their chat, reads its message, reacts, and chooses from its menu", async () => {
    await ada.open(alone);
    const { message_id, createdAt } = app.sendCard(alone, card);
    await ada.open(alone);
    await ada.read({ message_id });
    await ada.react({ message_id }, "THUMBSUP");
    await ada.unreact({ message_id }, "THUMBSUP");
    await ada.chooseFromMenu(app, "start_over");

    const entered = { chat_id: alone.chatId, operator_id: idsOf(ada) };
    const reaction = {
      message_id,
      reaction_type: { emoji_type: "THUMBSUP" },
      operator_type: "user",
      user_id: idsOf(ada),
      action_time: now(),
    };
    expect(told(heard)).toEqual([
      ["im.chat.access_event.bot_p2p_chat_entered_v1", entered],
      [
        "im.chat.access_event.bot_p2p_chat_entered_v1",
        { ...entered, last_message_id: message_id, last_message_create_time: String(createdAt) },
      ],
      [
        "im.message.message_read_v1",
        {
          reader: { reader_id: idsOf(ada), read_time: now(), tenant_key: expect.any(String) },
          message_id_list: [message_id],
        },
      ],
      ["im.message.reaction.created_v1", reaction],
      ["im.message.reaction.deleted_v1", reaction],
      [
        "application.bot.menu_v6",
        {
          operator: { operator_name: "Ada", operator_id: idsOf(ada) },
          event_key: "start_over",
          timestamp: Math.floor(simulator.clock.now() / 1_000),
        },
      ],
    ]);
  });

  it("everything with documented members only, in the tenant where it was done", async () => {
    const cleo = simulator.createUser({ name: "Cleo" });
    const newcomer = simulator.createApp({ name: "Newcomer" });
    const others = await listen(way, newcomer);
    await group.add({ members: [cleo], bots: [newcomer] });
    await group.remove({ members: [cleo], bots: [newcomer] });
    await group.add({ members: [cleo] });
    await group.remove({ members: [cleo] }, { withdrawn: true });
    await group.change({ name: "New", description: "d", owner: ben });
    await ben.send(group, "hi");
    await ben.recall(group.messages()[0] ?? { message_id: "" });
    await group.dissolve();
    const sent = app.sendCard(alone, card);
    await ada.open(alone);
    await ada.read(sent);
    await ada.react(sent, "OK");
    await ada.unreact(sent, "OK");
    await ada.chooseFromMenu(app, "key");

    const all = [...heard, ...others];
    expect(new Set(all.map(({ name }) => name))).toEqual(new Set(names));
    for (const { name, event } of all) expectDocumented(event, app.createEvent(name), name);
    const { tenantKey } = simulator.snapshot().chats[0] ?? {};
    expect(new Set(all.map((event) => event.tenantKey))).toEqual(new Set([tenantKey]));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });
});

describe("nobody is told", () => {
  const asked = () => simulator.exchanges().map(({ name, app_id }) => [name, app_id]);

  it("of what an app has not subscribed to", async () => {
    await app.configure({ eventTypes: ["im.message.re*", "im.chat.updated_v1"] });
    await group.change({ name: "Before" });
    app.publishVersion();
    await ada.send(group, "hi");
    await group.change({ name: "After" });
    await group.dissolve();
    await ada.open(alone);

    expect(asked().map(([name]) => name)).toEqual([
      "im.chat.updated_v1",
      "im.message.receive_v1",
      "im.chat.updated_v1",
    ]);
  });

  it("in a chat that its bot is not in, or where the app is not installed", async () => {
    const elsewhere = simulator.createTenant({ name: "Elsewhere" });
    const store = simulator.createApp({ type: "store", installedIn: [elsewhere] });
    simulator.createApp({ name: "Not there" });
    await group.add({ bots: [store] });
    await ada.send(group, "hi");
    await expect(ada.chooseFromMenu(store, "key")).rejects.toMatchObject({ code: "NOT_PERMITTED" });

    expect(asked()).toEqual([["im.message.receive_v1", app.appId]]);
  });

  it("of what only self-built apps are told, where it is a store app", async () => {
    const store = simulator.createApp({ type: "store" });
    const chat = simulator.createChat({ type: "p2p", members: [ada], bots: [store] });
    await ada.open(chat);
    await ada.chooseFromMenu(store, "key");

    expect(asked()).toEqual([]);
  });

  it("of what changes nothing, of reading in a group, and of what was there at the start", async () => {
    const sent = app.sendCard(group, card);
    const alsoSent = app.sendCard(alone, card);
    await ben.read(sent);
    await ben.open(group);
    await group.add({ members: [ada], bots: [app] });
    await group.remove({});
    await group.change({ name: "Team" });
    await ada.unreact(alsoSent, "OK");
    group.deleteMessage(sent);
    expect(asked()).toEqual([]);

    await ada.react(alsoSent, "OK");
    await ada.react(alsoSent, "OK");
    await ada.read(alsoSent);
    await ada.read(alsoSent);
    expect(asked().map(([name]) => name)).toEqual(["im.message.reaction.created_v1", "im.message.message_read_v1"]);
    expect(alone.messages()).toMatchObject([
      { readBy: [ada.openId], reactions: [{ emoji_type: "OK", open_id: ada.openId }] },
    ]);

    await using described = await startSimulator({
      console: false,
      world: {
        apps: [{ name: "Bot" }],
        users: [{ name: "Ada" }],
        chats: [{ name: "Team", members: ["Ada"], bots: ["Bot"] }],
        messages: [{ chat: "Team", from: "Ada", msg_type: "text", content: { text: "hi" } }],
      },
    });
    expect(described.exchanges()).toEqual([]);
  });
});

describe("a person", () => {
  const code = (code: string) => expect.objectContaining({ code });

  it("recalls neither what others wrote, nor what is older than a day, nor what is gone", async () => {
    await ada.send(group, "hi");
    const [message] = group.messages();
    const target = { message_id: message?.message_id ?? "" };
    await expect(ben.recall(target)).rejects.toEqual(code("NOT_PERMITTED"));
    await simulator.advance(24 * 3_600_000);
    await ada.recall(target);
    await expect(ada.recall(target)).rejects.toEqual(code("NOT_PERMITTED"));
    await ada.send(group, "again");
    await simulator.advance(24 * 3_600_000 + 1);
    await expect(ada.recall(group.messages()[1] ?? target)).rejects.toEqual(code("NOT_PERMITTED"));
    await expect(ada.recall({ message_id: "om_0" })).rejects.toEqual(code("UNKNOWN_MESSAGE"));
  });

  it("does nothing in a chat of others, or in one that is dissolved", async () => {
    const cleo = simulator.createUser({ name: "Cleo" });
    const sent = app.sendCard(group, card);
    await expect(cleo.open(group)).rejects.toEqual(code("UNKNOWN_CHAT"));
    await expect(cleo.react(sent, "OK")).rejects.toEqual(code("UNKNOWN_CHAT"));
    await group.dissolve();
    await expect(ada.read(sent)).rejects.toEqual(code("UNKNOWN_CHAT"));
    await expect(group.change({ owner: cleo })).rejects.toMatchObject({ code: "UNKNOWN_USER", path: "owner_id" });
    await expect(group.add({ members: [{ openId: "ou_0" }] })).rejects.toMatchObject({ path: "members.0" });
    await expect(group.dissolve({ by: { openId: "ou_0" } })).rejects.toMatchObject({ path: "operator_id" });
  });
});

it("an app cannot subscribe to an event that is not documented", async () => {
  await expect(app.configure({ eventTypes: ["im.*", "im.mesage.receive_v1"] })).rejects.toMatchObject({
    code: "UNKNOWN_EVENT",
    path: "eventTypes.1",
  });
});
