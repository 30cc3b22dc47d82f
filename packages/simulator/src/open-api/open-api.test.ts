import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SimulatedApp, SimulatedChat, SimulatedUser, Simulator } from "../index.ts";
import { startSimulator } from "../simulator.ts";

// Codes and shapes are those of the platform's documents: endpoint discovery, auth v3, im v1, delayed card updates.
const hourMs = 3_600_000;
const json = { "Content-Type": "application/json" };

let simulator: Simulator;
let app: SimulatedApp;
let user: SimulatedUser;
let chat: SimulatedChat;

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp();
  user = simulator.createUser();
  chat = simulator.createChat({ members: [user], bots: [app] });
});
afterEach(() => simulator.close());

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & {
    readonly code: number;
    readonly msg: string;
    readonly data: Record<string, unknown>;
  };
  readonly headers: Headers;
}

async function call(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
  const response = await fetch(`${simulator.domain}${path}`, {
    method,
    headers: token === undefined ? json : { ...json, Authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer["body"], headers: response.headers };
}

const tokenOf = async ({ appId, appSecret }: SimulatedApp = app): Promise<string> => {
  const { body } = await call("POST", "/open-apis/auth/v3/tenant_access_token/internal", {
    app_id: appId,
    app_secret: appSecret,
  });
  return String(body.tenant_access_token);
};
const sharedCard = { config: { update_multi: true }, elements: [{ tag: "hr" }] };
const create = async (message: object = {}, idType = "chat_id") => {
  const body = { receive_id: chat.chatId, msg_type: "text", content: '{"text":"hi"}', ...message };
  return call("POST", `/open-apis/im/v1/messages?receive_id_type=${idType}`, body, await tokenOf());
};
const createCard = async (card: object = sharedCard): Promise<string> => {
  const { body } = await create({ msg_type: "interactive", content: JSON.stringify(card) });
  return String(body.data.message_id);
};

describe("endpoint discovery", () => {
  const discover = (body: unknown) => call("POST", "/callback/ws/endpoint", body);

  it("hands out an address and all four settings", async () => {
    const { status, body, headers } = await discover({ AppID: app.appId, AppSecret: app.appSecret });

    expect(status).toBe(200);
    expect(body).toEqual({
      code: 0,
      msg: "ok",
      data: {
        URL: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/ws\/v2\?fpid=/),
        ClientConfig: { ReconnectCount: -1, ReconnectInterval: 120, ReconnectNonce: 30, PingInterval: 120 },
      },
    });
    expect(headers.get("X-Tt-Logid")).toHaveLength(34);
  });

  it.each<[number, number, (app: SimulatedApp) => unknown]>([
    [1000040346, 200, () => ({ AppID: "cli_0000000000000000", AppSecret: "x" })],
    [514, 200, ({ appId }) => ({ AppID: appId, AppSecret: "wrong" })],
    [514, 200, ({ appId }) => ({ AppID: appId, AppSecret: "", ClientAssertion: "jwt" })],
    [1000040345, 400, () => ({})],
    [1000040345, 400, () => ({ AppID: 1 })],
    [1000040345, 400, () => "garbage"],
    [1000040345, 400, () => "[".repeat(100_000)],
  ])("refuses with %i and still has data", async (code, status, request) => {
    const answer = await discover(request(app));

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, data: { URL: "", ClientConfig: { PingInterval: 120 } } });
  });

  it("refuses store apps", async () => {
    const store = simulator.createApp({ type: "store" });

    expect((await discover({ AppID: store.appId, AppSecret: store.appSecret })).body).toMatchObject({
      msg: expect.stringContaining("store app"),
    });
  });
});

describe("a member that is null", () => {
  it("is one that is missing, since early Python SDKs write out every optional member", async () => {
    const credentials = { app_id: app.appId, app_secret: app.appSecret, app_ticket: null, tenant_key: null };
    const issued = await call("POST", "/open-apis/auth/v3/tenant_access_token/internal", credentials);

    expect(issued.body.code).toBe(0);
    expect((await create({ uuid: null })).body.code).toBe(0);
    expect((await create({ receive_id: null })).body.code).toBe(230001);
  });
});

describe("access tokens", () => {
  const path = "/open-apis/auth/v3/tenant_access_token/internal";
  const issue = async () => (await call("POST", path, { app_id: app.appId, app_secret: app.appSecret })).body;

  it("live 2 h and stay the same until 30 minutes remain", async () => {
    const first = await issue();
    expect(first).toEqual({ code: 0, msg: "ok", tenant_access_token: expect.stringMatching(/^t-/), expire: 7200 });

    await simulator.advance(1.5 * hourMs);
    expect(await issue()).toMatchObject({ tenant_access_token: first.tenant_access_token, expire: 1800 });
    await simulator.advance(1000);
    const second = await issue();
    expect(second).toMatchObject({ expire: 7200 });
    expect(second.tenant_access_token).not.toBe(first.tenant_access_token);

    const read = (token: unknown) => call("GET", "/open-apis/im/v1/messages/om_1", undefined, String(token));
    expect((await read(first.tenant_access_token)).body.code).toBe(230001);
    await simulator.advance(hourMs);
    expect((await read(first.tenant_access_token)).body.code).toBe(99991663);
    expect((await read(second.tenant_access_token)).body.code).toBe(230001);
  });

  it("come for the app, too", async () => {
    const { body } = await call("POST", "/open-apis/auth/v3/app_access_token/internal", {
      app_id: app.appId,
      app_secret: app.appSecret,
    });

    expect(body).toMatchObject({
      code: 0,
      expire: 7200,
      app_access_token: expect.any(String),
      tenant_access_token: expect.stringMatching(/^t-/),
    });
  });

  it.each<[number, (app: SimulatedApp) => unknown]>([
    [10015, ({ appId }) => ({ app_id: appId, app_secret: "wrong" })],
    [10003, () => ({ app_id: "cli_0", app_secret: "x" })],
    [10003, ({ appId }) => ({ app_id: appId })],
    [10003, () => ({ app_id: {}, app_secret: [] })],
    [10003, () => "garbage"],
    [10003, () => "null"],
  ])("are refused with %i", async (code, request) => {
    expect((await call("POST", path, request(app))).body).toMatchObject({
      code,
      error: { log_id: expect.any(String), troubleshooter: expect.any(String) },
    });
  });

  it.each([
    [99991661, undefined],
    [99991671, "a-1234"],
    [99991671, "secret"],
    [99991663, "t-0000"],
    [99991663, "u-0000"],
  ])("other than ours are refused with %i: %s", async (code, token) => {
    for (const [method, path] of [
      ["POST", "/open-apis/im/v1/messages"],
      ["POST", "/open-apis/interactive/v1/card/update"],
    ] as const) {
      expect(await call(method, path, "{}", token)).toMatchObject({ status: 400, body: { code } });
    }
  });
});

describe("messages", () => {
  it("are sent to a chat", async () => {
    const { body, headers } = await create();

    expect(body).toMatchObject({
      code: 0,
      data: {
        message_id: expect.stringMatching(/^om_/),
        msg_type: "text",
        create_time: String(simulator.clock.now()),
        chat_id: chat.chatId,
        sender: { id: app.appId, id_type: "app_id", sender_type: "app" },
        body: { content: '{"text":"hi"}' },
        deleted: false,
        updated: false,
      },
    });
    expect(headers.get("X-Tt-Logid")).toHaveLength(34);
    expect(chat.messages()).toMatchObject([
      { msg_type: "text", content: { text: "hi" }, sender: { type: "app", name: "App" } },
    ]);
  });

  it("are sent to a person, always in the same chat", async () => {
    const [first, second] = [
      await create({ receive_id: user.openId }, "open_id"),
      await create({ receive_id: user.openId }, "open_id"),
    ];

    expect(first.body.data.chat_id).toMatch(/^oc_/);
    expect(first.body.data.chat_id).not.toBe(chat.chatId);
    expect(second.body.data.chat_id).toBe(first.body.data.chat_id);
  });

  it("are sent once for the same uuid within an hour", async () => {
    const send = async () => (await create({ uuid: "order-1" })).body.data.message_id;
    const first = await send();
    expect(await send()).toBe(first);

    await simulator.advance(hourMs);
    expect(await send()).not.toBe(first);
  });

  it("are replied to", async () => {
    const parent = await create();
    const reply = (id: unknown) =>
      call("POST", `/open-apis/im/v1/messages/${id}/reply`, { msg_type: "text", content: '{"text":"re"}' }, token);
    const token = await tokenOf();
    const first = await reply(parent.body.data.message_id);
    const second = await reply(first.body.data.message_id);

    expect(first.body.data).toMatchObject({
      parent_id: parent.body.data.message_id,
      root_id: parent.body.data.message_id,
    });
    expect(second.body.data).toMatchObject({
      parent_id: first.body.data.message_id,
      root_id: parent.body.data.message_id,
    });
  });

  it("are read", async () => {
    const { body } = await create();
    const read = await call("GET", `/open-apis/im/v1/messages/${body.data.message_id}`, undefined, await tokenOf());

    expect(read.body.data.items).toEqual([body.data]);
  });

  it.each<[number, object, string]>([
    [230001, { content: { text: "hi" } }, "chat_id"],
    [230001, { content: "hi" }, "chat_id"],
    [230001, { content: "[]" }, "chat_id"],
    [230001, { content: "{}" }, "chat_id"],
    [230001, { msg_type: "hologram" }, "chat_id"],
    [230001, { uuid: "x".repeat(51) }, "chat_id"],
    [230034, {}, "email"],
    [230001, {}, ""],
    [230034, { receive_id: "oc_0" }, "chat_id"],
    [230034, { receive_id: "ou_0" }, "open_id"],
    [230025, { content: JSON.stringify({ text: "x".repeat(150 * 1024) }) }, "chat_id"],
    [
      230025,
      {
        msg_type: "interactive",
        content: JSON.stringify({ elements: [{ tag: "markdown", content: "x".repeat(30 * 1024) }] }),
      },
      "chat_id",
    ],
    [230099, { msg_type: "interactive", content: '{"schema":"2.0","body":{"elements":[{"tag":"note"}]}}' }, "chat_id"],
  ])("are refused with %i for %j by %s", async (code, message, idType) => {
    expect(await create(message, idType)).toMatchObject({ status: 400, body: { code } });
  });

  it("name the place of a wrong component as the platform does", async () => {
    const card = { schema: "2.0", body: { elements: [{ tag: "hr" }, { tag: "action" }] } };
    const { body } = await create({ msg_type: "interactive", content: JSON.stringify(card) });

    expect(body.msg).toContain("ErrCode: 200861; ErrPath: ROOT -> body -> elements -> [1](tag: action)");
  });

  it("are not sent into chats that the bot is not in", async () => {
    const elsewhere = simulator.createChat({ members: [user] });

    expect((await create({ receive_id: elsewhere.chatId })).body.code).toBe(230002);
  });

  it("are bounded in size, whether or not they say how long they are", async () => {
    const { status, body } = await create({ content: "x".repeat(600_000) });
    expect({ status, code: body.code }).toEqual({ status: 413, code: 230025 });

    const send = async (size: number) => {
      const text = JSON.stringify({
        receive_id: chat.chatId,
        msg_type: "text",
        content: '{"text":"hi"}',
        padding: "x".repeat(size),
      });
      const response = await fetch(`${simulator.domain}/open-apis/im/v1/messages?receive_id_type=chat_id`, {
        method: "POST",
        headers: { ...json, Authorization: `Bearer ${await tokenOf()}` },
        // A stream goes in chunks, without a length.
        body: new Blob([text]).stream(),
        duplex: "half",
      } as RequestInit);
      return response.status;
    };
    expect(await send(100)).toBe(200);
    expect(await send(600_000)).toBe(413);
  });
});

describe("replacing a card by message id", () => {
  const patch = async (id: string, card: unknown, by = app) =>
    (
      await call(
        "PATCH",
        `/open-apis/im/v1/messages/${id}`,
        { content: typeof card === "string" ? card : JSON.stringify(card) },
        await tokenOf(by),
      )
    ).body;

  it("changes a shared card for everybody", async () => {
    const next = { ...sharedCard, elements: [{ tag: "markdown", content: "done" }] };
    const id = await createCard();

    expect(await patch(id, next)).toEqual({ code: 0, msg: "success", data: {} });
    expect(chat.messages()).toMatchObject([{ message_id: id, content: next, revision: 1 }]);
  });

  it.each<[number, string, object, unknown]>([
    [230001, "a private card", { elements: [] }, sharedCard],
    [230001, "a card that becomes private", sharedCard, { elements: [] }],
    [230001, "a text in place of JSON", sharedCard, "text"],
    [230099, "a wrong card", sharedCard, { nothing: 1 }],
    [230099, "JSON 1.0 in place of 2.0", { schema: "2.0" }, sharedCard],
  ])("is refused with %i for %s", async (code, _, before, after) => {
    expect((await patch(await createCard(before), after)).code).toBe(code);
  });

  it("is refused for messages that are no card, do not exist, or are another app's", async () => {
    const { body } = await create();
    const other = simulator.createApp();
    const shared = simulator.createChat({ members: [user], bots: [app, other] });
    const { message_id } = other.sendCard(shared, sharedCard);

    expect((await patch(String(body.data.message_id), sharedCard)).code).toBe(230001);
    expect((await patch("om_0", sharedCard)).code).toBe(230001);
    expect((await patch(message_id, sharedCard)).code).toBe(230017);
    expect((await patch(await createCard(), sharedCard, other)).code).toBe(230002);
  });

  it("is refused after 14 days", async () => {
    const id = await createCard();
    await simulator.advance(14 * 24 * hourMs + 1);

    expect((await patch(id, sharedCard)).code).toBe(230031);
  });
});

describe("whatever else is asked", () => {
  it.each([
    ["GET", "/open-apis/nothing"],
    ["DELETE", "/callback/ws/endpoint"],
    ["POST", "/nothing"],
    ["GET", "/%2e%2e/%2e%2e/etc/passwd"],
    ["GET", "/..%2f..%2fetc%2fpasswd"],
  ])("%s %s is not there", async (method, path) => {
    const response = await fetch(`${simulator.domain}${path}`, { method });

    expect(response.status).toBe(404);
  });

  it("pages of other origins have no access, not even to what needs a secret", async () => {
    const response = await fetch(`${simulator.domain}/callback/ws/endpoint`, {
      method: "POST",
      headers: { Origin: "https://evil.example" },
      body: JSON.stringify({ AppID: app.appId, AppSecret: app.appSecret }),
    });

    expect(response.status).toBe(403);
  });
});
