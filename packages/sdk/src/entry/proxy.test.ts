import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocketServer } from "ws";
import { createCertificate } from "../../../../scripts/test-certificate.ts";
import { SecretWatch } from "../testing/secret-watch.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { type CallOptions, Client } from "./client.ts";
import { EventDispatcher } from "./event-dispatcher.ts";
import { type ConnectOptions, LarkwireError, WSClient } from "./ws.ts";

// A platform with a certificate of its own, under a name that only the proxy knows.
const host = "open.feishu.test";
const domain = `https://${host}`;
const app = { appId: "cli_0123456789abcdef", appSecret: "THESECRET", domain, logLevel: "silent" } as const;
const chats = { method: "GET", path: "/open-apis/im/v1/chats" } as const;
const identity = createCertificate(host);

/** What NODE_EXTRA_CA_CERTS does for a process that is to start. */
function trustThePlatform(): void {
  const create = tls.createSecureContext;
  vi.spyOn(tls, "createSecureContext").mockImplementation((options) => create({ ca: identity.cert, ...options }));
}

const closing: (() => unknown)[] = [];
beforeEach(trustThePlatform);
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Duplex>();
  for (const event of ["connection", "secureConnection"]) {
    server.on(event, (socket: Duplex) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
    });
  }
  server.listen(0, "127.0.0.1");
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const answer: RequestListener = async (request, response) => {
  for await (const _ of request);
  const token = { tenant_access_token: "t-1", expire: 7_200 };
  const url = `wss://${host}/ws/v2?device_id=7&service_id=3&access_key=THEKEY`;
  response
    .setHeader("content-type", "application/json")
    .end(JSON.stringify({ code: 0, msg: "ok", ...token, data: { URL: url } }));
};
const startPlatform = (listener: RequestListener = answer) => listen(createSecureServer(identity, listener));

interface ProxyWish {
  /** Where every tunnel ends. */
  readonly target?: number;
  readonly secure?: boolean;
  /** The credentials that it wants. */
  readonly credentials?: string;
  /** What it does instead of making a tunnel. */
  readonly misbehave?: (socket: Duplex) => void;
}

async function startProxy({ target = 0, secure = false, credentials, misbehave }: ProxyWish) {
  const asked: (string | undefined)[] = [];
  const passed: Buffer[] = [];
  const sockets: Duplex[] = [];
  const server = secure ? createSecureServer(identity) : createServer();
  server.on("connect", (request, socket: Duplex) => {
    asked.push(request.url);
    sockets.push(socket);
    const given = request.headers["proxy-authorization"];
    const wanted = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
    if (given !== wanted) socket.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
    else if (misbehave !== undefined) misbehave(socket);
    else pass(socket);
  });
  const pass = (socket: Duplex): void => {
    const upstream: Socket = connect(target, "127.0.0.1");
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
    socket.on("data", (bytes: Buffer) => void passed.push(bytes));
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.pipe(upstream).pipe(socket);
  };
  const address = `${secure ? "https" : "http"}://127.0.0.1:${await listen(server)}`;
  return { address, asked, passed, sockets };
}

const createClient = (options: Partial<CallOptions>) => new Client({ ...app, maxRetries: 0, ...options });

async function failureOf(work: Promise<unknown>): Promise<LarkwireError> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!LarkwireError.is(error)) throw new Error("expected a LarkwireError", { cause: error });
  return error;
}

/** Says nothing, and goes when the client has gone. */
const hang = (socket: Duplex) => void socket.resume().on("end", () => socket.destroy());
const say = (text: string) => (socket: Duplex) => {
  hang(socket);
  socket.write(text);
};
const status = (code: number) => say(`HTTP/1.1 ${code} Whatever\r\nContent-Length: 0\r\n\r\n`);

describe("a client behind a proxy", () => {
  it("uses a connection again after an answer without a body", async () => {
    const platform = await startPlatform((request, response) =>
      request.url === chats.path ? response.writeHead(204).end() : void answer(request, response),
    );
    const { address, asked } = await startProxy({ target: platform });
    const client = createClient({ proxy: address });

    for (const _ of [1, 2, 3]) expect((await failureOf(client.request(chats))).code).toBe("API_MALFORMED");

    expect(asked).toHaveLength(1);
  });

  it("sends all its calls through one tunnel, in which the proxy can read nothing", async () => {
    const proxy = await startProxy({ target: await startPlatform() });
    const client = createClient({ proxy: proxy.address });

    await client.request(chats);
    await client.request(chats);

    expect(proxy.asked).toEqual([`${host}:443`]);
    const seen = Buffer.concat(proxy.passed).toString("latin1");
    expect(seen.length).toBeGreaterThan(500);
    expect(seen).not.toMatch(/THESECRET|t-1|im\/v1/);
  });

  it.each([false, true])("gives its credentials to the proxy (over TLS: %s), and to nobody else", async (secure) => {
    const headers: unknown[] = [];
    const target = await startPlatform((request, response) => {
      headers.push(request.headers["proxy-authorization"]);
      answer(request, response);
    });
    const proxy = await startProxy({ target, secure, credentials: "ann:p@ß:word" });
    const address = new URL(proxy.address);
    [address.username, address.password] = ["ann", encodeURIComponent("p@ß:word")];

    await createClient({ proxy: address }).request(chats);

    expect(headers).toEqual([undefined, undefined]);
  });

  it("believes only the platform's own certificate", async () => {
    const proxy = await startProxy({ target: await startPlatform() });
    const elsewhere = createClient({ proxy: proxy.address, domain: "https://open.larksuite.test" });

    expect((await failureOf(elsewhere.request(chats))).message).toContain("ERR_TLS_CERT_ALTNAME_INVALID");

    vi.restoreAllMocks();
    const doubting = createClient({ proxy: proxy.address });
    expect((await failureOf(doubting.request(chats))).message).toContain("DEPTH_ZERO_SELF_SIGNED_CERT");
  });

  it("uploads and downloads megabytes in pieces", async () => {
    const file = Buffer.alloc(3_000_000, "larkwire ");
    let uploaded = 0;
    const target = await startPlatform(async (request, response) => {
      if (request.url?.endsWith("/file_1")) {
        response.setHeader("content-disposition", "attachment; filename=a.bin").end(file);
      } else if (request.url?.endsWith("/files")) {
        for await (const chunk of request) uploaded += chunk.length;
        response.end(JSON.stringify({ code: 0, msg: "ok", data: { file_key: "file_1" } }));
      } else {
        answer(request, response);
      }
    });
    const client = createClient({ proxy: (await startProxy({ target })).address });

    const source = (async function* () {
      for (let offset = 0; offset < file.length; offset += 100_000) yield file.subarray(offset, offset + 100_000);
    })();
    await client.im.file.create({ data: { file_type: "stream", file_name: "a.bin", file: source } });
    const download = await client.im.file.get({ path: { file_key: "file_1" } });

    expect(Buffer.compare(await download.bytes(), file)).toBe(0);
    expect(uploaded).toBeGreaterThan(file.length);
  });

  it("lets go of the connection when a download that stands still is cancelled", async () => {
    let ended: Promise<unknown> | undefined;
    const target = await startPlatform((request, response) => {
      if (!request.url?.endsWith("/file_1")) return answer(request, response);
      ended = once(request.socket, "close");
      response.setHeader("content-type", "application/octet-stream").write("the beginning");
    });
    const client = createClient({ proxy: (await startProxy({ target })).address });
    const { stream } = await client.im.file.get({ path: { file_key: "file_1" } });
    const reader = stream.getReader();
    await reader.read();

    const next = reader.read();
    await reader.cancel();

    expect(await next).toEqual({ done: true, value: undefined });
    await ended;
  });

  it("survives answers that no Response can be", async () => {
    const target = await startPlatform((request, response) => {
      request.socket.end("HTTP/1.1 999 Whatever\r\nContent-Length: 0\r\n\r\n");
      response.destroy();
    });
    const client = createClient({ proxy: (await startProxy({ target })).address });

    expect((await failureOf(client.request(chats))).code).toBe("API_UNREACHABLE");
  });

  it.each<[string, (socket: Duplex) => void, string, RegExp]>([
    ["forbids", status(403), "PROXY_REFUSED", /does not let anybody through to open\.feishu\.test:443 \(HTTP 403\)/],
    ["redirects", status(302), "PROXY_REFUSED", /HTTP 302/],
    ["wants other credentials", status(407), "PROXY_REFUSED", /wants other credentials \(HTTP 407\)/],
    ["cannot reach the platform", status(502), "PROXY_FAILED", /could not reach open\.feishu\.test:443 \(HTTP 502\)/],
    ["answers garbage", say("SSH-2.0-OpenSSH_9.6\r\n"), "PROXY_FAILED", /no HTTP \(HPE_/],
    [
      "sends endless headers",
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        const more = (): void => {
          while (!socket.destroyed && socket.write(`X-More: ${"x".repeat(4_000)}\r\n`));
        };
        socket.on("drain", more);
        more();
      },
      "PROXY_FAILED",
      /HPE_HEADER_OVERFLOW/,
    ],
    [
      "speaks into the tunnel",
      say("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
      "PROXY_FAILED",
      /bytes of its own/,
    ],
    ["hangs up", (socket) => void socket.destroy(), "PROXY_UNREACHABLE", /cannot be reached \(ECONNRESET\)/],
  ])("says so when the proxy %s, where it is and never with which credentials", async (_, misbehave, code, message) => {
    const watch = new SecretWatch(["PROXYSECRET", Buffer.from("ann:PROXYSECRET").toString("base64"), "THESECRET"]);
    const proxy = await startProxy({ credentials: "ann:PROXYSECRET", misbehave });
    const address = proxy.address.replace("//", "//ann:PROXYSECRET@");

    const error = await failureOf(createClient({ proxy: address }).request(chats));

    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(error.message).toContain(new URL(address).host);
    watch.log("error", "", { error });
    expect(watch.found).toEqual([]);
    await expect.poll(() => proxy.sockets.every(({ destroyed }) => destroyed)).toBe(true);
  });

  it("says so when nobody listens there", async () => {
    const error = await failureOf(createClient({ proxy: "http://127.0.0.1:1" }).request(chats));

    expect(error).toMatchObject({ code: "PROXY_UNREACHABLE", message: expect.stringContaining("127.0.0.1:1") });
  });

  it("waits 5 s for a proxy that says nothing, and leaves nothing open", async () => {
    const clock = createTestClock();
    const proxy = await startProxy({ misbehave: hang });
    const failing = failureOf(createClient({ proxy: proxy.address, clock }).request(chats));

    await expect.poll(() => proxy.asked).toHaveLength(1);
    await clock.advance(4_999);
    expect(proxy.sockets[0]?.destroyed).toBe(false);
    await clock.advance(1);

    expect(await failing).toMatchObject({ code: "PROXY_UNREACHABLE", message: expect.stringContaining("5000 ms") });
    expect(clock.timers).toBe(0);
    await expect.poll(() => proxy.sockets[0]?.destroyed).toBe(true);
  });

  it("waits for what is behind a tunnel as long as for any answer, and leaves nothing open", async () => {
    const clock = createTestClock();
    const proxy = await startProxy({ misbehave: status(200) });
    const failing = failureOf(createClient({ proxy: proxy.address, clock }).request(chats));

    await expect.poll(() => proxy.asked).toHaveLength(1);
    await clock.advance(10_000);

    expect((await failing).code).toBe("API_TIMEOUT");
    expect(clock.timers).toBe(0);
    await expect.poll(() => proxy.sockets[0]?.destroyed).toBe(true);
  });

  it.each([
    [502, 3],
    [403, 1],
    [407, 1],
  ])("that answers %i asks for a tunnel %i times", async (code, times) => {
    const proxy = await startProxy({ misbehave: status(code) });

    await failureOf(createClient({ proxy: proxy.address, maxRetries: 2 }).request(chats));

    expect(proxy.asked).toHaveLength(times);
  });

  it("gives a call up while the tunnel is made, with the signal's reason", async () => {
    const proxy = await startProxy({ misbehave: hang });
    const controller = new AbortController();
    // A token that is known already: it is the call itself that waits.
    const storage = {
      get: () => JSON.stringify({ value: "t-1", expiresAt: Date.now() + 3_600_000 }),
      set() {},
      swap: () => true,
    };
    const calling = createClient({ proxy: proxy.address, storage }).request(chats, { signal: controller.signal });
    await expect.poll(() => proxy.asked).toHaveLength(1);

    controller.abort(new Error("not any more"));

    await expect(calling).rejects.toThrow("not any more");
  });

  it("follows the environment, except to this machine, and not at all with proxy: false", async () => {
    const proxy = await startProxy({ target: await startPlatform() });
    vi.stubEnv("HTTPS_PROXY", proxy.address);
    vi.stubEnv("ALL_PROXY", proxy.address);
    const local = `http://127.0.0.1:${await listen(createServer(answer))}`;

    await createClient({ domain: local }).request(chats);
    expect(proxy.asked).toEqual([]);
    await createClient({}).request(chats);
    expect(proxy.asked).toEqual([`${host}:443`]);
    expect((await failureOf(createClient({ proxy: false }).request(chats))).message).toMatch(/ENOTFOUND|EAI_AGAIN/);
    expect(proxy.asked).toHaveLength(1);
  });
});

describe("a long connection behind a proxy", () => {
  function createLongConnection(options: Partial<ConnectOptions>): WSClient {
    const client = new WSClient({ ...app, dispatcher: new EventDispatcher(), ...options });
    closing.push(() => client.close());
    return client;
  }

  it("asks for its address and connects there through tunnels", async () => {
    const server = createSecureServer(identity, answer);
    new WebSocketServer({ server });
    const proxy = await startProxy({ target: await listen(server), credentials: "ann:secret" });
    const client = createLongConnection({ proxy: proxy.address.replace("//", "//ann:secret@") });

    await client.start();

    expect(client.status().type).toBe("open");
    expect(proxy.asked).toEqual([`${host}:443`, `${host}:443`]);
    expect(Buffer.concat(proxy.passed).toString("latin1")).not.toMatch(/THESECRET|THEKEY/);
  });

  it.each<[string, ProxyWish, string]>([
    ["refuses", { misbehave: status(403) }, "PROXY_REFUSED"],
    ["fails", { misbehave: status(502) }, "PROXY_FAILED"],
    ["wants credentials", { credentials: "ann:secret" }, "PROXY_REFUSED"],
  ])("tries again when the proxy %s, and says why", async (_, wish, code) => {
    const client = createLongConnection({ proxy: (await startProxy(wish)).address });

    client.start().catch(() => undefined);

    await expect.poll(() => client.status().connections).toMatchObject([{ type: "waiting", reason: { code } }]);
  });

  it("does not wait for a proxy that hangs when it is closed", async () => {
    const proxy = await startProxy({ misbehave: hang });
    const { port } = new URL(proxy.address);
    const url = `wss://${host}/ws/v2?device_id=7&service_id=3`;
    const discovered = async () => Response.json({ code: 0, msg: "ok", data: { URL: url } });
    const client = createLongConnection({ proxy: `http://127.0.0.1:${port}`, fetch: discovered });
    client.start().catch(() => undefined);
    await expect.poll(() => proxy.asked).toEqual([`${host}:443`]);

    await client.close();

    await expect.poll(() => proxy.sockets[0]?.destroyed).toBe(true);
  });

  it("does not start with an address in the environment that is none", async () => {
    vi.stubEnv("HTTPS_PROXY", "socks5://127.0.0.1:1080");

    const failure = await failureOf(createLongConnection({}).start());

    expect(failure).toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining("HTTPS_PROXY") });
  });
});
