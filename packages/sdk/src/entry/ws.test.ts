import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocketServer } from "ws";
import { EventDispatcher } from "./event-dispatcher.ts";
import { type ConnectOptions, LarkwireError, WSClient } from "./ws.ts";

const appId = "cli_0123456789abcdef";
const appSecret = "secret0";
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function startPlatform(): Promise<string> {
  const server = createServer((_, response) => {
    const url = `ws://127.0.0.1:${port}/ws/v2?fpid=493&device_id=7&access_key=key0&service_id=3&ticket=ticket0`;
    response.setHeader("connection", "close").end(JSON.stringify({ code: 0, msg: "ok", data: { URL: url } }));
  });
  const webSockets = new WebSocketServer({ server });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  cleanups.push(() => {
    for (const socket of webSockets.clients) socket.terminate();
    server.close();
  });
  return `http://127.0.0.1:${port}`;
}

function listenToConsole(): string[] {
  const lines: string[] = [];
  for (const method of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((line: unknown) => void lines.push(String(line)));
  }
  return lines;
}

function create(options: Partial<ConnectOptions>): WSClient {
  const client = new WSClient({ appId, appSecret, dispatcher: new EventDispatcher(), ...options });
  cleanups.push(() => client.close());
  return client;
}

describe("WSClient with its defaults", () => {
  it("connects over real sockets and says where on the console, with the credentials masked", async () => {
    const domain = await startPlatform();
    const lines = listenToConsole();
    const client = create({ domain });

    await client.start();
    expect(client.status().type).toBe("open");
    await client.close();

    const host = domain.replace("http://", "");
    expect(lines).toEqual([
      `larkwire info: connected to ws://${host}/ws/v2?fpid=493&device_id=7&access_key=***&service_id=3&ticket=*** connection_id=7`,
      "larkwire info: closed",
    ]);
  });

  it("says nothing when its logger is silent", async () => {
    const domain = await startPlatform();
    const lines = listenToConsole();
    const client = create({ domain, logLevel: "silent" });

    await client.start();
    await client.close();

    expect(lines).toEqual([]);
  });

  it("tells a logger of its own, and the console nothing", async () => {
    const domain = await startPlatform();
    const lines = listenToConsole();
    const told: string[] = [];
    const client = create({ domain, logger: (level, message) => void told.push(`${level} ${message.slice(0, 12)}`) });

    await client.start();
    await client.close();

    expect(told).toEqual(["info connected to", "info closed"]);
    expect(lines).toEqual([]);
  });

  it("asks Feishu where to connect unless another domain is given", async () => {
    const asked: string[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation(async (url) => {
      asked.push(String(url));
      return Response.json({ code: 514, msg: "auth failed", data: {} });
    });
    // Whoever runs this may be behind a proxy.
    const client = create({ logLevel: "silent", proxy: false });

    await expect(client.start()).rejects.toSatisfy((error) => LarkwireError.is(error, "CREDENTIALS_REFUSED"));

    expect(asked).toEqual(["https://open.feishu.cn/callback/ws/endpoint"]);
  });

  it("closes as often as it is told to, started or not", async () => {
    const client = create({ logLevel: "silent" });

    await client.close();
    await client.close();

    await expect(client.start()).rejects.toSatisfy((error) => LarkwireError.is(error, "CLOSING"));
  });

  it.each<[string, Record<string, unknown>]>([
    ["appId", { appId: "cli_short" }],
    ["appSecret", { appSecret: " secret0" }],
    ["dispatcher", { dispatcher: undefined }],
    ["domain", { domain: "open.larksuite.com" }],
    ["livenessMs", { livenessMs: 0 }],
    ["maxFrameBytes", { maxFrameBytes: Number.POSITIVE_INFINITY }],
    ["maxUnsentBytes", { maxUnsentBytes: "16 MiB" }],
  ])("throws CONFIG_INVALID with the name of %s when it makes no sense", (name, wrong) => {
    const make = () => create(wrong);

    expect(make).toThrow(expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(name) }));
  });
});
