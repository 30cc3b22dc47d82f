import { request } from "node:http";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectBot } from "../hand-made-bots.ts";
import { startSimulator } from "../simulator.ts";
import type { Simulator } from "../test-kit.ts";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ console: false, clock: "virtual" });
});
afterEach(() => simulator.close());

async function call(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${simulator.domain}/simulator/v1${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at by toMatchObject alone
  return { status: response.status, body: (await response.json()) as any };
}

describe("the management API", () => {
  it("builds a world, lets a person click in it, and finds the exchange", async () => {
    const { body: tenant } = await call("POST", "/tenants", { name: "Acme", brand: "lark" });
    const { body: app } = await call("POST", "/apps", { name: "Bot", tenant_key: tenant.tenant_key });
    const { body: user } = await call("POST", "/users", { name: "Ada", tenant_key: tenant.tenant_key });
    const chat = await call("POST", "/chats", { members: [user.open_id], bots: [app.app_id] });
    expect(chat).toMatchObject({ status: 200, body: { tenant_key: tenant.tenant_key } });
    await using _bot = await connectBot(simulator, simulator.app("Bot"), () => ({}));
    const saved = await call("PUT", `/apps/${app.app_id}/subscriptions`, { events: { mode: "long-connection" } });
    expect(saved.body.draft.events).toEqual({ mode: "long-connection" });
    expect((await call("POST", `/apps/${app.app_id}/versions`)).body.draft).toBeUndefined();
    const { message_id } = simulator.app("Bot").sendCard(simulator.chat("Chat"), { elements: [{ tag: "hr" }] });
    const click = await call("POST", "/clicks", { open_id: user.open_id, message_id, action: { tag: "button" } });
    expect(click.body).toMatchObject({ exchange: { name: "card.action.trigger" } });
    await call("POST", "/messages", { open_id: user.open_id, chat_id: chat.body.chat_id, text: "hi" });
    const found = await call("GET", `/exchanges?name=im.*&app_id=${app.app_id}&limit=1`);
    expect(found.body.items).toMatchObject([{ name: "im.message.receive_v1" }]);
    expect((await call("GET", "/exchanges?client_code=200341")).body.items).toEqual([]);
    expect((await call("GET", `/messages?chat_id=${chat.body.chat_id}`)).body.items).toHaveLength(2);
    await call("POST", "/reset");
    expect((await call("GET", "/apps")).body.items).toEqual([]);
  });

  it("lets people and bots into a chat and out of it, and deletes messages", async () => {
    const [app, user] = [simulator.createApp(), simulator.createUser()];
    const { chatId } = simulator.createChat();
    const both = { members: [user.openId], bots: [app.appId] };
    expect((await call("POST", `/chats/${chatId}/members`, both)).body).toMatchObject(both);
    const { message_id } = app.sendCard(simulator.chat("Chat"), { elements: [] });
    await call("DELETE", `/messages/${message_id}`);
    expect((await call("GET", "/messages")).body.items).toMatchObject([{ message_id, deleted: true, content: {} }]);
    expect((await call("DELETE", `/chats/${chatId}/members`, both)).body).toMatchObject({ members: [], bots: [] });
    const stranger = { members: ["ou_none"] };
    expect((await call("POST", `/chats/${chatId}/members`, stranger)).body.error.code).toBe("UNKNOWN_USER");
  });

  it("adds faults and takes them away", async () => {
    const app = simulator.createApp();
    await using _bot = await connectBot(simulator, app, () => ({}));
    await call("POST", "/faults", { scope: { app: { appId: app.appId } }, fault: { type: "garble" } });
    expect((await call("DELETE", "/faults")).status).toBe(200);
    const told = await call("POST", `/apps/${app.appId}/events`, { name: "im.message.receive_v1" });
    expect(told.body).toMatchObject({ name: "im.message.receive_v1", answer: { status: 200 } });
    expect(told.body).not.toHaveProperty("clientCode");
    expect((await call("POST", "/faults", { fault: { type: "fragment", into: 0 } })).body.error).toMatchObject({
      code: "FAULT_INVALID",
    });
  });

  it("lets virtual time pass", async () => {
    const { body: before } = await call("GET", "/clock");
    const { body: after } = await call("POST", "/clock/advance", { ms: 5_000 });
    expect(after.now - before.now).toBe(5_000);
  });

  it("lets time pass in another way", async () => {
    expect((await call("PUT", "/clock", { mode: { speed: 1_000 } })).body).toMatchObject({ mode: { speed: 1_000 } });
    const refused = await call("POST", "/clock/advance", { ms: 1 });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "CLOCK_IS_REAL" } } });
    expect((await call("PUT", "/clock", { mode: "virtual" })).body.mode).toBe("virtual");
  });

  it.each([
    ["POST", "/users", { name: 1 }, 400, { code: "REQUEST_INVALID", path: "name" }],
    ["POST", "/users", { typo: 1 }, 400, { code: "REQUEST_INVALID" }],
    ["POST", "/users", "not JSON", 400, { code: "REQUEST_INVALID" }],
    ["POST", "/users", { name: "x".repeat(1_048_577) }, 400, { code: "REQUEST_INVALID" }],
    ["POST", "/users", { tenant_key: "none" }, 404, { code: "UNKNOWN_TENANT" }],
    ["POST", "/chats", { members: ["ou_none"] }, 404, { code: "UNKNOWN_USER" }],
    ["POST", "/chats", { bots: ["cli_none"] }, 404, { code: "UNKNOWN_APP" }],
    ["POST", "/chats/oc_none/members", {}, 404, { code: "UNKNOWN_CHAT" }],
    ["DELETE", "/chats/oc_none/members", {}, 404, { code: "UNKNOWN_CHAT" }],
    ["DELETE", "/messages/om_none", undefined, 404, { code: "UNKNOWN_MESSAGE" }],
    ["POST", "/apps/cli_none/versions", {}, 404, { code: "UNKNOWN_APP" }],
    ["PUT", "/clock", { mode: { speed: 0 } }, 400, { code: "REQUEST_INVALID", path: "mode.speed" }],
    ["POST", "/clock/advance", { ms: -1 }, 400, { code: "REQUEST_INVALID", path: "ms" }],
    ["GET", "/exchanges?limit=0", undefined, 400, { code: "REQUEST_INVALID", path: "limit" }],
    ["GET", "/nowhere", undefined, 404, { code: "NOT_FOUND" }],
  ] as const)("refuses %s %s with %j", async (method, path, body, status, error) => {
    expect(await call(method, path, body)).toMatchObject({ status, body: { error } });
  });

  it("lets no other page in: neither as a simple request, nor by a name of its own", async () => {
    expect((await call("POST", "/users", "{}", { "Content-Type": "text/plain" })).status).toBe(400);
    const foreign = await fetch(`${simulator.domain}/simulator/v1/users`, {
      headers: { Origin: "https://evil.example" },
    });
    expect(foreign.status).toBe(403);
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
      ["POST", "/faults"],
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
        if (status !== 200) expect(answer.error.code).toMatch(/^[A-Z_]+$/);
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
    for (const path of ["/simulator/v1/users", "/simulator/v1/openapi.json", "/console/api/world"]) {
      expect((await get(path)).status).toBe(401);
      expect((await get(path, { Authorization: "Bearer wrong" })).status).toBe(401);
      expect((await get(path, { Authorization: `Bearer ${open.token}` })).status).toBe(200);
    }
    const entered = await fetch(open.consoleUrl, { redirect: "manual" });
    expect(entered.status).toBe(302);
    const [cookie = ""] = (entered.headers.get("Set-Cookie") ?? "").split(";");
    expect((await get("/console/api/world", { Cookie: cookie })).status).toBe(200);
    expect((await get("/?token=wrong")).headers.get("Set-Cookie")).toBeNull();
  });
});
