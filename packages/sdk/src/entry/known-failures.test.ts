import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { encrypt } from "../runtime/body-cipher.ts";
import { sign } from "../runtime/crypto.ts";
import { decodeAnswer } from "../wire/answer.ts";
import { decodeFrame, encodeFrame, frameMethod } from "../wire/frame.ts";
import { Client } from "./client.ts";
import { EventDispatcher } from "./event-dispatcher.ts";
import { webhook } from "./node.ts";
import { WSClient } from "./ws.ts";

// What other clients of the platform were seen to get wrong, one case each, over real sockets.

const encryptKey = "test key";
const verificationToken = "vtoken";
const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function arrange(options = {}) {
  const lines: string[] = [];
  const logger = (_level: string, message: string): void => void lines.push(message);
  const dispatcher = new EventDispatcher({ encryptKey, verificationToken, logger, ...options });
  const port = await listening(createServer(webhook({ "/webhook/event": dispatcher })));
  return { dispatcher, lines, port };
}

function eventOf(fields: object = {}, token = verificationToken): object {
  return {
    schema: "2.0",
    header: { event_id: "e1", event_type: "im.message.receive_v1", token },
    event: { message: { content: '{"text":"你好，世界"}' }, ...fields },
  };
}

interface Request {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function signed(body: string, timestamp = String(Math.floor(Date.now() / 1_000))): Request {
  const signature = sign("sha256", { timestamp, nonce: "nonce-1", secret: encryptKey, body });
  return {
    body,
    headers: {
      "x-lark-request-timestamp": timestamp,
      "x-lark-request-nonce": "nonce-1",
      "x-lark-signature": signature,
    },
  };
}

const encrypted = (content: object): string =>
  JSON.stringify({ encrypt: encrypt(encryptKey, JSON.stringify(content)) });

async function post(port: number, { body, headers }: Request, path = "/webhook/event") {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body, headers: { ...headers } });
  return { status: response.status, body: await response.text() };
}

describe("where the official client fails", () => {
  it("takes a correctly signed body with whitespace in its JSON", async () => {
    const { dispatcher, port } = await arrange();
    const contents: string[] = [];
    dispatcher.on("im.message.receive_v1", (event) => void contents.push(event.message.content));
    expect(await post(port, signed(JSON.stringify(eventOf(), null, 2)))).toEqual({ status: 200, body: "{}" });
    expect(contents).toEqual(['{"text":"你好，世界"}']);
  });

  it("refuses a valid signature whose timestamp is of 1970", async () => {
    const { lines, port } = await arrange();
    expect((await post(port, signed(encrypted(eventOf()), "1000000000"))).status).toBe(401);
    expect(lines).toEqual([expect.stringMatching(/^TIMESTAMP_STALE/)]);
  });

  it("refuses an event with a wrong Verification Token, signed or not", async () => {
    const { lines, port } = await arrange();
    expect((await post(port, signed(encrypted(eventOf({}, "wrong"))))).status).toBe(401);
    const open = await arrange({ encryptKey: undefined });
    expect((await post(open.port, { body: JSON.stringify(eventOf({}, "wrong")), headers: {} })).status).toBe(401);
    expect([...lines, ...open.lines]).toEqual([
      expect.stringMatching(/^TOKEN_INVALID/),
      expect.stringMatching(/^TOKEN_INVALID/),
    ]);
  });

  it("answers a forged signature with 401 and a coded reason in the log", async () => {
    const { lines, port } = await arrange();
    const { body, headers } = signed(encrypted(eventOf()));
    const forged = { body, headers: { ...headers, "x-lark-signature": "0".repeat(64) } };
    expect(await post(port, forged)).toEqual({ status: 401, body: '{"msg":"unauthorized"}' });
    expect(lines).toEqual([expect.stringMatching(/^SIGNATURE_INVALID/)]);
  });

  it("answers a request to another path", async () => {
    const { port } = await arrange();
    expect((await post(port, signed(encrypted(eventOf())), "/elsewhere")).status).toBe(404);
  });

  it("keeps a Chinese character whole that is cut between two chunks of the body", async () => {
    const { dispatcher, port } = await arrange();
    const contents: string[] = [];
    dispatcher.on("im.message.receive_v1", (event) => void contents.push(event.message.content));
    const { body, headers } = signed(JSON.stringify(eventOf()));
    const bytes = Buffer.from(body);
    const cut = bytes.indexOf(Buffer.from("好")) + 1;
    const socket = connect(port, "127.0.0.1").setNoDelay(true);
    const head = Object.entries({ ...headers, host: "x", "content-length": bytes.length, connection: "close" });
    socket.write(
      `POST /webhook/event HTTP/1.1\r\n${head.map(([key, value]) => `${key}: ${value}`).join("\r\n")}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.write(bytes.subarray(0, cut), resolve));
    socket.write(bytes.subarray(cut));
    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 OK/);
    expect(contents).toEqual(['{"text":"你好，世界"}']);
  });

  it("acknowledges an event that nobody listens to with an empty success", async () => {
    const { port } = await arrange();
    expect(await post(port, signed(encrypted(eventOf())))).toEqual({ status: 200, body: "{}" });
  });

  it("says DECRYPT_FAILED of a body that does not decrypt", async () => {
    const { lines, port } = await arrange();
    expect((await post(port, signed('{"encrypt":"bm90IGVuY3J5cHRlZCBhdCBhbGw="}'))).status).toBe(401);
    expect(lines).toEqual([expect.stringMatching(/^DECRYPT_FAILED/)]);
  });

  it("throws when a client is made without an app id", () => {
    expect(() => new Client({ appId: "", appSecret: "secret" })).toThrow(/^CONFIG_INVALID.*appId/);
  });

  it("refuses a long connection with a malformed app id", () => {
    const dispatcher = new EventDispatcher();
    expect(() => new WSClient({ appId: "my-app", appSecret: "secret", dispatcher })).toThrow(/^CONFIG_INVALID.*appId/);
  });

  it("tells onError of a handler that throws, and answers 500", async () => {
    const { dispatcher, port } = await arrange();
    const codes: string[] = [];
    dispatcher.onError((error) => void codes.push(error.code));
    dispatcher.onCardAction(() => {
      throw new Error("the database is down");
    });
    const click = {
      schema: "2.0",
      header: { event_id: "e1", event_type: "card.action.trigger", token: verificationToken },
      event: { operator: { open_id: "ou_1" }, token: "c-1", action: { tag: "button" } },
    };
    const { status, body } = await post(port, signed(encrypted(click)));
    expect(status).toBe(500);
    expect(body).not.toContain("database");
    expect(codes).toEqual(["HANDLER_FAILED"]);
  });

  it("drops a malformed frame and goes on with the next", async () => {
    const platform = createServer((request, response) => {
      request.resume();
      const { port } = platform.address() as AddressInfo;
      const URL = `ws://127.0.0.1:${port}/ws/v2?fpid=1&device_id=1&service_id=1`;
      response.end(JSON.stringify({ code: 0, msg: "ok", data: { URL, ClientConfig: {} } }));
    });
    const sockets = new WebSocketServer({ server: platform });
    const port = await listening(platform);
    const connected = once(sockets, "connection");
    const dispatcher = new EventDispatcher({ logLevel: "silent" });
    const client = new WSClient({
      appId: "cli_0123456789abcdef",
      appSecret: "secret",
      domain: `http://127.0.0.1:${port}`,
      dispatcher,
      logLevel: "silent",
    });
    cleanUps.push(() => client.close());
    await client.start();
    const [socket] = await connected;
    const answered = new Promise<Buffer>((resolve) => {
      socket.on("message", (data: Buffer) => {
        if (decodeFrame(data).method === frameMethod.data) resolve(data);
      });
    });
    socket.send(Buffer.from([0xff, 0xff, 0xff]));
    socket.send(Buffer.alloc(0));
    socket.send("text instead of bytes");
    socket.send(
      encodeFrame({
        SeqID: 1n,
        LogID: 1n,
        service: 1,
        method: frameMethod.data,
        headers: [
          { key: "type", value: "event" },
          { key: "message_id", value: "m1" },
        ],
        payload: Buffer.from(JSON.stringify(eventOf())),
      }),
    );
    expect(decodeAnswer(decodeFrame(await answered)).code).toBe(200);
  });
});
