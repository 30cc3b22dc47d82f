import { request } from "node:http";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { scenarios } from "../faults/scenarios.ts";
import { connectBot } from "../hand-made-bots.ts";
import type { Simulator } from "../index.ts";
import { startSimulator } from "../simulator.ts";
import { answers } from "./answers.ts";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ console: false, clock: "virtual" });
});
afterEach(() => simulator.close());

interface Called {
  readonly status: number;
  readonly body: unknown;
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Called> {
  const response = await fetch(`${simulator.domain}/simulator/v1${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** Reads an answer as the document describes it, and fails where it is anything else. */
function read<Body>(answer: z.ZodType<Body>, { body }: Called): Body {
  return answer.parse(body);
}

const bodySaid = z.object({ required: z.boolean() });

describe("the management API", () => {
  it("lets people do what bots are told of, and changes groups", async () => {
    const app = simulator.createApp();
    const [ada, ben] = [simulator.createUser({ name: "Ada" }), simulator.createUser({ name: "Ben" })];
    const { chatId } = simulator.createChat({ members: [ada], bots: [app] });
    const alone = simulator.createChat({ type: "p2p", members: [ada], bots: [app] });
    const { message_id } = app.sendCard(alone, { elements: [{ tag: "hr" }] });
    const [by, reaction] = [{ open_id: ada.openId }, { open_id: ada.openId, emoji_type: "OK" }];
    const operator_id = ada.openId;
    for (const [method, path, body] of [
      ["POST", `/chats/${alone.chatId}/visits`, by],
      ["POST", `/messages/${message_id}/reads`, by],
      ["POST", `/messages/${message_id}/reactions`, reaction],
      ["DELETE", `/messages/${message_id}/reactions`, reaction],
      ["POST", `/apps/${app.appId}/menu`, { open_id: ada.openId, event_key: "key" }],
      ["POST", `/chats/${chatId}/members`, { members: [ben.openId], operator_id }],
      ["PUT", `/chats/${chatId}`, { name: "New", owner_id: ben.openId, operator_id }],
      ["DELETE", `/chats/${chatId}/members`, { members: [ada.openId], withdrawn: true }],
      ["POST", "/messages", { open_id: ben.openId, chat_id: chatId, text: "a slip" }],
    ] as const) {
      expect(await call(method, path, body), path).toMatchObject({ status: 200 });
    }
    const [slip] = simulator.chat("New").messages();
    const recall = `/messages/${slip?.message_id}/recall`;
    expect(await call("POST", recall, by)).toMatchObject({ status: 404, body: { error: { code: "UNKNOWN_CHAT" } } });
    expect(await call("POST", recall, { open_id: ben.openId })).toEqual({ status: 200, body: {} });
    expect(await call("POST", recall, { open_id: ben.openId })).toMatchObject({
      status: 400,
      body: { error: { code: "NOT_PERMITTED", mend: expect.any(String) } },
    });

    expect(read(answers.chat, await call("DELETE", `/chats/${chatId}`))).toMatchObject({
      name: "New",
      owner_id: ben.openId,
      dissolved: true,
    });
    expect(simulator.exchanges().map(({ name }) => name)).toEqual([
      "im.chat.access_event.bot_p2p_chat_entered_v1",
      "im.message.message_read_v1",
      "im.message.reaction.created_v1",
      "im.message.reaction.deleted_v1",
      "application.bot.menu_v6",
      "im.chat.member.user.added_v1",
      "im.chat.updated_v1",
      "im.chat.member.user.withdrawn_v1",
      "im.message.receive_v1",
      "im.message.recalled_v1",
      "im.chat.disbanded_v1",
    ]);
  });

  it("saves which events an app is told of", async () => {
    const { appId } = simulator.createApp();
    const path = `/apps/${appId}/subscriptions`;
    expect(read(answers.app, await call("PUT", path, { event_types: ["im.*"] })).draft?.eventTypes).toEqual(["im.*"]);
    expect(read(answers.app, await call("POST", `/apps/${appId}/versions`)).event_types).toEqual(["im.*"]);
    expect(await call("PUT", path, { event_types: ["im.mesage.*"] })).toMatchObject({
      body: { error: { code: "UNKNOWN_EVENT", path: "eventTypes.0" } },
    });
  });

  it("builds a world, lets a person click in it, and finds the exchange", async () => {
    const tenant = read(answers.tenant, await call("POST", "/tenants", { name: "Acme", brand: "lark" }));
    const app = read(answers.app, await call("POST", "/apps", { name: "Bot", tenant_key: tenant.tenant_key }));
    const user = read(answers.user, await call("POST", "/users", { name: "Ada", tenant_key: tenant.tenant_key }));
    const chat = read(answers.chat, await call("POST", "/chats", { members: [user.open_id], bots: [app.app_id] }));
    expect(chat.tenant_key).toBe(tenant.tenant_key);
    await using _bot = await connectBot(simulator, simulator.app("Bot"), () => ({}));
    const path = `/apps/${app.app_id}`;
    const saved = read(
      answers.app,
      await call("PUT", `${path}/subscriptions`, { events: { mode: "long-connection" } }),
    );
    expect(saved.draft?.events).toEqual({ mode: "long-connection" });
    expect(read(answers.app, await call("POST", `${path}/versions`)).draft).toBeUndefined();
    const { message_id } = simulator.app("Bot").sendCard(simulator.chat("Chat"), { elements: [{ tag: "hr" }] });
    const click = await call("POST", "/clicks", { open_id: user.open_id, message_id, action: { tag: "button" } });
    expect(read(answers.click, click).exchange.name).toBe("card.action.trigger");
    await call("POST", "/messages", { open_id: user.open_id, chat_id: chat.chat_id, text: "hi" });
    const found = await call("GET", `/exchanges?name=im.*&app_id=${app.app_id}&limit=1`);
    expect(read(answers.exchanges, found).items).toMatchObject([{ name: "im.message.receive_v1" }]);
    expect(read(answers.exchanges, await call("GET", "/exchanges?client_code=200341")).items).toEqual([]);
    expect(read(answers.messages, await call("GET", `/messages?chat_id=${chat.chat_id}`)).items).toHaveLength(2);
    expect(read(answers.world, await call("GET", "/world")).users).toMatchObject([{ open_id: user.open_id }]);
    await call("POST", "/reset");
    expect(read(answers.apps, await call("GET", "/apps")).items).toEqual([]);
  });

  it("lets a person paste a link, and tells what its app makes of it", async () => {
    const [app, user] = [simulator.createApp(), simulator.createUser()];
    const { chatId } = simulator.createChat({ members: [user], bots: [app] });
    await using _bot = await connectBot(simulator, app, () => ({ inline: { title: "Order 7" } }));
    const link = { open_id: user.openId, chat_id: chatId, app_id: app.appId, url: "https://example.com/orders/7" };

    const asked = read(answers.exchange, await call("POST", "/links", link));

    expect(asked).toMatchObject({ name: "url.preview.get", app_id: app.appId });
    expect(asked.clientCode).toBeUndefined();
    expect(asked.answer?.body).toEqual({ inline: { title: "Order 7" } });
    expect(await call("POST", "/links", { ...link, url: "no link" })).toMatchObject({
      status: 400,
      body: { error: { path: "url" } },
    });
    expect(await call("POST", "/links", { ...link, app_id: "cli_0" })).toMatchObject({
      body: { error: { code: "UNKNOWN_APP" } },
    });
  });

  it("lets people and bots into a chat and out of it, and deletes messages", async () => {
    const [app, user] = [simulator.createApp(), simulator.createUser()];
    const { chatId } = simulator.createChat();
    const both = { members: [user.openId], bots: [app.appId] };
    expect((await call("POST", `/chats/${chatId}/members`, both)).body).toMatchObject(both);
    const { message_id } = app.sendCard(simulator.chat("Chat"), { elements: [] });
    await call("DELETE", `/messages/${message_id}`);
    expect(read(answers.messages, await call("GET", "/messages")).items).toMatchObject([
      { message_id, deleted: true, content: {} },
    ]);
    expect((await call("DELETE", `/chats/${chatId}/members`, both)).body).toMatchObject({ members: [], bots: [] });
    const stranger = { members: ["ou_none"] };
    expect(await call("POST", `/chats/${chatId}/members`, stranger)).toMatchObject({
      body: { error: { code: "UNKNOWN_USER", path: "members.0" } },
    });
  });

  it("adds faults, tells which may strike yet, and takes them away", async () => {
    const app = simulator.createApp();
    await using _bot = await connectBot(simulator, app, () => ({}));
    const faults = async () => read(answers.faults, await call("GET", "/faults")).items;
    const scope = { app: { appId: app.appId } };
    await call("POST", "/faults", { scope: { ...scope, times: 3 }, fault: { type: "duplicate" } });
    await call("POST", "/faults", { scope, fault: { type: "delay", ms: 1 } });
    expect(await faults()).toMatchObject([
      { scope: { times: 3 }, fault: { type: "duplicate" }, struck: 0, rest: 3 },
      { fault: { type: "delay", ms: 1 }, rest: 1 },
    ]);
    simulator.setClock("real");
    const told = await call("POST", `/apps/${app.appId}/events`, { name: "im.message.receive_v1" });
    expect(read(answers.exchange, told)).toMatchObject({ name: "im.message.receive_v1", answer: { status: 200 } });
    expect(told.body).not.toHaveProperty("clientCode");
    expect(await faults()).toMatchObject([{ struck: 1, rest: 2 }]);
    expect((await call("DELETE", "/faults")).status).toBe(200);
    expect(await faults()).toEqual([]);
  });

  it("tells what the platform does where its sources contradict each other, and lets it do otherwise", async () => {
    const quirk = async (called: Promise<Called>, name: string) => {
      return read(answers.quirks, await called).items.find((each) => each.name === name);
    };
    const usual = { name: "maxConnections", value: 50, values: [50, 2], about: expect.stringMatching(/\.$/) };

    expect(await quirk(call("GET", "/quirks"), "maxConnections")).toEqual(usual);
    const changed = call("PUT", "/quirks", { maxConnections: 2, headerToken: false });
    expect(await quirk(changed, "maxConnections")).toEqual({ ...usual, value: 2 });
    expect(simulator.quirks).toMatchObject({ maxConnections: 2, headerToken: false, createTime: "us" });
    await call("POST", "/reset");
    expect(await quirk(call("GET", "/quirks"), "maxConnections")).toEqual(usual);
  });

  it("plays scenarios by name", async () => {
    const { items } = read(answers.scenarios, await call("GET", "/scenarios"));
    expect(items.map(({ name }) => name)).toEqual(Object.keys(scenarios));
    await call("POST", "/scenarios/flapping/plays");
    expect(read(answers.faults, await call("GET", "/faults")).items).toHaveLength(scenarios.flapping.steps.length);
  });

  it("keeps worlds and goes back to them", async () => {
    simulator.createUser({ name: "Ada" });
    const kept = read(answers.snapshot, await call("POST", "/snapshots"));
    simulator.createUser({ name: "Ben" });
    expect(kept).toMatchObject({ users: 1, takenAt: simulator.clock.now() });
    expect(read(answers.snapshots, await call("GET", "/snapshots")).items).toEqual([kept]);
    expect(read(answers.snapshot, await call("GET", `/snapshots/${kept.snapshot_id}`))).toEqual(kept);
    await call("POST", `/snapshots/${kept.snapshot_id}/restore`);
    expect(read(answers.users, await call("GET", "/users")).items).toMatchObject([{ name: "Ada" }]);
    await call("DELETE", `/snapshots/${kept.snapshot_id}`);
    expect((await call("POST", `/snapshots/${kept.snapshot_id}/restore`)).status).toBe(404);
  });

  it("keeps 100 worlds at most", async () => {
    const taken = await Promise.all(Array.from({ length: 101 }, () => call("POST", "/snapshots")));
    expect(taken.map(({ status }) => status).filter((status) => status !== 200)).toEqual([400]);
  });

  it("releases templates, whose cards are then shown", async () => {
    const card = { elements: [{ tag: "markdown", content: `Hello $${"{who}"}` }] };
    await call("POST", "/templates", { template_id: "AAq1", card });
    expect(read(answers.templates, await call("GET", "/templates")).items).toEqual([
      { template_id: "AAq1", version: "1.0.0", card },
    ]);
    const [app, chat] = [simulator.createApp(), simulator.createChat()];
    const data = { template_id: "AAq1", template_variable: { who: "Ada" } };
    expect(app.sendCard(chat, { type: "template", data }).content).toMatchObject({
      elements: [{ content: "Hello Ada" }],
    });
  });

  it("limits calls of the open API, and no longer after a reset", async () => {
    expect((await call("GET", "/rate-limits")).body).toEqual({ enabled: false });
    expect((await call("PUT", "/rate-limits", { enabled: true })).body).toEqual({ enabled: true });
    expect(read(answers.rateLimits, await call("GET", "/rate-limits"))).toEqual({ enabled: true });
    await call("POST", "/reset");
    expect((await call("GET", "/rate-limits")).body).toEqual({ enabled: false });
  });

  it("lets virtual time pass", async () => {
    const before = read(answers.clock, await call("GET", "/clock"));
    const after = read(answers.clock, await call("POST", "/clock/advance", { ms: 5_000 }));
    expect(after.now - before.now).toBe(5_000);
  });

  it("lets time pass in another way", async () => {
    expect((await call("PUT", "/clock", { mode: { speed: 1_000 } })).body).toMatchObject({ mode: { speed: 1_000 } });
    const refused = await call("POST", "/clock/advance", { ms: 1 });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "CLOCK_IS_REAL" } } });
    expect(read(answers.clock, await call("PUT", "/clock", { mode: "virtual" })).mode).toBe("virtual");
  });

  it.each([
    ["POST", "/users", { name: 1 }, 400, { code: "REQUEST_INVALID", path: "name" }],
    ["POST", "/users", { typo: 1 }, 400, { code: "REQUEST_INVALID", path: "typo" }],
    ["PUT", "/quirks", { weather: "good" }, 400, { code: "REQUEST_INVALID", path: "weather" }],
    ["PUT", "/quirks", { maxConnections: 3 }, 400, { code: "REQUEST_INVALID", path: "maxConnections" }],
    ["PUT", "/quirks", { maxConnections: "2" }, 400, { code: "REQUEST_INVALID", path: "maxConnections" }],
    ["POST", "/users", "null", 400, { code: "REQUEST_INVALID", message: expect.stringContaining("expected object") }],
    ["POST", "/users", "not JSON", 400, { code: "REQUEST_INVALID", message: expect.stringContaining("no JSON") }],
    ["POST", "/users", { name: "x".repeat(1_048_577) }, 413, { code: "BODY_TOO_LONG" }],
    ["POST", "/users", { tenant_key: "none" }, 404, { code: "UNKNOWN_TENANT", path: "tenant_key" }],
    ["POST", "/chats", { members: ["ou_none"] }, 404, { code: "UNKNOWN_USER", path: "members.0" }],
    ["POST", "/chats", { bots: ["cli_none"] }, 404, { code: "UNKNOWN_APP", path: "bots.0" }],
    ["POST", "/faults", { fault: { type: "fragment", into: 0 } }, 400, { code: "FAULT_INVALID", path: "fault" }],
    ["POST", "/scenarios/nothing/plays", {}, 404, { code: "UNKNOWN_SCENARIO" }],
    ["GET", "/snapshots/none", undefined, 404, { code: "UNKNOWN_SNAPSHOT" }],
    ["POST", "/templates", { template_id: "" }, 400, { code: "REQUEST_INVALID", path: "template_id" }],
    ["POST", "/chats/oc_none/members", {}, 404, { code: "UNKNOWN_CHAT" }],
    ["DELETE", "/chats/oc_none/members", {}, 404, { code: "UNKNOWN_CHAT" }],
    ["DELETE", "/messages/om_none", undefined, 404, { code: "UNKNOWN_MESSAGE" }],
    ["POST", "/apps/cli_none/versions", {}, 404, { code: "UNKNOWN_APP" }],
    ["PUT", "/rate-limits", { enabled: "yes" }, 400, { code: "REQUEST_INVALID", path: "enabled" }],
    ["PUT", "/clock", { mode: { speed: 0 } }, 400, { code: "REQUEST_INVALID", path: "mode.speed" }],
    ["POST", "/clock/advance", { ms: -1 }, 400, { code: "REQUEST_INVALID", path: "ms" }],
    ["GET", "/exchanges?limit=0", undefined, 400, { code: "REQUEST_INVALID", path: "limit" }],
    ["GET", "/nowhere", undefined, 404, { code: "NOT_FOUND" }],
  ] as const)("refuses %s %s with %j", async (method, path, body, status, error) => {
    const refused = await call(method, path, body);
    const said = { code: expect.any(String), path: expect.any(String), message: expect.any(String) };
    expect(refused).toEqual({ status, body: { error: { ...said, mend: expect.stringMatching(/\.$/), ...error } } });
  });

  it.each([
    ["DELETE", "/users", "GET, POST, HEAD"],
    ["OPTIONS", "/users", "GET, POST, HEAD"],
    ["GET", "/clicks", "POST"],
    ["POST", "/snapshots/none", "GET, DELETE, HEAD"],
  ])("has no %s %s, and tells what there is", async (method, path, allow) => {
    const refused = await fetch(`${simulator.domain}/simulator/v1${path}`, { method });
    expect(refused.status).toBe(405);
    expect(refused.headers.get("Allow")).toBe(allow);
    expect(await refused.json()).toMatchObject({ error: { code: "METHOD_REFUSED" } });
  });

  it("needs a body where its document says so, and nowhere else", async () => {
    const { paths } = z
      .object({ paths: z.record(z.string(), z.record(z.string(), z.object({ requestBody: bodySaid.optional() }))) })
      .parse((await call("GET", "/openapi.json")).body);
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { requestBody }]) => ({ path, method, requestBody })),
    );
    const withBody = operations.filter(({ requestBody }) => requestBody !== undefined);
    expect(new Set(withBody.map(({ requestBody }) => requestBody?.required))).toEqual(new Set([true, false]));
    for (const { path, method, requestBody } of withBody) {
      const { body } = await call(method.toUpperCase(), path.replace(/\{\w+\}/, "none"));
      const refused = z.object({ error: z.object({ code: z.string() }) }).safeParse(body);
      expect(refused.data?.error.code === "REQUEST_INVALID", `${method} ${path}`).toBe(requestBody?.required);
    }
  });

  it("lets no other page in: neither as a simple request, nor by a name of its own", async () => {
    expect((await call("POST", "/users", "{}", { "Content-Type": "text/plain" })).status).toBe(415);
    const foreign = await fetch(`${simulator.domain}/simulator/v1/users`, {
      headers: { Origin: "https://evil.example" },
    });
    expect(foreign.status).toBe(403);
    expect(await foreign.json()).toMatchObject({ error: { code: "ORIGIN_REFUSED", mend: expect.any(String) } });
    const asking = request(`${simulator.domain}/simulator/v1/users`, { headers: { Host: "evil.example" } });
    const status = await new Promise((resolve) => asking.on("response", (r) => resolve(r.statusCode)).end());
    expect(status).toBe(403);
  });

  it("answers anything with a code and stays alive", async () => {
    const operations = [
      ["POST", "/tenants"],
      ["POST", "/apps"],
      ["POST", "/users"],
      ["POST", "/chats"],
      ["POST", "/messages"],
      ["POST", "/clicks"],
      ["POST", "/links"],
      ["POST", "/faults"],
      ["PUT", "/quirks"],
      ["PUT", "/apps/x/subscriptions"],
      ["POST", "/apps/x/events"],
    ] as const;
    const json = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .dictionary(fc.constantFrom("name", "fault", "action", "members", "__proto__"), fc.jsonValue())
        .map((value) => JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...operations), json, async ([method, path], body) => {
        const { status, body: answer } = await call(method, path, body);
        expect([200, 400, 404]).toContain(status);
        if (status !== 200) expect(answer).toMatchObject({ error: { code: expect.stringMatching(/^[A-Z_]+$/) } });
      }),
      process.env.LARKWIRE_LONG === "1" ? { numRuns: 5_000 } : { numRuns: 100, seed: 25 },
    );
    expect((await call("GET", "/tenants")).status).toBe(200);
  });
});

describe("a simulator that others can reach", () => {
  it("asks for a token, in a header or as the console's cookie", async () => {
    await using open = await startSimulator({ host: "0.0.0.0", console: false });
    const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${open.domain}${path}`, { headers, redirect: "manual" });
    expect(open.token).toMatch(/^[0-9a-f]{32}$/);
    for (const path of ["/simulator/v1/users", "/simulator/v1/openapi.json", "/simulator/v1/world"]) {
      expect((await get(path)).status).toBe(401);
      expect((await get(path, { Authorization: "Bearer wrong" })).status).toBe(401);
      expect((await get(path, { Authorization: `Bearer ${open.token}` })).status).toBe(200);
    }
    const entered = await fetch(open.consoleUrl, { redirect: "manual" });
    expect(entered.status).toBe(302);
    const [cookie = ""] = (entered.headers.get("Set-Cookie") ?? "").split(";");
    expect((await get("/simulator/v1/world", { Cookie: cookie })).status).toBe(200);
    expect((await get("/?token=wrong")).headers.get("Set-Cookie")).toBeNull();
  });
});
