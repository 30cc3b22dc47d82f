import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type SimulatorOptions, startSimulator } from "./index.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const auth = "/open-apis/auth/v3";

/** A store app whose request URL takes whatever comes. */
async function startStoreApp(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ console: false, ...options });
  closing.push(() => simulator.close());
  const app = simulator.createApp({ type: "store" });
  const pushed: Record<string, Record<string, string>>[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString());
      if (body.type === "url_verification") response.end(JSON.stringify({ challenge: body.challenge }));
      else {
        pushed.push(body);
        response.end("{}");
      }
    });
  });
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  await app.useWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const call = async (path: string, body: object, token = ""): Promise<Record<string, unknown>> => {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
    const response = await fetch(simulator.domain + path, { method: "POST", headers, body: JSON.stringify(body) });
    return (await response.json()) as Record<string, unknown>;
  };
  const credentials = { app_id: app.appId, app_secret: app.appSecret };
  return { simulator, app, pushed, call, credentials };
}

/** Asks for a ticket and waits until it has come. */
async function takeTicket({ pushed, call, credentials }: Awaited<ReturnType<typeof startStoreApp>>): Promise<string> {
  const before = pushed.length;
  expect(await call(`${auth}/app_ticket/resend`, credentials)).toMatchObject({ code: 0 });
  await expect.poll(() => pushed.length, { timeout: 10_000 }).toBeGreaterThan(before);
  return pushed.at(-1)?.event?.app_ticket ?? "";
}

describe("a store app", () => {
  it("is pushed a ticket every hour, as an event of schema 1.0", async () => {
    const { simulator, app, pushed } = await startStoreApp({ clock: "virtual" });

    await simulator.advance(3_599_000);
    expect(pushed).toEqual([]);
    await simulator.advance(3_601_000);

    expect(pushed).toHaveLength(2);
    const { ts, uuid, token, type, event } = pushed[0] ?? {};
    expect([typeof ts, typeof uuid, token, type]).toEqual([
      "string",
      "string",
      app.verificationToken,
      "event_callback",
    ]);
    expect(event).toEqual({
      type: "app_ticket",
      app_id: app.appId,
      app_ticket: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(pushed[1]?.event?.app_ticket).not.toBe(event?.app_ticket);
  });

  it("buys the app's token with a ticket, and with that a token for each tenant, which is good in no other", async () => {
    const store = await startStoreApp();
    const { simulator, app, call, credentials } = store;
    const [acme, globex] = [simulator.createTenant(), simulator.createTenant()];
    const user = simulator.createUser({ tenant: acme });
    const app_ticket = await takeTicket(store);

    const bought = await call(`${auth}/app_access_token`, { ...credentials, app_ticket });
    const { app_access_token } = bought;
    const [inAcme, inGlobex] = await Promise.all(
      [acme, globex].map(({ tenantKey }) =>
        call(`${auth}/tenant_access_token`, { app_access_token, tenant_key: tenantKey }),
      ),
    );
    const message = { receive_id: user.openId, msg_type: "text", content: '{"text":"hi"}' };
    const send = (token: unknown) => call("/open-apis/im/v1/messages?receive_id_type=open_id", message, String(token));

    expect(bought).toMatchObject({ code: 0, app_access_token: expect.stringMatching(/^a-/), expire: 7_200 });
    expect(await send(inGlobex?.tenant_access_token)).toMatchObject({ code: 230_038 });
    expect(await send(inAcme?.tenant_access_token)).toMatchObject({
      code: 0,
      data: { sender: { id: app.appId, tenant_key: acme.tenantKey } },
    });
  });

  it("meets the rate limits in each tenant for itself", async () => {
    const store = await startStoreApp({ clock: "virtual", rateLimits: true });
    const { simulator, call, credentials } = store;
    const app_ticket = await takeTicket(store);
    const { app_access_token } = await call(`${auth}/app_access_token`, { ...credentials, app_ticket });
    const callIn = async ({ tenantKey }: { readonly tenantKey: string }) => {
      const bought = await call(`${auth}/tenant_access_token`, { app_access_token, tenant_key: tenantKey });
      return async () => {
        const preview_tokens = ["none"];
        const token = String(bought.tenant_access_token);
        return (await call("/open-apis/im/v2/url_previews/batch_update", { preview_tokens }, token)).code;
      };
    };
    const inAcme = await callIn(simulator.createTenant());
    const inGlobex = await callIn(simulator.createTenant());

    for (let calls = 0; calls < 5; calls++) expect(await inAcme()).toBe(230_001);
    expect(await inAcme()).toBe(99_991_400);
    expect(await inGlobex()).toBe(230_001);
  });

  it.each([
    ["app_access_token", { app_ticket: "an old one" }, 10_012],
    ["app_access_token", { app_ticket: "x", app_secret: "wrong" }, 10_015],
    ["app_access_token", { app_ticket: "x", app_id: "cli_unknown" }, 10_003],
    ["app_access_token", {}, 10_003],
    ["tenant_access_token", { app_access_token: "a-unknown", tenant_key: "x" }, 20_014],
    ["tenant_access_token/internal", {}, 10_005],
    ["app_ticket/resend", { app_secret: "wrong" }, 10_015],
  ])("is refused by %s with %o: code %i", async (api, body, code) => {
    const { call, credentials } = await startStoreApp();

    expect(await call(`${auth}/${api}`, { ...credentials, ...body })).toMatchObject({ code });
  });

  it("finds its tokens expired after two hours, and unknown tenants refused", async () => {
    const store = await startStoreApp({ clock: "virtual" });
    const { simulator, call, credentials } = store;
    const app_ticket = await takeTicket(store);
    const { app_access_token } = await call(`${auth}/app_access_token`, { ...credentials, app_ticket });

    const unknown = await call(`${auth}/tenant_access_token`, { app_access_token, tenant_key: "unknown" });
    await simulator.advance(2 * 3_600_000);
    const expired = await call(`${auth}/tenant_access_token`, { app_access_token, tenant_key: "unknown" });

    expect([unknown.code, expired.code]).toEqual([10_013, 20_014]);
  });

  it("is the only kind that has tickets", async () => {
    const { simulator, call } = await startStoreApp();
    const { appId, appSecret } = simulator.createApp();
    const credentials = { app_id: appId, app_secret: appSecret };

    expect(await call(`${auth}/app_ticket/resend`, credentials)).toMatchObject({ code: 10_016 });
    expect(await call(`${auth}/app_access_token`, { ...credentials, app_ticket: "x" })).toMatchObject({ code: 10_005 });
  });
});
