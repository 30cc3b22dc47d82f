import { generateKeyPairSync, sign, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocketServer } from "ws";
import { SecretWatch } from "../testing/secret-watch.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { type CallOptions, Client } from "./client.ts";
import { EventDispatcher } from "./event-dispatcher.ts";
import { type ClientAssertion, LarkwireError, WSClient } from "./ws.ts";

// A platform that knows a public key, and a signer that holds the private one.
const appId = "cli_0123456789abcdef";
const chats = { method: "GET", path: "/open-apis/im/v1/chats" } as const;
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const toPart = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const signFor: ClientAssertion = (audience) => {
  const text = `${toPart({ alg: "EdDSA" })}.${toPart({ iss: appId, sub: appId, aud: audience })}`;
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString("base64url")}`;
};

/** For whom an assertion was signed; nobody when it was not signed with the key. */
function audienceOf(assertion: unknown): unknown {
  const [head = "", claims = "", signature = ""] = String(assertion).split(".");
  const isGenuine = verify(null, Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, "base64url"));
  return isGenuine ? JSON.parse(Buffer.from(claims, "base64url").toString()).aud : undefined;
}

const json = (response: ServerResponse, status: number, body: object): void =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

type Issue = (body: Record<string, unknown>, response: ServerResponse, host: string) => void;
const issue: Issue = ({ client_assertion }, response, host) => {
  if (audienceOf(client_assertion) === host)
    json(response, 200, { access_token: "t-1", token_type: "Bearer", expires_in: 7_200 });
  else json(response, 401, { error: "invalid_client", error_description: "the assertion is not for this host" });
};

async function startPlatform(onToken: Issue = issue) {
  const calls: { url: string | undefined; authorization: string | undefined; body: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { url, headers } = request;
    const body = JSON.parse(Buffer.concat(chunks).toString() || "{}");
    calls.push({ url, authorization: headers.authorization, body });
    if (url === "/oauth/v3/token") onToken(body, response, host);
    else if (url !== "/callback/ws/endpoint") json(response, 200, { code: 0, msg: "ok", data: {} });
    else if (audienceOf(body.ClientAssertion) !== host) json(response, 200, { code: 514, msg: "auth failed" });
    else json(response, 200, { code: 0, msg: "ok", data: { URL: `ws://${host}/ws/v2?device_id=7&service_id=3` } });
  }).listen(0, "127.0.0.1");
  const webSockets = new WebSocketServer({ server });
  closing.push(() => {
    for (const socket of webSockets.clients) socket.terminate();
    server.close();
    server.closeAllConnections();
  });
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { domain: `http://${host}`, calls };
}

const createClient = (clientAssertion: ClientAssertion, options: Partial<Omit<CallOptions, "appType">>): Client =>
  new Client({ appId, clientAssertion, logLevel: "silent", ...options });

async function failureOf(work: Promise<unknown>): Promise<LarkwireError> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!LarkwireError.is(error)) throw new Error("expected a LarkwireError", { cause: error });
  return error;
}

describe("a client without a secret", () => {
  it("buys one token for all calls with an assertion for the host of the accounts", async () => {
    const [platform, accounts] = [await startPlatform(), await startPlatform()];
    const client = createClient(signFor, { domain: platform.domain, accountsDomain: accounts.domain });

    await Promise.all([client.request(chats), client.request(chats)]);

    expect(accounts.calls).toEqual([
      {
        url: "/oauth/v3/token",
        authorization: undefined,
        body: {
          grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: expect.any(String),
          client_id: appId,
        },
      },
    ]);
    expect(platform.calls.map(({ authorization }) => authorization)).toEqual(["Bearer t-1", "Bearer t-1"]);
  });

  it.each([
    [undefined, "accounts.feishu.cn"],
    ["https://open.larksuite.com/", "accounts.larksuite.com"],
    ["https://open.example.com", "open.example.com"],
  ])("asks for tokens of %s at %s", async (domain, host) => {
    const audiences: string[] = [];
    const fetch = vi.fn(async () => Response.json({ error: "invalid_client" }, { status: 401 }));
    const client = createClient(
      (audience) => {
        audiences.push(audience);
        return "a.b.c";
      },
      { domain, fetch },
    );

    await failureOf(client.request(chats));

    expect(audiences).toEqual([host]);
    expect(fetch).toHaveBeenCalledWith(`https://${host}/oauth/v3/token`, expect.anything());
  });

  it.each([
    [
      "refuses",
      401,
      { error: "invalid_client", error_description: "unknown key" },
      "API_REFUSED",
      { code: 401, msg: "unknown key" },
    ],
    [
      "refuses with a code",
      400,
      { code: 20_002, error: "invalid_client" },
      "API_REFUSED",
      { code: 20_002, msg: "invalid_client" },
    ],
    ["refuses with status 200", 200, { error: "invalid_client" }, "API_REFUSED", { code: 200, msg: "invalid_client" }],
    ["fails", 503, { error: "server_error" }, "API_UNAVAILABLE", undefined],
    ["gives no token", 200, { code: 0 }, "API_MALFORMED", undefined],
    ["gives a token without a life", 200, { access_token: "t-1" }, "API_MALFORMED", undefined],
    ["is something else", 404, { message: "not found" }, "API_MALFORMED", undefined],
  ])("says so when the platform %s, and shows no assertion", async (_, status, body, code, platformFault) => {
    const { domain } = await startPlatform((_request, response) => json(response, status, body));
    const watch = new SecretWatch(["THEASSERTION"]);

    const error = await failureOf(createClient(() => "THEASSERTION", { domain }).request(chats));

    expect(error.code).toBe(code);
    expect(error.platform).toEqual(platformFault && expect.objectContaining(platformFault));
    watch.log("error", error.message, { error });
    expect(watch.found).toEqual([]);
  });

  it("asks for no second token with the same assertion when the answer to the first is lost", async () => {
    const { domain, calls } = await startPlatform((_, response) => void response.destroy());

    expect((await failureOf(createClient(signFor, { domain }).request(chats))).code).toBe("API_UNREACHABLE");

    expect(calls).toHaveLength(1);
  });

  it.each<[string, ClientAssertion]>([
    ["throws", () => Promise.reject(new Error("the signer is down"))],
    ["gives nothing", () => ""],
  ])("says so when its signer %s, and goes on when it works again", async (_, failing) => {
    const { domain } = await startPlatform();
    const signer = vi.fn(signFor).mockImplementationOnce(failing);
    const client = createClient(signer, { domain });

    expect((await failureOf(client.request(chats))).code).toBe("ASSERTION_FAILED");
    expect((await client.request(chats)).code).toBe(0);
  });

  it("waits for its signer as long as for an answer", async () => {
    const clock = createTestClock();
    const failing = failureOf(createClient(() => new Promise(() => undefined), { clock }).request(chats));

    await clock.advance(10_000);

    expect((await failing).code).toBe("ASSERTION_FAILED");
    expect(clock.timers).toBe(0);
  });
});

describe("a long connection without a secret", () => {
  it("connects with an assertion for the host of its domain", async () => {
    const { domain, calls } = await startPlatform();
    const dispatcher = new EventDispatcher();
    const client = new WSClient({ appId, clientAssertion: signFor, dispatcher, domain, logLevel: "silent" });
    closing.push(() => client.close());

    await client.start();

    expect(client.status().type).toBe("open");
    expect(calls[0]?.body).toMatchObject({ AppID: appId, AppSecret: "" });
  });

  it("tries again when its signer fails, with a new assertion", async () => {
    const { domain } = await startPlatform();
    const clock = createTestClock();
    const clientAssertion = vi.fn(signFor).mockRejectedValueOnce(new Error("the signer is down"));
    const dispatcher = new EventDispatcher({ clock });
    const client = new WSClient({ appId, clientAssertion, dispatcher, domain, logLevel: "silent" });
    closing.push(() => client.close());
    const started = client.start();

    await expect
      .poll(() => client.status().connections)
      .toMatchObject([{ type: "waiting", reason: { code: "ASSERTION_FAILED" } }]);
    await clock.advance(5_000);
    await started;

    expect(clientAssertion).toHaveBeenCalledTimes(2);
  });
});

describe("credentials", () => {
  it("are exactly one of the two, for the compiler too", () => {
    const dispatcher = new EventDispatcher();

    // @ts-expect-error
    expect(() => new Client({ appId })).toThrow(/appSecret is missing/);
    // @ts-expect-error
    expect(() => new Client({ appId, appSecret: "s", clientAssertion: signFor })).toThrow(/exclude each other/);
    // @ts-expect-error
    expect(() => new Client({ appId, appType: "store", clientAssertion: signFor })).toThrow(/A store app/);
    // @ts-expect-error
    expect(() => new WSClient({ appId, dispatcher })).toThrow(/appSecret is missing/);
    // @ts-expect-error
    expect(() => new WSClient({ appId, dispatcher, appSecret: "s", clientAssertion: signFor })).toThrow(/exclude/);
  });
});
