import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { createMemoryStorage } from "../storage/memory.ts";
import { createTestClock, type TestClock } from "../testing/test-clock.ts";
import { type CallOptions, Client } from "./client.ts";
import { EventDispatcher } from "./event-dispatcher.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const auth = "/open-apis/auth/v3/";
const chats = { method: "GET", path: "/open-apis/im/v1/chats" } as const;

/** Sells tokens for the valid ticket and notes what was asked; each token says whose it is. */
async function startPlatform() {
  const platform = {
    domain: "",
    ticket: "ticket-1",
    appToken: "a-1",
    asked: [] as string[],
    used: [] as unknown[],
    rejected: new Set<string>(),
    onResend: (): unknown => ({ code: 0, msg: "ok" }),
  };
  const issued = new Map<string, number>();
  const answer = (path: string, body: Record<string, string>, bearer: string | undefined): unknown => {
    if (!path.startsWith(auth)) {
      platform.used.push(bearer);
      return platform.rejected.has(bearer ?? "")
        ? { code: 99991663, msg: "Invalid access token" }
        : { code: 0, data: {} };
    }
    const api = path.slice(auth.length);
    platform.asked.push(api);
    if (api === "app_ticket/resend") return platform.onResend();
    if (api === "app_access_token") {
      return body.app_ticket === platform.ticket
        ? { code: 0, app_access_token: platform.appToken, expire: 7_200 }
        : { code: 10012, msg: "app ticket invalid" };
    }
    if (body.app_access_token !== platform.appToken) return { code: 20014, msg: "app_access_token check failed" };
    const tenant = body.tenant_key ?? "";
    issued.set(tenant, (issued.get(tenant) ?? 0) + 1);
    return { code: 0, tenant_access_token: `t-${tenant}-${issued.get(tenant)}`, expire: 7_200 };
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const bearer = request.headers.authorization?.slice("Bearer ".length);
      response.end(JSON.stringify(answer(request.url ?? "", text === "" ? {} : JSON.parse(text), bearer)));
    });
  }).listen(0, "127.0.0.1");
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  platform.domain = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return platform;
}

function createStoreClient(domain: string, clock: TestClock, options: Partial<CallOptions> = {}): Client {
  const app = { appId: "cli_store", appSecret: "THESECRET", appType: "store" } as const;
  return new Client({ ...app, domain, clock, logLevel: "silent", ...options });
}

function push(dispatcher: EventDispatcher<never> | EventDispatcher<Client>, ticket: unknown, appId = "cli_store") {
  const event = { app_id: appId, app_ticket: ticket, type: "app_ticket" };
  const body = { ts: "1.0", uuid: `uuid of ${ticket}`, token: "", type: "event_callback", event };
  return dispatcher.receive({
    body: new TextEncoder().encode(JSON.stringify(body)),
    receivedAt: dispatcher.clock.monotonic(),
    background: "process",
    origin: { type: "long-connection", connectionId: "1", messageId: "m", traceId: "t" },
  });
}

async function failureOf(work: Promise<unknown>): Promise<LarkwireError> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!LarkwireError.is(error)) throw new Error("expected a LarkwireError", { cause: error });
  return error;
}

describe("a store app", () => {
  it("turns the pushed ticket into a token for each tenant, and never uses one tenant's in another", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    const client = createStoreClient(platform.domain, clock);
    await push(new EventDispatcher({ client, logLevel: "silent", clock }) as never, "ticket-1");

    await Promise.all(
      ["acme", "globex", "acme", "initech", "acme"].map((tenantKey) => client.request(chats, { tenantKey })),
    );
    await client.inTenant("globex").request(chats);

    expect(platform.used.sort()).toEqual([
      "t-acme-1",
      "t-acme-1",
      "t-acme-1",
      "t-globex-1",
      "t-globex-1",
      "t-initech-1",
    ]);
    expect(platform.asked.sort()).toEqual(["app_access_token", ...Array(3).fill("tenant_access_token")]);
  });

  it("waits for a missing ticket, which it asks for once, and goes on as soon as it comes", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    const client = createStoreClient(platform.domain, clock);
    const dispatcher = new EventDispatcher({ client, logLevel: "silent", clock });

    const calls = Promise.all(["a", "b", "c"].map((tenantKey) => client.request(chats, { tenantKey })));
    await clock.advance(3_000);
    expect(platform.asked).toEqual(["app_ticket/resend"]);
    await push(dispatcher as never, "ticket-1");
    await clock.advance(0);

    expect((await calls).map(({ code }) => code)).toEqual([0, 0, 0]);
  });

  it("gives up waiting for the ticket after its time, and says what to do", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    const client = createStoreClient(platform.domain, clock, { ticketWaitMs: 2_000 });

    const failure = failureOf(client.request(chats, { tenantKey: "a" }));
    await clock.advance(2_000);

    expect((await failure).message).toMatch(/^APP_TICKET_MISSING: .* within 2000 ms\. .*app_ticket.*option client/);
    expect(clock.timers).toBe(0);
  });

  it("throws what the platform says when it will not send a ticket, and asks again with the next call", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    platform.onResend = () => ({ code: 10016, msg: "resend failed" });
    const client = createStoreClient(platform.domain, clock);

    const error = await failureOf(client.request(chats, { tenantKey: "a" }));
    await failureOf(client.request(chats, { tenantKey: "a" }));

    expect([error.code, error.platform?.code]).toEqual(["API_REFUSED", 10016]);
    expect(platform.asked).toEqual(["app_ticket/resend", "app_ticket/resend"]);
    expect(`${error.message}${error.stack}`).not.toContain("THESECRET");
  });

  it("asks for a new ticket when the platform rejects the one it has with 10012", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    const client = createStoreClient(platform.domain, clock);
    const dispatcher = new EventDispatcher({ client, logLevel: "silent", clock });
    await push(dispatcher as never, "ticket-0");
    platform.onResend = () => {
      void push(dispatcher as never, "ticket-1");
      return { code: 0, msg: "ok" };
    };

    const call = client.request(chats, { tenantKey: "a" });
    await clock.advance(1_000);

    expect((await call).code).toBe(0);
    expect(platform.asked).toEqual([
      "app_access_token",
      "app_ticket/resend",
      "app_access_token",
      "tenant_access_token",
    ]);
  });

  it("buys a new app token when the one it has is rejected, and a new tenant token when that one is", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    const client = createStoreClient(platform.domain, clock);
    await client.takeAppTicket({ app_id: "cli_store", app_ticket: "ticket-1" });
    await client.request(chats, { tenantKey: "a" });

    platform.appToken = "a-2";
    platform.rejected.add("t-a-1");
    await Promise.all([client.request(chats, { tenantKey: "a" }), client.request(chats, { tenantKey: "b" })]);

    expect(platform.used.slice(1).sort()).toEqual(["t-a-1", "t-a-2", "t-b-1"]);
  });

  it("leaves a ticket of another app alone, and one that is none to the platform", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    const client = createStoreClient(platform.domain, clock, { ticketWaitMs: 1_000 });
    const dispatcher = new EventDispatcher({ client, logLevel: "silent", clock });

    const other = await push(dispatcher as never, "ticket-1", "cli_other");
    const none = await push(dispatcher as never, 7);
    const failure = failureOf(client.request(chats, { tenantKey: "a" }));
    await clock.advance(1_000);

    expect([other.outcome.type, none.outcome.type]).toEqual(["answered", "failed"]);
    expect((await failure).code).toBe("APP_TICKET_MISSING");
  });

  it.each(["request", "updateCard"] as const)(
    "cannot %s without a tenant, and is told how to name it",
    async (call) => {
      const platform = await startPlatform();
      const client = createStoreClient(platform.domain, createTestClock());

      const work = call === "request" ? client.request(chats) : client.updateCard("c-1", { type: "raw", data: {} });

      expect((await failureOf(work)).message).toMatch(/^TENANT_KEY_MISSING: .*ctx\.client.*tenantKey/);
      expect(platform.asked).toEqual([]);
    },
  );
});

describe("tokens of processes that share a storage", () => {
  it("are fetched by one of them while the others wait", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    const storage = createMemoryStorage({ clock });
    const clients = Array.from({ length: 5 }, () => createStoreClient(platform.domain, clock, { storage }));
    await clients[0]?.takeAppTicket({ app_id: "cli_store", app_ticket: "ticket-1" });

    const calls = Promise.all(clients.map((client) => client.request(chats, { tenantKey: "a" })));
    await clock.advance(2_000);
    await calls;

    expect(platform.asked).toEqual(["app_access_token", "tenant_access_token"]);
    expect(new Set(platform.used)).toEqual(new Set(["t-a-1"]));
  });

  it("are fetched by another when the one that was about to has died", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    const storage = createMemoryStorage({ clock });
    const client = createStoreClient(platform.domain, clock, { storage, timeoutMs: 4_000 });
    await client.takeAppTicket({ app_id: "cli_store", app_ticket: "ticket-1" });
    const key = `larkwire:app-token:${encodeURIComponent(platform.domain)}:cli_store:lease`;
    storage.set(key, "a process that was killed", 4_000);

    const call = client.request(chats, { tenantKey: "a" });
    await clock.advance(3_900);
    expect(platform.asked).toEqual([]);
    await clock.advance(200);

    expect((await call).code).toBe(0);
  });
});
