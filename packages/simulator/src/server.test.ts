import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "./index.ts";
import { startSimulator } from "./simulator.ts";

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ console: false });
});
afterEach(() => simulator.close());

/** Everything that the server says to these bytes until it closes the connection. */
async function say(...bytes: (string | Uint8Array)[]): Promise<string> {
  const { hostname, port } = new URL(simulator.domain);
  const socket = connect(Number(port), hostname);
  const heard: Buffer[] = [];
  socket.on("data", (chunk) => heard.push(chunk));
  socket.on("error", () => undefined);
  for (const chunk of bytes) socket.write(chunk);
  await once(socket, "close");
  return Buffer.concat(heard).toString("latin1");
}

const upgrade = (path: string, headers: Record<string, string> = {}) =>
  [
    `GET ${path} HTTP/1.1`,
    ...Object.entries({
      Host: new URL(simulator.domain).host,
      Connection: "Upgrade",
      Upgrade: "websocket",
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`),
    "\r\n",
  ].join("\r\n");

async function addressOf(): Promise<string> {
  const { appId, appSecret } = simulator.createApp();
  const body = JSON.stringify({ AppID: appId, AppSecret: appSecret });
  const response = await fetch(`${simulator.domain}/callback/ws/endpoint`, { method: "POST", body });
  const { data } = (await response.json()) as { data: { URL: string } };
  return data.URL;
}

describe("a connection that does not speak as it should", () => {
  it.each<[string, () => (string | Uint8Array)[]]>([
    ["noise", () => [randomBytes(100_000)]],
    ["a request without a host", () => ["GET / HTTP/1.1\r\n\r\n"]],
    ["endless headers", () => [`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(100_000)}\r\n\r\n`]],
    ["two lengths", () => ["POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"]],
    [
      "a body that is longer than it says",
      () => ["POST /callback/ws/endpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}}}}}\r\n\r\n"],
    ],
  ])("is closed after %s, and the server lives on", async (_, bytes) => {
    await say(...bytes());

    expect((await fetch(simulator.domain)).status).toBe(404);
  });
});

describe("an upgrade", () => {
  it("to another protocol, to another path or without a ticket is refused", async () => {
    expect(await say(upgrade("/ws/v2"))).toMatch(/^HTTP\/1\.1 514 Refused\r\nHandshake-Status: 514\r\n/);
    expect(await say(upgrade("/elsewhere"))).toMatch(/^HTTP\/1\.1 404 /);
    expect(await say(upgrade("//"))).toMatch(/^HTTP\/1\.1 404 /);
  });

  it("that is no WebSocket handshake is refused even with a ticket", async () => {
    const url = new URL(await addressOf());

    expect(await say(upgrade(`${url.pathname}${url.search}`))).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("by a page of another origin is refused even with a ticket", async () => {
    const url = new URL(await addressOf());
    const key = { "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" };
    const path = `${url.pathname}${url.search}`;

    expect(await say(upgrade(path, { ...key, Origin: "https://evil.example" }))).toMatch(/^HTTP\/1\.1 403 /);
    const socket = connect(Number(url.port), url.hostname);
    socket.write(upgrade(path, key));
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 /);
    socket.destroy();
  });
});

describe("the console's page", () => {
  it("is said to be missing where it was not built", async () => {
    const response = await fetch(simulator.consoleUrl);

    expect(response.status).toBe(404);
    expect(await response.text()).toContain("comes with its build");
  });
});

it("says what to do about a port that is taken", async () => {
  const port = Number(new URL(simulator.domain).port);

  await expect(startSimulator({ port, console: false })).rejects.toMatchObject({
    code: "PORT_TAKEN",
    message: expect.stringMatching(`port ${port} of 127.0.0.1 already.*--port`),
  });
});
