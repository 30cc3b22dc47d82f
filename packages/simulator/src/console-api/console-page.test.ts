import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectBot, type HandMadeBot } from "../hand-made-bots.ts";
import type { SimulatedApp, SimulatedUser, Simulator } from "../index.ts";
import { startSimulator } from "../simulator.ts";
import type { ClickView, ConsoleEvent, RefusalView, WorldView } from "./contract.ts";

const card = { elements: [{ tag: "hr" }] };
const nextCard = { elements: [{ tag: "markdown", content: "yours" }] };

let simulator: Simulator;
let app: SimulatedApp;
let ada: SimulatedUser;
let messageId: string;
let bot: HandMadeBot;

beforeEach(async () => {
  simulator = await startSimulator();
  app = simulator.createApp({ name: "Approvals" });
  ada = simulator.createUser({ name: "Ada" });
  const chat = simulator.createChat({ name: "Team", members: [ada], bots: [app] });
  messageId = app.sendCard(chat, card).message_id;
  bot = await connectBot(simulator, app, () => ({ toast: { content: "ok" }, card: { type: "raw", data: nextCard } }));
});
afterEach(async () => {
  await bot[Symbol.asyncDispose]();
  await simulator.close();
});

async function call<Body>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { "Content-Type": "application/json" },
) {
  const response = await fetch(`${simulator.domain}/simulator/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

const click = () =>
  call<ClickView>("POST", "/clicks", {
    open_id: ada.openId,
    message_id: messageId,
    action: { tag: "button", value: { id: 1 } },
  });

/** Opens the stream; what happens from then on comes out of it. */
async function listen(query = ""): Promise<AsyncGenerator<ConsoleEvent>> {
  const response = await fetch(`${simulator.domain}/simulator/v1/stream${query}`);
  expect(response.headers.get("Content-Type")).toContain("text/event-stream");
  return readEvents(response);
}

async function* readEvents({ body }: Response): AsyncGenerator<ConsoleEvent> {
  let text = "";
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) if (block.startsWith("data: ")) yield JSON.parse(block.slice(6)) as ConsoleEvent;
  }
}

describe("the world", () => {
  it("has everything that there is, and no secret", async () => {
    await click();
    const { status, body } = await call<WorldView>("GET", "/world");

    expect(status).toBe(200);
    expect(body).toMatchObject({
      apps: [
        {
          app_id: app.appId,
          name: "Approvals",
          type: "self-built",
          callbacks: { mode: "long-connection" },
          connections: 1,
        },
      ],
      users: [{ open_id: ada.openId, name: "Ada" }],
      chats: [{ name: "Team", members: [ada.openId], bots: [app.appId] }],
      messages: [{ message_id: messageId, msg_type: "interactive", content: card, revision: 1 }],
      exchanges: [{ name: "card.action.trigger", toast: { content: "ok" }, replacedCard: true }],
    });
    expect(JSON.stringify(body.apps)).not.toContain(app.appSecret);
  });

  it("shows a private card as one viewer sees it", async () => {
    await click();

    expect((await call<WorldView>("GET", `/world?viewer=${ada.openId}`)).body.messages).toMatchObject([
      { content: nextCard },
    ]);
  });
});

describe("a click of the console", () => {
  it("is a click", async () => {
    expect(await click()).toMatchObject({
      status: 200,
      body: { toast: { type: "info", content: "ok" }, exchange: { latencyMs: expect.any(Number) } },
    });
    expect(bot.asked).toMatchObject([{ event: { action: { tag: "button", value: { id: 1 } } } }]);
  });

  it.each<[number, string, unknown]>([
    [404, "UNKNOWN_USER", { open_id: "ou_0", message_id: "om_0", action: { tag: "button" } }],
    [400, "REQUEST_INVALID", {}],
    [400, "REQUEST_INVALID", { open_id: 1, message_id: "om_0", action: { tag: "button" } }],
    [400, "REQUEST_INVALID", { open_id: "ou_0", message_id: "om_0", action: { tag: "button", options: "x" } }],
    [400, "REQUEST_INVALID", "garbage"],
    [400, "REQUEST_INVALID", "[".repeat(100_000)],
    [400, "REQUEST_INVALID", "x".repeat(300_000)],
  ])("is refused with %i %s", async (status, code, body) => {
    expect(await call<RefusalView>("POST", "/clicks", body)).toMatchObject({
      status,
      body: { error: { code, message: expect.any(String) } },
    });
  });
});

describe("saving a way in", () => {
  it("answers with the app as it is now", async () => {
    const { status, body } = await call("PUT", `/apps/${app.appId}/callbacks`, { mode: "long-connection" });

    expect({ status, body }).toMatchObject({
      status: 200,
      body: { app_id: app.appId, callbacks: { mode: "long-connection" } },
    });
  });

  it.each<[number, string, unknown]>([
    [400, "REQUEST_URL_REFUSED", { mode: "webhook" }],
    [400, "REQUEST_URL_REFUSED", { mode: "webhook", requestUrl: "file:///etc/passwd" }],
    [400, "REQUEST_URL_REFUSED", { mode: "webhook", requestUrl: "http://127.0.0.1:1/" }],
    [400, "REQUEST_INVALID", { mode: "pigeon" }],
  ])("is refused with %i %s for %j", async (status, code, body) => {
    expect(await call<RefusalView>("PUT", `/apps/${app.appId}/callbacks`, body)).toMatchObject({
      status,
      body: { error: { code } },
    });
  });

  it("is refused for an unknown app", async () => {
    expect(await call("PUT", "/apps/cli_0/callbacks", { mode: "long-connection" })).toMatchObject({ status: 404 });
  });
});

describe("the live stream", () => {
  it("tells what happens: messages as the viewer sees them, exchanges, apps", async () => {
    const events = await listen(`?viewer=${ada.openId}`);
    await click();
    const next = async () => (await events.next()).value;

    const asked = await next();
    expect(asked).toMatchObject({ type: "exchange", exchange: { name: "card.action.trigger" } });
    expect(asked).not.toHaveProperty("exchange.answer");
    expect(await next()).toMatchObject({ type: "message", message: { message_id: messageId, content: nextCard } });
    expect(await next()).toMatchObject({ type: "exchange", exchange: { answer: { status: 200 } } });
    await bot[Symbol.asyncDispose]();
    expect(await next()).toMatchObject({ type: "app", app: { connections: 0 } });
    await events.return(undefined);
  });

  it("ends when the simulator closes", async () => {
    const events = await listen();
    simulator.createUser();
    expect((await events.next()).value).toMatchObject({ type: "user" });
    await simulator.close();

    // With its last chunk or with its connection, whichever goes first.
    expect(
      await events.next().then(
        ({ done }) => done,
        () => true,
      ),
    ).toBe(true);
  });

  it("is limited in number", async () => {
    const abort = new AbortController();
    const open = () => fetch(`${simulator.domain}/simulator/v1/stream`, { signal: abort.signal });
    const opened = await Promise.all(Array.from({ length: 64 }, open));

    expect(new Set(opened.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await open()).status).toBe(429);
    abort.abort();
    await expect
      .poll(
        async () =>
          (await fetch(`${simulator.domain}/simulator/v1/stream`, { signal: AbortSignal.timeout(500) })).status,
      )
      .toBe(200);
  });

  it("is not opened by who asks for its headers alone", async () => {
    const stream = `${simulator.domain}/simulator/v1/stream`;
    const asked = await Promise.all(Array.from({ length: 65 }, () => fetch(stream, { method: "HEAD" })));

    expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([200]));
    expect(asked[0]?.headers.get("Content-Type")).toBe("text/event-stream; charset=utf-8");
    expect((await fetch(stream, { signal: AbortSignal.timeout(500) })).status).toBe(200);
  });
});

describe("other web pages", () => {
  const withHeaders = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(simulator.domain);
      request({ host: "127.0.0.1", port, path: "/simulator/v1/world", headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });

  it.each([
    [{ Host: "evil.example" }],
    [{ Host: "evil.example", Origin: "http://evil.example" }],
    [{ Origin: "https://evil.example" }],
    [{ Origin: "null" }],
    [{ "Sec-Fetch-Site": "cross-site" }],
  ])("are refused: %j", async (headers) => {
    expect(await withHeaders(headers as unknown as Record<string, string>)).toBe(403);
  });

  it("cannot write with what a form may send", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      expect(await call("POST", "/clicks", "{}", { "Content-Type": type })).toMatchObject({
        status: 415,
        body: { error: { code: "CONTENT_TYPE_REFUSED" } },
      });
    }
  });
});

it("what is not there is said to be so", async () => {
  expect(await call("GET", "/nothing")).toMatchObject({ status: 404, body: { error: { code: "NOT_FOUND" } } });
  expect(await call("DELETE", "/worlds")).toMatchObject({ status: 404 });
});
