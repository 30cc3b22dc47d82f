import { once } from "node:events";
import { request } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { connectBot } from "./hand-made-bots.ts";
import type { SimulatedApp, SimulatedChat, SimulatedUser, Simulator } from "./index.ts";
import { startSimulator } from "./simulator.ts";

// Whatever talks to the simulator: it answers with a code, keeps its secrets, and goes on.

const long = process.env.LARKWIRE_LONG === "1";
const parameters = { numRuns: long ? 20_000 : 400, seed: 1 };
const timeout = long ? 600_000 : 60_000;

let simulator: Simulator;
let app: SimulatedApp;
let user: SimulatedUser;
let chat: SimulatedChat;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ console: false, clock: "virtual" });
  app = simulator.createApp();
  user = simulator.createUser();
  chat = simulator.createChat({ members: [user], bots: [app] });
  const answer = await post("/open-apis/auth/v3/tenant_access_token/internal", {
    app_id: app.appId,
    app_secret: app.appSecret,
  });
  token = (JSON.parse(answer.text) as { tenant_access_token: string }).tenant_access_token;
});
afterAll(() => simulator.close());

interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** `fetch` refuses what a hostile client would send. */
async function send(method: string, path: string, body: Buffer, headers: Record<string, string>): Promise<HttpAnswer> {
  const { hostname, port } = new URL(simulator.domain);
  const call = request({ hostname, port, method, path, headers: { ...headers, "content-length": body.length } });
  call.end(body);
  const [response] = await once(call, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, text: Buffer.concat(chunks).toString() };
}

const post = (path: string, body: unknown): Promise<HttpAnswer> =>
  send("POST", path, Buffer.from(JSON.stringify(body)), { "content-type": "application/json" });

/** Whether a person can still click, and the app still answers. */
async function expectAlive(): Promise<void> {
  await using _bot = await connectBot(simulator, app, () => ({ toast: { content: "alive" } }));
  const message = app.sendCard(chat, {
    elements: [{ tag: "action", actions: [{ tag: "button", text: { tag: "plain_text", content: "Go" } }] }],
  });
  expect((await user.click({ ...message, button: "Go" })).toast).toEqual({ type: "info", content: "alive" });
}

const id = fc.oneof(
  fc.constantFrom("om_0", "img_v3_0", "../..", "%00", "a%2Fb", "x".repeat(3_000), "__proto__"),
  fc.webSegment(),
);
const path = fc
  .tuple(
    fc.constantFrom(
      ...["/open-apis/im/v1/messages", "/open-apis/im/v1/messages/{}", "/open-apis/im/v1/messages/{}/reply"],
      ...["/open-apis/im/v1/messages/{}/forward", "/open-apis/im/v1/images", "/open-apis/im/v1/images/{}"],
      ...["/open-apis/im/v1/files", "/open-apis/im/v1/chats", "/open-apis/cardkit/v1/cards"],
      ...["/open-apis/cardkit/v1/cards/{}/elements/{}/content", "/open-apis/cardkit/v1/cards/{}/batch_update"],
      ...["/open-apis/interactive/v1/card/update", "/open-apis/auth/v3/app_access_token", "/callback/ws/endpoint"],
      ...["/simulator/v1/apps", "/simulator/v1/chats", "/simulator/v1/messages", "/simulator/v1/clicks"],
      ...["/simulator/v1/faults", "/simulator/v1/apps/{}/events", "/simulator/v1/apps/{}/subscriptions"],
      ...["/simulator/v1/exchanges", "/{}"],
    ),
    id,
    fc.constantFrom("", "?receive_id_type=chat_id", "?limit=-1", "?receive_id_type=nobody&receive_id_type=x", "?%"),
  )
  .map(([template, each, query]) => template.replaceAll("{}", each) + query);

const known = (): fc.Arbitrary<unknown> =>
  fc.constantFrom(app.appId, chat.chatId, user.openId, "interactive", "text", '{"text":"a"}', "chat_id", "app_ticket");
const body = (): fc.Arbitrary<Buffer> => {
  const value = fc.oneof(
    fc.jsonValue(),
    known(),
    fc.jsonValue().map((each) => JSON.stringify(each)),
  );
  const names = [
    ...["receive_id", "msg_type", "content", "uuid", "token", "card", "type", "data", "sequence", "actions", "app_id"],
    ...["app_secret", "AppID", "AppSecret", "open_id", "chat_id", "message_id", "action", "name", "members", "bots"],
    ...["fault", "scope", "events", "callbacks", "text", "ms", "__proto__"],
  ];
  const object = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 8 });
  const json = fc.oneof(object, fc.jsonValue()).map((each) => Buffer.from(JSON.stringify(each)));
  const deep = fc.integer({ min: 1, max: 50_000 }).map((depth) => Buffer.from("[".repeat(depth)));
  return fc.oneof(
    { weight: 6, arbitrary: json },
    deep,
    fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each)),
  );
};
const headers = fc.record({
  "content-type": fc.constantFrom(
    "application/json",
    "application/json; charset=utf-16",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
  ),
});

describe("a hostile HTTP client", () => {
  it("gets a code and no secret, and nobody else suffers", { timeout }, async () => {
    const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE");
    const check = fc.asyncProperty(method, path, body(), headers, async (verb, where, bytes, given) => {
      const answer = await send(verb, where, bytes, { ...given, authorization: `Bearer ${token}` });
      expect(answer.status, answer.text).not.toBe(500);
      if (answer.status >= 400) expect(answer, `${verb} ${where}`).toSatisfy(isCoded);
      if (!where.startsWith("/simulator/v1/apps")) expect(answer.text).not.toContain(app.appSecret);
    });
    await fc.assert(check, parameters);
    await expectAlive();
  });
});

/** A number where the platform answers, a name where the simulator does; the platform's unknown paths have a status alone. */
function isCoded({ status, text }: HttpAnswer): boolean {
  if (status === 404 && text === "404 Not Found") return true;
  const answer: unknown = JSON.parse(text);
  if (typeof answer !== "object" || answer === null) return false;
  if ("code" in answer) return typeof answer.code === "number" && answer.code !== 0;
  const error = "error" in answer ? answer.error : undefined;
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";
}

describe("a hostile long connection", () => {
  it("ends, or is ignored, and nobody else suffers", { timeout }, async () => {
    const frames = fc.array(fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string()), { minLength: 1, maxLength: 20 });
    const check = fc.asyncProperty(frames, async (sent) => {
      const { data } = JSON.parse(
        (await post("/callback/ws/endpoint", { AppID: app.appId, AppSecret: app.appSecret })).text,
      ) as { data: { URL: string } };
      const socket = new WebSocket(data.URL);
      socket.on("error", () => undefined);
      await once(socket, "open");
      for (const frame of sent) socket.send(frame);
      socket.close();
      await once(socket, "close");
    });
    await fc.assert(check, { ...parameters, numRuns: parameters.numRuns / 10 });
    await expectAlive();
  });
});
