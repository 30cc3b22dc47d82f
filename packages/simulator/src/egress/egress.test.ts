import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { createTestClock } from "larkwire/testing";
import { afterEach, describe, expect, it } from "vitest";
import { Identifiers } from "../world/identifiers.ts";
import { createRandom } from "../world/random.ts";
import { Egress } from "./egress.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
}

async function listenTcp(listener: (socket: Socket) => void): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    closing.push(() => socket.destroy());
    listener(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function create() {
  const clock = createTestClock();
  const egress = new Egress(clock, new Identifiers(createRandom(1)));
  closing.push(() => egress.close());
  const push = (url: string) => egress.push({ url, encryptKey: undefined }, '{"a":1}', 3000);
  return { clock, egress, push };
}

describe("a webhook push", () => {
  it("is a POST of JSON whose answer comes back as it is", async () => {
    let seen: unknown;
    const url = await listen((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk) => chunks.push(chunk));
      request.on("end", () => {
        seen = {
          method: request.method,
          url: request.url,
          type: request.headers["content-type"],
          body: String(Buffer.concat(chunks)),
        };
        // Go's official adapter loses its content type in this way.
        response.writeHead(200, { "Content-Type": "text/plain" }).end('{"toast":{"content":"好"}}');
      });
    });
    const { push, clock } = create();

    const attempt = await push(url).attempt;
    expect(attempt).toMatchObject({
      type: "answered",
      status: 200,
      text: '{"toast":{"content":"好"}}',
    });
    expect(attempt.type === "answered" && attempt.received.headers()).toMatchObject({ "content-type": "text/plain" });
    expect(seen).toEqual({ method: "POST", url: "/webhook", type: "application/json;charset=utf-8", body: '{"a":1}' });
    expect(clock.timers).toBe(0);
  });

  it("does not follow redirects", async () => {
    let requests = 0;
    const url = await listen((_, response) => {
      requests++;
      response.writeHead(302, { Location: "/elsewhere" }).end();
    });

    expect(await create().push(url).attempt).toMatchObject({ type: "answered", status: 302 });
    expect(requests).toBe(1);
  });

  it("is late after 3 s, also when the answer has begun", async () => {
    const { push, clock } = create();
    const silent = push(await listen(() => undefined));
    const halfway = push(await listen((_, response) => void response.writeHead(200).write("{")));
    await clock.advance(3000);

    expect(await silent.attempt).toEqual({ type: "late" });
    expect(await halfway.attempt).toEqual({ type: "late" });
  });

  it("fails with 200342 where nobody listens, and with 200343 where the name does not exist", async () => {
    const url = await listenTcp(() => undefined);
    for (const close of closing.splice(0)) close();
    const { push } = create();

    expect(await push(url).attempt).toMatchObject({ type: "failed", code: 200342 });
    expect(await push("http://does-not-exist.invalid/").attempt).toMatchObject({ type: "failed", code: 200343 });
  });

  it.each<[string, (socket: Socket) => void]>([
    ["closed without an answer", (socket) => socket.once("data", () => socket.end())],
    ["reset", (socket) => socket.once("data", () => socket.resetAndDestroy())],
    ["answered with something other than HTTP", (socket) => socket.end("hello\r\n\r\n")],
    ["cut off in the middle", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")],
    [
      "answered with endless headers",
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`),
    ],
  ])("fails with 200080 when the connection is %s", async (_, listener) => {
    expect(await create().push(await listenTcp(listener)).attempt).toMatchObject({ type: "failed", code: 200080 });
  });

  it("stops reading an endless answer", async () => {
    const url = await listen((_, response) => {
      const write = (): void => {
        while (response.write("x".repeat(65_536)));
      };
      response.on("drain", write);
      write();
    });

    expect(await create().push(url).attempt).toMatchObject({
      type: "failed",
      code: 200080,
      detail: expect.stringContaining("1048576"),
    });
  });

  it("ends when the simulator closes", async () => {
    const { egress, push } = create();
    let arrived = (): void => undefined;
    const reached = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const sent = push(await listen(() => arrived()));
    await reached;
    egress.close();

    expect(await sent.attempt).toMatchObject({ type: "failed", code: 200080 });
  });
});
