import { createHash } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket as TcpSocket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Receiver } from "../callback/delivery.ts";
import { createOpenSocket } from "../runtime/open-socket.ts";
import { createTestClock } from "../testing/test-clock.ts";
import { WSClient } from "./client.ts";
import type { ConnectOptions } from "./ws-client-options.ts";

const openSocket = createOpenSocket(() => undefined, createTestClock());

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

type Behaviour = (socket: TcpSocket, key: string, url: string) => void;

/** A server that speaks in bytes, so that it can break every rule. */
async function startServer(wish: { discovery?: Behaviour; gateway?: Behaviour }) {
  const sockets = new Set<TcpSocket>();
  const counts = { discoveries: 0, handshakes: 0 };
  // It keeps its side open when the client has ended, unless it is told otherwise.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    socket.once("data", (head) => {
      // Not before it says something: after an aborted request fetch keeps a spare connection for some seconds.
      sockets.add(socket);
      const text = head.toString("latin1");
      const key = /^sec-websocket-key: (\S+)/im.exec(text)?.[1] ?? "";
      const url = `ws://127.0.0.1:${port}/?fpid=1&device_id=7&service_id=3`;
      if (text.startsWith("POST ")) {
        counts.discoveries++;
        (wish.discovery ?? endpoint())(socket, key, url);
      } else {
        counts.handshakes++;
        (wish.gateway ?? accept)(socket, key, url);
      }
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  cleanups.push(async () => {
    // What the client has opened it must have ended, which a paused socket has not noticed yet.
    for (const socket of sockets) socket.resume();
    await expect.poll(() => [...sockets].filter((socket) => !socket.readableEnded).length).toBe(0);
    for (const socket of sockets) socket.end();
    await expect.poll(() => sockets.size).toBe(0);
    server.close();
  });
  return { domain: `http://127.0.0.1:${port}`, counts };
}

const respond =
  (body: string, status = "200 OK", headers = ""): Behaviour =>
  (socket) =>
    void socket.end(
      `HTTP/1.1 ${status}\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
const raw =
  (bytes: string): Behaviour =>
  (socket) =>
    void socket.end(bytes);
const hang =
  (bytes: string): Behaviour =>
  (socket) =>
    void socket.write(bytes);
/** `clientConfig` is text, for numbers that no JSON writer would write. */
const endpoint =
  (clientConfig = "{}"): Behaviour =>
  (socket, key, url) =>
    respond(`{"code":0,"data":{"URL":${JSON.stringify(url)},"ClientConfig":${clientConfig}}}`)(socket, key, url);

const upgrade = (key: string, more = ""): string => {
  const token = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${token}\r\n${more}\r\n`;
};
const accept: Behaviour = (socket, key) => void socket.write(upgrade(key));
/** Accepts, sends these bytes and goes on as told. */
const acceptAnd =
  (hex: string, then: (socket: TcpSocket) => unknown = () => undefined): Behaviour =>
  (socket, key) => {
    socket.write(Buffer.concat([Buffer.from(upgrade(key)), Buffer.from(hex, "hex")]));
    then(socket);
  };

function createClient(domain: string, options: Partial<ConnectOptions> = {}) {
  const clock = createTestClock();
  const codes: unknown[] = [];
  const dispatcher: Receiver = {
    secured: false,
    clock,
    log: () => undefined,
    receive: () => ({ outcome: { type: "answered", json: "{}" }, settle: () => undefined }),
  };
  const client = new WSClient(
    { appId: "cli_0123456789abcdef", appSecret: "secret0", domain, dispatcher, ...options },
    {
      clock,
      random: () => 0.5,
      log: (_, __, fields) => void (fields?.code !== undefined && codes.push(fields.code)),
      post: (url, request) => fetch(url, request),
      openSocket,
    },
  );
  // Settles once, whatever it comes to; left to itself a rejection would end the process.
  const started = client.start().then(
    () => "open",
    (error: { readonly code: string }) => error.code,
  );
  cleanups.push(async () => {
    const closed = client.close();
    await clock.advance(5_000);
    await closed;
    expect(await started).toMatch(/^open$|^[A-Z_]+$/);
    expect(clock.timers).toBe(0);
  });
  return { client, clock, codes, started };
}

const ofData = (data: string): Behaviour => respond(`{"code":0,"data":${data}}`);

describe("a hostile discovery", () => {
  it.each<[string, Behaviour, string]>([
    ["says nothing", raw(""), "ENDPOINT_UNREACHABLE"],
    ["does not speak HTTP", raw("SSH-2.0-OpenSSH_9.7\r\n"), "ENDPOINT_UNREACHABLE"],
    ["breaks off in the status line", raw("HTTP/1.1 20"), "ENDPOINT_UNREACHABLE"],
    ["breaks off in the headers", raw("HTTP/1.1 200 OK\r\nContent-"), "ENDPOINT_UNREACHABLE"],
    ["breaks off in the body", raw('HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"code":0'), "ENDPOINT_UNREACHABLE"],
    ["lies about the encoding", respond("{}", "200 OK", "Content-Encoding: gzip\r\n"), "ENDPOINT_UNREACHABLE"],
    ["sends endless headers", raw(`HTTP/1.1 200 OK\r\nX: ${"x".repeat(200_000)}\r\n\r\n`), "ENDPOINT_UNREACHABLE"],
    ["hangs before its headers", hang(""), "ENDPOINT_UNREACHABLE"],
    ["hangs in its headers", hang("HTTP/1.1 200 OK\r\nX"), "ENDPOINT_UNREACHABLE"],
    ["hangs in its body", hang('HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"code":0'), "ENDPOINT_UNREACHABLE"],
    ["answers 500 with HTML", respond("<h1>oops</h1>", "500 Internal Server Error"), "ENDPOINT_BUSY"],
    ["answers 500 with a code it never heard of", respond('{"code":77}', "500 Oops"), "ENDPOINT_BUSY"],
    ["answers 429", respond("{}", "429 Too Many Requests"), "ENDPOINT_BUSY"],
    ["answers 404", respond("{}", "404 Not Found"), "ENDPOINT_MALFORMED"],
    ["answers 204", raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"), "ENDPOINT_MALFORMED"],
    ["redirects to itself", respond("", "307 Temporary Redirect", "Location: /\r\n"), "ENDPOINT_MALFORMED"],
    ["redirects nowhere", respond("", "301 Moved Permanently"), "ENDPOINT_MALFORMED"],
    ["answers an empty body", respond(""), "ENDPOINT_MALFORMED"],
    ["answers half a JSON", respond('{"code":0,"data":{"URL":"ws'), "ENDPOINT_MALFORMED"],
    ["answers JSON beyond the depth of a stack", respond("[".repeat(60_000)), "ENDPOINT_MALFORMED"],
    ["answers null", respond("null"), "ENDPOINT_MALFORMED"],
    ["answers a string", respond('"ok"'), "ENDPOINT_MALFORMED"],
    ["answers an array", respond("[0]"), "ENDPOINT_MALFORMED"],
    ["answers a code as text", respond('{"code":"0"}'), "ENDPOINT_MALFORMED"],
    ["answers no code", respond('{"data":{}}'), "ENDPOINT_MALFORMED"],
    ["answers NaN as code", respond('{"code":NaN}'), "ENDPOINT_MALFORMED"],
    ["answers null as data", ofData("null"), "ENDPOINT_MALFORMED"],
    ["answers an array as data", ofData("[]"), "ENDPOINT_MALFORMED"],
    ["answers an object as URL", ofData('{"URL":{}}'), "ENDPOINT_MALFORMED"],
    ["answers an http URL", ofData('{"URL":"http://127.0.0.1/?service_id=1"}'), "ENDPOINT_MALFORMED"],
    ["answers a file URL", ofData('{"URL":"file:///etc/passwd?service_id=1"}'), "ENDPOINT_MALFORMED"],
    ["answers a URL without a host", ofData('{"URL":"ws://?service_id=1"}'), "ENDPOINT_MALFORMED"],
    ["answers a port beyond all ports", ofData('{"URL":"ws://127.0.0.1:99999/?service_id=1"}'), "ENDPOINT_MALFORMED"],
    ["answers a URL without service_id", ofData('{"URL":"ws://127.0.0.1/"}'), "ENDPOINT_MALFORMED"],
    ["answers too large a service_id", ofData('{"URL":"ws://127.0.0.1/?service_id=9e9"}'), "ENDPOINT_MALFORMED"],
    ["names a port where nobody listens", ofData('{"URL":"ws://127.0.0.1:1/?service_id=1"}'), "HANDSHAKE_FAILED"],
    ["names port 0", ofData('{"URL":"ws://127.0.0.1:0/?service_id=1"}'), "HANDSHAKE_FAILED"],
  ])("that %s leads to a few tries in ten minutes", async (_, discovery, code) => {
    const { domain, counts } = await startServer({ discovery });
    const { client, clock, codes } = createClient(domain);

    await clock.advance(600_000);

    expect(new Set(codes)).toEqual(new Set([code]));
    expect(client.status().type).toBe("starting");
    // At 0 s, after up to 5 s, and then after 10, 20, 40, 80, 120, 120 … s.
    expect(counts.discoveries).toBeGreaterThanOrEqual(5);
    expect(counts.discoveries).toBeLessThanOrEqual(9);
  });

  it.each(["-1", "0.5", "1e308", "2147483648"])("that answers code %s is not asked again", async (code) => {
    const { domain, counts } = await startServer({ discovery: respond(`{"code":${code},"msg":{}}`) });
    const { clock, started } = createClient(domain);

    await clock.advance(600_000);

    expect(await started).toBe("ENDPOINT_REFUSED");
    expect(counts.discoveries).toBe(1);
  });
});

describe("hostile settings", () => {
  const allOf = (value: string): string =>
    `{"ReconnectCount":${value === "0" ? "-1" : value},"ReconnectInterval":${value},"ReconnectNonce":${value},"PingInterval":${value}}`;

  it.each(["0", "-1", "-1e308", "1e308", "1e-9", '"NaN"', '"120"', "null", "true", "[]", "{}"])(
    "of %s neither flood the platform nor stop the pings",
    async (value) => {
      const pings: Buffer[] = [];
      const { domain, counts } = await startServer({
        discovery: endpoint(allOf(value)),
        gateway: acceptAnd("", (socket) => socket.on("data", (bytes) => pings.push(bytes))),
      });
      const { client, clock } = createClient(domain, { livenessMs: false });

      await clock.advance(60_000);

      expect(client.status().type).toBe("open");
      expect(counts.discoveries).toBe(1);
      expect(pings.length).toBeGreaterThanOrEqual(1);
      expect(pings.length).toBeLessThanOrEqual(61);
      await clock.advance(540_000);
      expect(pings.length).toBeGreaterThanOrEqual(2);
    },
  );

  it.each(["0", "-1", "1e308", '"NaN"', "null"])("of %s do not make lost connections a flood", async (value) => {
    const { domain, counts } = await startServer({
      discovery: endpoint(allOf(value)),
      gateway: acceptAnd("", (socket) => socket.end()),
    });
    const { clock, codes } = createClient(domain);

    await clock.advance(30_000);

    expect(new Set(codes)).toEqual(new Set(["CONNECTION_LOST"]));
    expect(counts.discoveries).toBeLessThanOrEqual(32);
  });

  it("may forbid every further try", async () => {
    const { domain, counts } = await startServer({
      discovery: endpoint('{"ReconnectCount":0}'),
      gateway: acceptAnd("", (socket) => socket.end()),
    });
    const { client, clock, started, codes } = createClient(domain);

    await clock.advance(600_000);

    expect([await started, client.status().type, codes]).toEqual(["open", "closed", ["RECONNECT_EXHAUSTED"]]);
    expect(counts.discoveries).toBe(1);
  });
});

describe("a hostile handshake", () => {
  it.each<[string, Behaviour]>([
    ["says nothing", raw("")],
    ["answers 200", respond("hello")],
    ["answers 500", respond("", "500 Oops")],
    ["redirects", respond("", "301 Moved", "Location: ws://127.0.0.1:1/\r\n")],
    ["answers with nonsense in the platform's headers", respond("", "400 No", "Handshake-Status: NaN\r\n")],
    ["accepts with the wrong key", (socket) => void socket.write(upgrade("another"))],
    ["accepts something else", (socket, key) => void socket.write(upgrade(key).replace("websocket", "h2c"))],
    [
      "accepts what nobody asked for",
      (socket, key) => void socket.write(upgrade(key, "Sec-WebSocket-Protocol: x\r\n")),
    ],
    [
      "compresses without being asked",
      (socket, key) => void socket.write(upgrade(key, "Sec-WebSocket-Extensions: permessage-deflate\r\n")),
    ],
    ["has endless headers", (socket, key) => void socket.write(upgrade(key, `X: ${"x".repeat(200_000)}\r\n`))],
    ["breaks off", raw("HTTP/1.1 101 Swi")],
    ["hangs before its first byte", hang("")],
    ["hangs in the middle", hang("HTTP/1.1 101 Switching Protocols\r\nUpg")],
    ["is reset", (socket) => void socket.resetAndDestroy()],
  ])("that %s leads to a few tries in ten minutes", async (_, gateway) => {
    const { domain, counts } = await startServer({ gateway });
    const { client, clock, codes } = createClient(domain);

    await clock.advance(600_000);

    expect(new Set(codes)).toEqual(new Set(["HANDSHAKE_FAILED"]));
    expect(client.status().type).toBe("starting");
    expect(counts.handshakes).toBeGreaterThanOrEqual(5);
    expect(counts.handshakes).toBeLessThanOrEqual(9);
  });
});

describe("a hostile connection", () => {
  it.each<[string, Behaviour, string]>([
    ["ends at once", acceptAnd("", (socket) => socket.end()), "CONNECTION_LOST"],
    ["is reset at once", acceptAnd("", (socket) => socket.resetAndDestroy()), "CONNECTION_LOST"],
    ["breaks off in a frame's header", acceptAnd("827e01", (socket) => socket.end()), "CONNECTION_LOST"],
    ["breaks off in a frame", acceptAnd("820408", (socket) => socket.end()), "CONNECTION_LOST"],
    ["masks its frames", acceptAnd("828100000000ff"), "CONNECTION_LOST"],
    ["uses reserved bits", acceptAnd("c20108"), "CONNECTION_LOST"],
    ["uses a reserved opcode", acceptAnd("830108"), "CONNECTION_LOST"],
    ["continues what never began", acceptAnd("800108"), "CONNECTION_LOST"],
    ["pings with too many bytes", acceptAnd("897e0080"), "CONNECTION_LOST"],
    ["pings in parts", acceptAnd("0900"), "CONNECTION_LOST"],
    ["closes with a forbidden code", acceptAnd("88020000"), "CONNECTION_LOST"],
    ["sends text that is no UTF-8", acceptAnd("8101ff"), "CONNECTION_LOST"],
    ["cuts a message into too many parts", acceptAnd(`0200${"0000".repeat(20_000)}`), "CONNECTION_LOST"],
    ["announces 4 GiB", acceptAnd("827f0000000100000000"), "FRAME_TOO_LARGE"],
    ["announces 8 EiB", acceptAnd("827f7fffffffffffffff"), "CONNECTION_LOST"],
    [
      "grows a message part by part",
      acceptAnd(`027f0000000000300000${"00".repeat(0x300000)}007f0000000000300000`),
      "FRAME_TOO_LARGE",
    ],
  ])("that %s is left at once, also when the server keeps its side open", async (_, gateway, code) => {
    const { domain, counts } = await startServer({ gateway });
    const { client, clock, codes } = createClient(domain);

    await clock.advance(100);

    // Megabytes may still be on their way when the clock has nothing more to do.
    await expect.poll(() => codes, { timeout: 10_000 }).toEqual([code]);
    expect(client.status().type).toBe("degraded");
    await clock.advance(600_000);
    expect(counts.handshakes).toBeLessThanOrEqual(9);
  });

  it("that says goodbye and keeps its side open is left within a second or two", async () => {
    const { domain } = await startServer({ gateway: acceptAnd("880203f0") });
    const { codes, clock } = createClient(domain);
    await clock.advance(0);

    await expect.poll(() => codes, { timeout: 3_000 }).toEqual(["CONNECTION_LOST"]);
  });

  it.each<[string, string]>([
    ["is half-open: nothing comes and nothing is read", ""],
    ["stops in the middle of a frame", "827e0400"],
    ["only pings, as WebSockets do", "8900".repeat(20)],
    ["only sends the empty parts of a message", `0200${"0000".repeat(1_000)}`],
  ])("that %s counts as silent", async (_, hex) => {
    const { domain, counts } = await startServer({ gateway: acceptAnd(hex, (socket) => socket.pause()) });
    const { client, clock, codes } = createClient(domain);

    await clock.advance(9_999);
    expect([client.status().type, codes]).toEqual(["open", []]);
    await clock.advance(1);
    expect(codes).toEqual(["CONNECTION_SILENT"]);
    await clock.advance(5_000);

    expect(counts.handshakes).toBe(2);
  });
});
