import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectBot, serveBot } from "./hand-made-bots.ts";
import type { SimulatedApp, SimulatedUser, Simulator } from "./index.ts";
import { startSimulator } from "./simulator.ts";
import type { ClickName } from "./world/subscriptions.ts";

const button = { tag: "button", text: { tag: "plain_text", content: "Go" } };
const card = { elements: [{ tag: "action", actions: [button] }] };
const both: readonly ClickName[] = ["card.action.trigger", "card.action.trigger_v1"];

interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A server that keeps raw bytes, and answers the new structure and the legacy one each in its way. */
async function serveRaw(
  reply: (legacy: boolean) => { readonly status?: number; readonly body: object },
): Promise<AsyncDisposable & { readonly asked: Asked[]; readonly url: string }> {
  const asked: Asked[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = JSON.parse(text) as Asked["body"];
    if (body.type === "url_verification") {
      response.end(JSON.stringify({ challenge: body.challenge }));
      return;
    }
    asked.push({ headers: incoming.headers, text, body });
    const answer = reply(body.schema === undefined);
    response.writeHead(answer.status ?? 200).end(JSON.stringify(answer.body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ console: false });
});
afterEach(() => simulator.close());

function begin(): { app: SimulatedApp; user: SimulatedUser; click: () => ReturnType<SimulatedUser["click"]> } {
  const app = simulator.createApp();
  const user = simulator.createUser();
  const chat = simulator.createChat({ members: [user], bots: [app] });
  const { message_id } = app.sendCard(chat, card);
  return { app, user, click: () => user.click({ message_id, button: "Go" }) };
}

describe("a click", () => {
  it.each([
    { clicks: ["card.action.trigger"], oldUrl: false, asks: ["new"] },
    { clicks: ["card.action.trigger_v1"], oldUrl: false, asks: ["legacy"] },
    { clicks: both, oldUrl: false, asks: ["new", "legacy"] },
    { clicks: ["card.action.trigger"], oldUrl: true, asks: ["new", "legacy"] },
    { clicks: ["card.action.trigger_v1"], oldUrl: true, asks: ["legacy"] },
    { clicks: both, oldUrl: true, asks: ["new", "legacy"] },
  ] as const)(
    "asks $asks with $clicks subscribed, and a URL on the bot page: $oldUrl",
    async ({ clicks, oldUrl, asks }) => {
      await using server = await serveRaw(() => ({ body: {} }));
      const { app, click } = begin();
      await app.configure({
        callbacks: { mode: "webhook", requestUrl: server.url },
        clicks,
        ...(oldUrl ? { botPageUrl: server.url } : {}),
      });
      app.publishVersion();
      await click();
      await expect
        .poll(() => server.asked.map(({ body }) => (body.schema === undefined ? "legacy" : "new")).sort())
        .toEqual([...asks].sort());
    },
  );

  it("comes in the legacy structure flat, signed with the Verification Token, with a refresh token of its own", async () => {
    await using server = await serveRaw(() => ({ body: { elements: [{ tag: "hr" }] } }));
    const { app, user, click } = begin();
    await app.configure({ callbacks: { mode: "webhook", requestUrl: server.url }, clicks: ["card.action.trigger_v1"] });
    app.publishVersion();
    const result = await click();
    const [asked] = server.asked;
    expect(result).toMatchObject({ clientCode: undefined, card: { elements: [{ tag: "hr" }] } });
    expect(asked?.body).toMatchObject({ open_id: user.openId, action: { tag: "button" } });
    expect(asked?.body).not.toHaveProperty("header");
    const { "x-lark-request-timestamp": time, "x-lark-request-nonce": nonce } = asked?.headers ?? {};
    const signed = createHash("sha1").update(`${time}${nonce}${app.verificationToken}${asked?.text}`).digest("hex");
    expect(asked?.headers["x-lark-signature"]).toBe(signed);
    expect(asked?.headers["x-refresh-token"]).toMatch(/^[0-9a-f]{32}$/);
  });

  it("keeps its refresh token until one is answered rightly", async () => {
    let status = 500;
    await using server = await serveRaw(() => ({ status, body: {} }));
    const { app, click } = begin();
    await app.configure({ callbacks: { mode: "webhook", requestUrl: server.url }, clicks: ["card.action.trigger_v1"] });
    app.publishVersion();
    await click();
    status = 200;
    await click();
    await click();
    const tokens = server.asked.map(({ headers }) => headers["x-refresh-token"]);
    expect(tokens[0]).toBe(tokens[1]);
    expect(tokens[2]).not.toBe(tokens[1]);
  });

  it.each(["new", "legacy"])("succeeds when only the %s structure is answered rightly", async (right) => {
    await using server = await serveRaw((legacy) => ({
      status: (right === "legacy") === legacy ? 200 : 500,
      body: { toast: { type: "info", content: "done" } },
    }));
    const { app, click } = begin();
    await app.configure({ callbacks: { mode: "webhook", requestUrl: server.url }, clicks: both });
    app.publishVersion();
    expect(await click()).toMatchObject({ clientCode: undefined, toast: { content: "done" } });
  });

  it("fails when neither is, with one of their codes", async () => {
    await using server = await serveRaw(() => ({ status: 500, body: {} }));
    const { app, click } = begin();
    await app.configure({ callbacks: { mode: "webhook", requestUrl: server.url }, clicks: both });
    app.publishVersion();
    expect((await click()).clientCode).toBe(200_671);
  });

  it("shows 200340 when no card callback is subscribed to, or the legacy one on a long connection", async () => {
    const { app, click } = begin();
    await using _bot = await connectBot(simulator, app, () => ({}));
    await app.configure({ clicks: [] });
    app.publishVersion();
    expect((await click()).clientCode).toBe(200_340);
    await app.configure({ clicks: ["card.action.trigger_v1"] });
    app.publishVersion();
    expect((await click()).clientCode).toBe(200_340);
  });
});

describe("the developer console", () => {
  it("lets nothing take effect before a version is published", async () => {
    await using server = await serveBot(() => ({}));
    const { app, click } = begin();
    await app.configure({ callbacks: { mode: "webhook", requestUrl: server.url } });
    expect((await click()).clientCode).toBe(200_340);
    app.publishVersion();
    expect((await click()).clientCode).toBeUndefined();
  });

  it("sends events one way and callbacks the other", async () => {
    await using server = await serveBot(() => ({}));
    const { app, click } = begin();
    await using bot = await connectBot(simulator, app, () => ({}));
    await app.configure({
      events: { mode: "webhook", requestUrl: server.url },
      callbacks: { mode: "long-connection" },
    });
    app.publishVersion();
    await click();
    await app.trigger("im.message.receive_v1");
    expect(bot.asked.map(({ header }) => header.event_type)).toEqual(["card.action.trigger"]);
    expect(server.asked.map(({ header }) => header.event_type)).toEqual(["im.message.receive_v1"]);
  });

  it("saves nothing when a part is refused", async () => {
    await using server = await serveBot(() => ({}));
    const { app, click } = begin();
    const half = {
      callbacks: { mode: "webhook", requestUrl: server.url },
      events: { mode: "long-connection" },
    } as const;
    await expect(app.configure(half)).rejects.toMatchObject({ code: "NO_CLIENT_ONLINE" });
    await expect(app.configure({ botPageUrl: "ftp://x" })).rejects.toMatchObject({ code: "REQUEST_URL_REFUSED" });
    app.publishVersion();
    expect((await click()).exchange.way).toBe("long-connection");
  });
});

describe("tenants", () => {
  it("shows a store app its owner in the header, and the clicking person's tenant beside the operator", async () => {
    await using server = await serveRaw(() => ({ body: {} }));
    const [owner, customer] = [simulator.createTenant({ name: "Owner" }), simulator.createTenant({ name: "Customer" })];
    const app = simulator.createApp({ type: "store", tenant: owner, installedIn: [customer] });
    const user = simulator.createUser({ tenant: customer });
    const chat = simulator.createChat({ type: "p2p", members: [user], bots: [app] });
    await app.useWebhook(server.url);
    await user.click({ message_id: app.sendCard(chat, card).message_id, button: "Go" });
    expect(server.asked[0]?.body).toMatchObject({
      header: { tenant_key: owner.tenantKey },
      event: { operator: { tenant_key: customer.tenantKey } },
    });
  });

  it.each([
    { brand: "lark", host: "open.larksuite.com", code: 0 },
    { brand: "lark", host: "open.feishu.cn", code: 1_000_040_351 },
    { brand: "feishu", host: "open.larksuite.com", code: 1_000_040_351 },
    { brand: "feishu", host: "open.feishu.cn", code: 0 },
  ] as const)("answers an app of $brand on $host with $code", async ({ brand, host, code }) => {
    const { appId, appSecret } = simulator.createApp({ tenant: simulator.createTenant({ brand }) });
    const asking = request(`${simulator.domain}/callback/ws/endpoint`, { method: "POST", headers: { Host: host } });
    asking.end(JSON.stringify({ AppID: appId, AppSecret: appSecret }));
    const [response] = (await once(asking, "response")) as [AsyncIterable<Buffer>];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ code, data: { ClientConfig: {} } });
  });
});
