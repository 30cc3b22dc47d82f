import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import type { KeyValue } from "../ports.ts";
import { createMemoryStorage } from "../storage/memory.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { type CallOptions, Client } from "./client.ts";
import { EventDispatcher } from "./event-dispatcher.ts";

const appSecret = "0123456789abcdefTHESECRET";
const tokenPath = "/open-apis/auth/v3/tenant_access_token/internal";
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

type Respond = (received: Received, response: ServerResponse) => void;

const json = (response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
};

/** A server that issues the tokens t-1, t-2, ... and leaves all other paths to the test. */
async function startPlatform(respond: Respond = (_, response) => json(response, { code: 0, msg: "ok", data: {} })) {
  const received: Received[] = [];
  const tokens = { issued: 0, expire: 7_200 as unknown, respond: undefined as Respond | undefined };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const { method, url, headers } = request;
      const call = { method, url, headers, body: text === "" ? undefined : JSON.parse(text) };
      if (url !== tokenPath) {
        received.push(call);
        respond(call, response);
        return;
      }
      tokens.issued++;
      if (tokens.respond !== undefined) tokens.respond(call, response);
      else json(response, { code: 0, msg: "ok", tenant_access_token: `t-${tokens.issued}`, expire: tokens.expire });
    });
  }).listen(0, "127.0.0.1");
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  return { domain: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received, tokens };
}

function createClient(domain: string, options: Partial<CallOptions> = {}): Client {
  return new Client({ appId: "cli_0123456789abcdef", appSecret, domain, logLevel: "silent", ...options });
}

async function failureOf(work: Promise<unknown>): Promise<LarkwireError> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!LarkwireError.is(error)) throw new Error("expected a LarkwireError", { cause: error });
  return error;
}

const chats = { method: "GET", path: "/open-apis/im/v1/chats" } as const;

describe("messages", () => {
  it("are sent with their content as text, whether it was given as an object or as text", async () => {
    const platform = await startPlatform((_, response) =>
      json(response, { code: 0, msg: "success", data: { message_id: "om_1" } }),
    );
    const client = createClient(platform.domain);
    const to = { params: { receive_id_type: "open_id" } } as const;

    const answer = await client.im.message.create({
      ...to,
      data: { receive_id: "ou_1", msg_type: "text", content: { text: "你好" }, uuid: "u1" },
    });
    await client.im.message.create({ ...to, data: { receive_id: "ou_1", msg_type: "text", content: '{"text":"a"}' } });

    expect(answer).toEqual({ code: 0, msg: "success", data: { message_id: "om_1" } });
    expect(platform.received[0]).toMatchObject({
      method: "POST",
      url: "/open-apis/im/v1/messages?receive_id_type=open_id",
      headers: { authorization: "Bearer t-1", "content-type": "application/json; charset=utf-8" },
      body: { receive_id: "ou_1", msg_type: "text", content: '{"text":"你好"}', uuid: "u1" },
    });
    expect(platform.received[1]?.body).toMatchObject({ content: '{"text":"a"}' });
  });

  it("are replied to and patched at their own path, whatever their id is", async () => {
    const platform = await startPlatform();
    const client = createClient(platform.domain);

    await client.im.message.reply({
      path: { message_id: "om_1" },
      data: { msg_type: "interactive", content: { schema: "2.0" }, reply_in_thread: true },
    });
    await client.im.message.patch({ path: { message_id: "a/../b?c=d" }, data: { content: { schema: "2.0" } } });

    expect(platform.received.map(({ method, url, body }) => [method, url, body])).toEqual([
      [
        "POST",
        "/open-apis/im/v1/messages/om_1/reply",
        { msg_type: "interactive", content: '{"schema":"2.0"}', reply_in_thread: true },
      ],
      ["PATCH", "/open-apis/im/v1/messages/a%2F..%2Fb%3Fc%3Dd", { content: '{"schema":"2.0"}' }],
    ]);
  });

  it.each(["", ".", "..", "%2E%2e"])("with the id %o are not asked for at another path", async (message_id) => {
    const platform = await startPlatform();

    const error = await failureOf(
      createClient(platform.domain).im.message.patch({ path: { message_id }, data: { content: {} } }),
    );

    expect(error.code).toBe("CONFIG_INVALID");
    expect(platform.received).toEqual([]);
  });
});

describe("any call", () => {
  it("carries its query and body as they are", async () => {
    const platform = await startPlatform((_, response) => json(response, { code: 0, msg: "ok", data: { items: [1] } }));
    const client = createClient(platform.domain);

    const params = { page_size: 20, page_token: "a b&c", ids: ["x", "y"], left_out: undefined };
    const { data } = await client.request<{ items: number[] }>({ ...chats, params }, { tenantKey: "any" });
    await client.request({ method: "POST", path: "/open-apis/im/v1/chats", data: { name: "群" } });

    expect(data.items).toEqual([1]);
    expect(platform.received[0]?.url).toBe("/open-apis/im/v1/chats?page_size=20&page_token=a+b%26c&ids=x&ids=y");
    expect(platform.received[0]?.headers["content-type"]).toBeUndefined();
    expect(platform.received[1]?.body).toEqual({ name: "群" });
  });

  it.each(["open-apis/x", "@evil.example/x", "/a/../b", "/a?b=c", "\\evil"])(
    "does not leave for the path %o",
    async (path) => {
      const platform = await startPlatform();

      expect((await failureOf(createClient(platform.domain).request({ method: "GET", path }))).code).toBe(
        "CONFIG_INVALID",
      );
    },
  );

  it("that is refused throws the platform's code, message and log id, with method and path, without secrets", async () => {
    const body = { code: 230002, msg: "Bot can NOT be out of the chat.", error: { log_id: "from the body" } };
    const platform = await startPlatform((_, response) => json(response, body, 400, { "x-tt-logid": "20240102" }));

    const error = await failureOf(createClient(platform.domain).request({ ...chats, params: { key: "PARAM" } }));

    expect(error.code).toBe("API_REFUSED");
    expect(error.platform).toEqual({ code: 230002, msg: "Bot can NOT be out of the chat.", logId: "20240102" });
    expect(error.message).toMatch(
      /GET \/open-apis\/im\/v1\/chats was answered 230002: Bot can NOT be out of the chat\., log id 20240102/,
    );
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toMatch(/t-1|THESECRET|PARAM/);
  });

  it.each([
    ["HTML of a proxy", (response: ServerResponse) => response.writeHead(404).end("<html>Bad Gateway</html>")],
    ["JSON without a code", (response: ServerResponse) => json(response, { ok: true })],
    ["JSON that is no object", (response: ServerResponse) => json(response, [])],
    ["no UTF-8", (response: ServerResponse) => response.end(Buffer.from([0x7b, 0xff, 0x7d]))],
    ["nothing", (response: ServerResponse) => response.writeHead(204).end()],
    ["a redirect", (response: ServerResponse) => response.writeHead(307, { location: "http://127.0.0.1:1/" }).end()],
    [
      "more than the longest response",
      (response: ServerResponse) => json(response, { code: 0, data: "x".repeat(2_000) }),
    ],
  ])("that is answered with %s throws API_MALFORMED", async (_, answer) => {
    const platform = await startPlatform((__, response) => void answer(response));

    const error = await failureOf(createClient(platform.domain, { maxResponseBytes: 1_000 }).request(chats));

    expect(error.code).toBe("API_MALFORMED");
  });

  it("throws API_UNREACHABLE with the reason when nobody listens, and when the connection breaks", async () => {
    const platform = await startPlatform((_, response) => void response.destroy());

    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));

    const refused = await failureOf(createClient(`http://127.0.0.1:${port}`).request(chats));
    const broken = await failureOf(createClient(platform.domain).request(chats));

    expect([refused.code, broken.code]).toEqual(["API_UNREACHABLE", "API_UNREACHABLE"]);
    expect(refused.message).toContain("ECONNREFUSED");
    expect(`${refused.message}${refused.stack}`).not.toContain("THESECRET");
  });

  it("throws API_TIMEOUT in time also when the app's own fetch does not look at its signal", async () => {
    const clock = createTestClock();
    const fetch = (url: string): Promise<Response> =>
      url.endsWith("/internal")
        ? Promise.resolve(Response.json({ code: 0, tenant_access_token: "t-1", expire: 7_200 }))
        : new Promise(() => undefined);
    const failure = createClient("http://127.0.0.1:9", { clock, fetch, maxRetries: 0 })
      .request(chats)
      .catch((error: unknown) => error);

    await clock.advance(10_000);

    expect(await Promise.race([failure, "still waiting"])).toMatchObject({ code: "API_TIMEOUT" });
  });

  it("throws API_TIMEOUT when the answer does not come in time, even when it has begun", async () => {
    const clock = createTestClock();
    const platform = await startPlatform((_, response) => void response.writeHead(200).write('{"code":'));
    const client = createClient(platform.domain, { clock });

    const failure = failureOf(client.request(chats));
    await clock.advance(9_999);
    await clock.advance(1);

    expect((await failure).code).toBe("API_TIMEOUT");
    expect(clock.timers).toBe(0);
  });

  it("can be given up by its signal", async () => {
    const platform = await startPlatform(() => controller.abort(new RangeError("enough")));
    const controller = new AbortController();
    const client = createClient(platform.domain);

    await expect(client.request(chats, { signal: controller.signal })).rejects.toThrow("enough");
    await expect(client.request(chats, { signal: controller.signal })).rejects.toThrow("enough");
    expect(platform.received).toHaveLength(1);
  });
});

describe("tokens", () => {
  it("are fetched once, with the credentials, for all calls that wait", async () => {
    const platform = await startPlatform();
    platform.tokens.respond = ({ body }, response) => {
      expect(body).toEqual({ app_id: "cli_0123456789abcdef", app_secret: appSecret });
      json(response, { code: 0, msg: "ok", tenant_access_token: "t-a", expire: 7_200 });
    };
    const client = createClient(platform.domain);

    await Promise.all(Array.from({ length: 20 }, () => client.request(chats)));
    await client.inTenant("another").request(chats);

    expect(platform.tokens.issued).toBe(1);
    expect(new Set(platform.received.map(({ headers }) => headers.authorization))).toEqual(new Set(["Bearer t-a"]));
  });

  it("are renewed in the background in their last ten minutes, and awaited when they are about to expire", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    const client = createClient(platform.domain, { clock });
    const used: unknown[] = [];
    const call = async (): Promise<void> => {
      await client.request(chats);
      used.push(platform.received.at(-1)?.headers.authorization);
    };

    await call();
    await clock.advance((7_200 - 600) * 1_000);
    await call();
    await clock.advance(1);
    await call();
    await clock.advance(0);
    await call();
    await clock.advance((7_200 - 29) * 1_000);
    await call();

    expect(used).toEqual(["Bearer t-1", "Bearer t-1", "Bearer t-1", "Bearer t-2", "Bearer t-3"]);
  });

  it("stay in use when renewing them fails, which is logged without secrets", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    const lines: unknown[] = [];
    const client = createClient(platform.domain, {
      clock,
      logLevel: "debug",
      logger: (...line) => void lines.push(line),
    });
    await client.request(chats);

    platform.tokens.respond = (_, response) => json(response, { code: 10014, msg: "app unavailable" });
    await clock.advance((7_200 - 300) * 1_000);
    const answer = await client.request(chats);
    await clock.advance(0);

    expect(answer.code).toBe(0);
    expect(lines).toEqual([["warn", expect.stringContaining("10014: app unavailable"), { code: "API_REFUSED" }]]);
    expect(JSON.stringify(lines)).not.toContain("THESECRET");
  });

  it.each([99991663, 99991664, 99991668, 99991671])(
    "that the platform rejects with %i are replaced, and the call is made again",
    async (code) => {
      const platform = await startPlatform(({ headers }, response) => {
        const good = headers.authorization === "Bearer t-2";
        json(
          response,
          good ? { code: 0, msg: "ok", data: {} } : { code, msg: "Invalid access token" },
          good ? 200 : 400,
        );
      });
      const client = createClient(platform.domain);

      await Promise.all([client.request(chats), client.request(chats), client.request(chats)]);

      expect(platform.tokens.issued).toBe(2);
      expect(platform.received).toHaveLength(6);
    },
  );

  it("that the platform rejected and then issues again are used again, without asking for each call", async () => {
    let rejects = 1;
    const platform = await startPlatform((_, response) => {
      const rejected = rejects-- > 0;
      json(response, rejected ? { code: 99991663, msg: "no" } : { code: 0, msg: "ok", data: {} }, rejected ? 400 : 200);
    });
    platform.tokens.respond = (_, response) =>
      json(response, { code: 0, msg: "ok", tenant_access_token: "t-same", expire: 7_200 });
    const client = createClient(platform.domain);

    for (let call = 0; call < 4; call += 1) await client.request(chats);

    expect(platform.tokens.issued).toBe(2);
  });

  it("that are rejected again and again fail the call after one more try", async () => {
    const platform = await startPlatform((_, response) =>
      json(response, { code: 99991663, msg: "Invalid access token" }, 400),
    );

    const error = await failureOf(createClient(platform.domain).request(chats));

    expect([error.code, error.platform?.code]).toEqual(["API_REFUSED", 99991663]);
    expect(platform.received).toHaveLength(2);
  });

  it("are asked for again when the platform fails or limits, once for all who wait, whatever they call", async () => {
    const platform = await startPlatform();
    platform.tokens.respond = (_, response) => {
      if (platform.tokens.issued === 1) response.writeHead(503).end();
      else if (platform.tokens.issued === 2)
        json(response, { code: 99_991_400, msg: "limit" }, 400, { "x-ogw-ratelimit-reset": "0.01" });
      else json(response, { code: 0, msg: "ok", tenant_access_token: "t-3", expire: 7_200 });
    };
    const client = createClient(platform.domain);

    await Promise.all([client.request(chats), client.request({ ...chats, method: "POST" })]);

    expect(platform.tokens.issued).toBe(3);
    expect(platform.received.map(({ headers }) => headers.authorization)).toEqual(["Bearer t-3", "Bearer t-3"]);
  });

  it.each([0, 2])(
    "that cannot be had fail a call after %i more tries, not after as many for each of its own",
    async (maxRetries) => {
      const platform = await startPlatform();
      platform.tokens.respond = (_, response) => response.writeHead(503).end();

      const error = await failureOf(createClient(platform.domain, { maxRetries }).request(chats));

      expect(error.code).toBe("API_UNAVAILABLE");
      expect(platform.tokens.issued).toBe(1 + maxRetries);
    },
  );

  it("are waited for no longer than timeoutMs, limits and repeats included", async () => {
    const clock = createTestClock();
    const platform = await startPlatform();
    platform.tokens.respond = (_, response) =>
      json(response, { code: 99_991_400, msg: "limit" }, 400, { "x-ogw-ratelimit-reset": "4" });
    const failing = failureOf(createClient(platform.domain, { clock, maxRateLimitWaitMs: 60_000 }).request(chats));

    await expect.poll(() => clock.timers).toBeGreaterThan(0);
    await clock.advance(9_999);
    expect(platform.tokens.issued).toBe(3);
    await clock.advance(1);

    expect(await failing).toMatchObject({ code: "API_TIMEOUT", message: expect.stringContaining(tokenPath) });
    expect(clock.timers).toBe(0);
  });

  it("are waited for until the signal of a call aborts, which takes them from no other call", async () => {
    const platform = await startPlatform();
    let issue: (() => void) | undefined;
    platform.tokens.respond = (_, response) => {
      issue = () => json(response, { code: 0, msg: "ok", tenant_access_token: "t-1", expire: 7_200 });
    };
    const client = createClient(platform.domain);
    const controller = new AbortController();
    const impatient = client.request(chats, { signal: controller.signal });
    const patient = client.request(chats);
    await expect.poll(() => issue).toBeDefined();

    controller.abort(new Error("not any more"));
    await expect(impatient).rejects.toThrow("not any more");
    issue?.();

    expect((await patient).code).toBe(0);
    expect(platform.tokens.issued).toBe(1);
  });

  it("are issued to whoever asks for them by hand, without a token, as the platform answers", async () => {
    const platform = await startPlatform((_, response) =>
      json(response, { code: 0, msg: "ok", app_access_token: "a-1", tenant_access_token: "t-9", expire: 7_200 }),
    );
    const { auth } = createClient(platform.domain);
    const data = { app_id: "cli_1", app_secret: "secret1" };

    const tenant = await auth.tenantAccessToken.internal({ data });
    const app = await auth.appAccessToken.internal({ data });
    await auth.appAccessToken.create({ data: { ...data, app_ticket: "ticket" } });
    await auth.tenantAccessToken.create({ data: { app_access_token: "a-1", tenant_key: "k" } });

    expect(tenant).toEqual({ code: 0, msg: "ok", tenant_access_token: "t-1", expire: 7_200 });
    expect(app).toMatchObject({ app_access_token: "a-1", tenant_access_token: "t-9" });
    expect(platform.received.map(({ url, headers, body }) => [url, headers.authorization, body])).toEqual([
      ["/open-apis/auth/v3/app_access_token/internal", undefined, data],
      ["/open-apis/auth/v3/app_access_token", undefined, { ...data, app_ticket: "ticket" }],
      ["/open-apis/auth/v3/tenant_access_token", undefined, { app_access_token: "a-1", tenant_key: "k" }],
    ]);
  });

  it("are shared through the storage, apart for each domain", async () => {
    const [feishu, lark] = [await startPlatform(), await startPlatform()];
    const storage = createMemoryStorage({ clock: createTestClock() });

    await createClient(feishu.domain, { storage }).request(chats);
    await createClient(feishu.domain, { storage }).request(chats);
    await createClient(lark.domain, { storage }).request(chats);

    expect([feishu.tokens.issued, lark.tokens.issued]).toEqual([1, 1]);
  });

  it("are fetched anew while the storage fails or holds something else", async () => {
    const platform = await startPlatform();
    const failing: KeyValue = {
      get: () => Promise.reject(new Error("connection lost")),
      set: () => Promise.reject(new Error("connection lost")),
      swap: () => Promise.reject(new Error("connection lost")),
    };
    const strange: KeyValue = {
      get: () => '{"value":"a\\nb","expiresAt":9e15}',
      set: () => undefined,
      swap: () => true,
    };

    await createClient(platform.domain, { storage: failing }).request(chats);
    await createClient(platform.domain, { storage: strange }).request(chats);

    expect(platform.received.map(({ headers }) => headers.authorization)).toEqual(["Bearer t-1", "Bearer t-2"]);
  });

  it.each([
    ["refused", { code: 10003, msg: "invalid param" }, "API_REFUSED"],
    ["without a token", { code: 0, msg: "ok", expire: 7_200 }, "API_MALFORMED"],
    [
      "with a token that is no header",
      { code: 0, msg: "ok", tenant_access_token: "t-\nx", expire: 7_200 },
      "API_MALFORMED",
    ],
    ["without a time", { code: 0, msg: "ok", tenant_access_token: "t-1" }, "API_MALFORMED"],
  ])("that come %s fail the call and are asked for again by the next", async (_, body, code) => {
    const platform = await startPlatform();
    platform.tokens.respond = (__, response) => json(response, body);
    const client = createClient(platform.domain);

    const error = await failureOf(client.request(chats));
    platform.tokens.respond = undefined;

    expect(error.code).toBe(code);
    expect(`${error.message}${error.stack}`).not.toContain("THESECRET");
    expect((await client.request(chats)).code).toBe(0);
  });
});

describe("updateCard", () => {
  it("sends a card itself, a template as such, and the people where they are named", async () => {
    const platform = await startPlatform((_, response) => json(response, { code: 0, msg: "ok" }));
    const client = createClient(platform.domain);
    const template = { type: "template", data: { template_id: "ctp_1", template_variable: { name: "a" } } } as const;

    await client.updateCard("c-1", { type: "raw", data: { schema: "2.0" } });
    await client.updateCard("c-2", { type: "raw", data: { config: {} } }, ["ou_1"]);
    await client.updateCard("c-3", template);

    expect(platform.received.map(({ url, body }) => [url, body])).toEqual([
      ["/open-apis/interactive/v1/card/update", { token: "c-1", card: { schema: "2.0" } }],
      ["/open-apis/interactive/v1/card/update", { token: "c-2", card: { config: {}, open_ids: ["ou_1"] } }],
      ["/open-apis/interactive/v1/card/update", { token: "c-3", card: template }],
    ]);
  });

  it.each([
    [300030, "UPDATE_TOKEN_EXPIRED"],
    [300040, "UPDATE_TOKEN_SPENT"],
    [300090, "API_REFUSED"],
  ])("turns the platform's %i into %s", async (platformCode, code) => {
    const platform = await startPlatform((_, response) => json(response, { code: platformCode, msg: "no" }, 400));

    const error = await failureOf(
      createClient(platform.domain).updateCard("c-secret-token", { type: "raw", data: {} }),
    );

    expect([error.code, error.platform?.code]).toEqual([code, platformCode]);
    expect(error.message).not.toContain("c-secret-token");
  });
});

describe("a client", () => {
  const sign = (): string => "THESECRET";

  it.each([
    ["no App ID", { appId: "" }],
    ["no App Secret", { appSecret: undefined }],
    ["a line break after the App Secret", { appSecret: "secret\n" }],
    ["a domain that is no URL", { domain: "open.feishu.cn" }],
    ["an unknown kind of app", { appType: "isv" }],
    ["no time for the ticket", { ticketWaitMs: 0 }],
    ["no time", { timeoutMs: 0 }],
    ["two ways to prove who it is", { clientAssertion: sign }],
    ["an assertion that is none", { appSecret: undefined, clientAssertion: "THESECRET" }],
    ["an assertion for a store app", { appSecret: undefined, clientAssertion: sign, appType: "store" }],
    ["nowhere to get tokens", { accountsDomain: "accounts.feishu.cn" }],
  ])("with %s is not made, and the reason holds no secret", (_, wrong: object) => {
    const create = () => new Client({ appId: "cli_1", appSecret, logLevel: "silent", ...wrong });

    expect(create).toThrow(/^CONFIG_INVALID/);
    expect(create).not.toThrow(/THESECRET/);
  });

  it("is what handlers find in their context", async () => {
    const platform = await startPlatform();
    const client = createClient(platform.domain);
    const dispatcher = new EventDispatcher({ client, logLevel: "silent" }).on(
      "im.message.receive_v1",
      async (event, ctx) => {
        await ctx.client.im.message.reply({
          path: { message_id: event.message.message_id },
          data: { msg_type: "text", content: { text: "seen" } },
        });
      },
    );
    const header = {
      event_id: "e1",
      event_type: "im.message.receive_v1",
      tenant_key: "t",
      app_id: "cli_1",
      create_time: "1",
      token: "",
    };
    const body = { schema: "2.0", header, event: { message: { message_id: "om_7" } } };

    const { outcome } = await dispatcher.receive({
      body: new TextEncoder().encode(JSON.stringify(body)),
      receivedAt: dispatcher.clock.monotonic(),
      background: "process",
      origin: { type: "long-connection", connectionId: "1", messageId: "m", traceId: "t" },
    });

    expect(outcome).toEqual({ type: "answered", json: "{}" });
    expect(platform.received[0]?.url).toBe("/open-apis/im/v1/messages/om_7/reply");
  });
});
