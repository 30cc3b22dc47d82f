import { Client, EventDispatcher } from "@larksuiteoapi/node-sdk";
import type { SimulatedApp, Simulator } from "@larkwire/simulator";
import { describe, expect, it } from "vitest";
import { approval, approved, connect, logger, question, scene, serve, simulate } from "./official-bot.ts";

// The official SDK as its users install it, against the simulator: what it understands and what it sends must be right
// without either side being made for the other.

describe("the official Node SDK on the simulator's long connection", () => {
  it("answers a click with a toast and a card", async () => {
    const simulator = await simulate();
    const { app, user, message_id } = scene(simulator);
    const values: unknown[] = [];
    await connect(simulator, app, {
      "card.action.trigger": async ({ action }) => {
        values.push(action.value);
        return approval;
      },
    });

    const { toast, card, clientCode } = await user.click({ message_id, button: "Approve" });

    expect(values).toEqual([{ id: "42", note: "同意 👍" }]);
    expect({ toast, card, clientCode }).toEqual({ toast: approval.toast, card: approved, clientCode: undefined });
  });

  it("puts a click together that comes in many fragments", async () => {
    const simulator = await simulate({ fragmentBytes: 97 });
    const { app, user, message_id } = scene(simulator);
    await connect(simulator, app, { "card.action.trigger": async () => approval });

    const { toast, exchange } = await user.click({ message_id, button: "Approve" });

    expect(exchange.request.raw.split("\n").length).toBeGreaterThan(5);
    expect(toast).toEqual(approval.toast);
  });

  it("makes the developer console take the long connection", async () => {
    const simulator = await simulate();
    const { app } = scene(simulator);
    await expect(app.useLongConnection()).rejects.toMatchObject({ code: "NO_CLIENT_ONLINE" });

    await connect(simulator, app, {});

    await expect(app.useLongConnection()).resolves.toBeUndefined();
    expect(app.connections).toBe(1);
  });

  it("acknowledges an event whose handler returns nothing", async () => {
    const simulator = await simulate();
    const { app, user, chat } = scene(simulator);
    const texts: string[] = [];
    await connect(simulator, app, {
      "im.message.receive_v1": async ({ message }) => {
        texts.push(message.content);
      },
    });

    await user.send(chat, "你好");

    expect(texts).toEqual(['{"text":"你好"}']);
    expect(simulator.exchanges().map(({ name, answer }) => [name, answer?.status])).toEqual([
      ["im.message.receive_v1", 200],
    ]);
  });

  it("shows the user an error when its handler throws", async () => {
    const simulator = await simulate();
    const { app, user, message_id } = scene(simulator);
    await connect(simulator, app, {
      "card.action.trigger": async () => {
        throw new Error("on purpose");
      },
    });

    const { clientCode, exchange, card } = await user.click({ message_id, button: "Approve" });

    expect({ status: exchange.answer?.status, clientCode }).toEqual({ status: 500, clientCode: 200_671 });
    expect(card).toEqual(question);
  });

  it("shows the user an error when it has no handler, because it answers with a sentence", async () => {
    const simulator = await simulate();
    const { app, user, message_id } = scene(simulator);
    await connect(simulator, app, {});

    const { clientCode, exchange } = await user.click({ message_id, button: "Approve" });

    expect(exchange.answer?.body).toBe("no card.action.trigger event handle");
    expect(clientCode).toBe(200_672);
  });

  it("is too late after three seconds", async () => {
    const simulator = await simulate({ clock: "virtual" });
    const { app, user, message_id } = scene(simulator);
    await connect(simulator, app, { "card.action.trigger": () => new Promise(() => {}) });

    const click = user.click({ message_id, button: "Approve" });
    await simulator.advance(3_000);

    expect(await click).toMatchObject({ clientCode: 200_341, latencyMs: 3_000, card: question });
  });

  it("gives up when the secret is wrong", async () => {
    const simulator = await simulate();
    const { appId } = simulator.createApp();

    await expect(connect(simulator, { appId, appSecret: "wrong" }, {})).rejects.toThrow("code=514, msg=auth failed");
  });

  it("gives up when there is no such app", async () => {
    const simulator = await simulate();
    const nobody = { appId: "cli_0000000000000000", appSecret: "secret" };

    await expect(connect(simulator, nobody, {})).rejects.toThrow("code=1000040346, msg=app_id is invalid");
  });
});

describe("the official Node SDK behind the simulator's webhook", () => {
  const encryptKey = "Qk3yTz8PdV1mXw5r";
  const dispatcherWith = (key: string) =>
    new EventDispatcher({ encryptKey: key, logger }).register({
      "card.action.trigger": async () => approval,
    });

  it("answers the encrypted challenge and then an encrypted click", async () => {
    const simulator = await simulate();
    const { app, user, message_id } = scene(simulator, { encryptKey });

    await app.useWebhook(await serve(dispatcherWith(encryptKey), { autoChallenge: true }));
    const { toast, card, exchange } = await user.click({ message_id, button: "Approve" });

    expect(exchange.way).toBe("webhook");
    expect(Object.keys(JSON.parse(exchange.request.raw))).toEqual(["encrypt"]);
    expect({ toast, card }).toEqual({ toast: approval.toast, card: approved });
  });

  it("answers a challenge and a click without an Encrypt Key", async () => {
    const simulator = await simulate();
    const { app, user, message_id } = scene(simulator);

    await app.useWebhook(await serve(dispatcherWith(""), { autoChallenge: true }));
    const { toast, card } = await user.click({ message_id, button: "Approve" });

    expect({ toast, card }).toEqual({ toast: approval.toast, card: approved });
  });

  it("is not taken as a request URL without autoChallenge", async () => {
    const simulator = await simulate();
    const { app } = scene(simulator);

    const saved = app.useWebhook(await serve(dispatcherWith("")));

    await expect(saved).rejects.toMatchObject({ code: "REQUEST_URL_REFUSED" });
  });
});

describe("the official Node SDK as a client of the simulator's open API", () => {
  const clientOf = ({ domain }: Simulator, app: Pick<SimulatedApp, "appId" | "appSecret">) =>
    new Client({ appId: app.appId, appSecret: app.appSecret, domain, logger });
  const toChat = (chatId: string, content: object) => ({
    params: { receive_id_type: "chat_id" as const },
    data: { receive_id: chatId, msg_type: "interactive", content: JSON.stringify(content) },
  });

  it("gets a token, sends a card and replaces it", async () => {
    const simulator = await simulate();
    const { app, chat } = scene(simulator);
    const shared = { ...question, config: { update_multi: true } };
    const sharedAfter = { ...approved, config: { update_multi: true } };
    const client = clientOf(simulator, app);

    const { code, data } = await client.im.message.create(toChat(chat.chatId, shared));
    const path = { message_id: data?.message_id ?? "" };
    const sent = chat.messages().find(({ message_id }) => message_id === path.message_id);
    await client.im.message.patch({ path, data: { content: JSON.stringify(sharedAfter) } });
    const patched = chat.messages().find(({ message_id }) => message_id === path.message_id);

    expect({ code, content: sent?.content }).toEqual({ code: 0, content: shared });
    expect(patched).toMatchObject({ content: sharedAfter, revision: 1 });
  });

  it("replies to a message", async () => {
    const simulator = await simulate();
    const { app, chat, message_id } = scene(simulator);

    const { code } = await clientOf(simulator, app).im.message.reply({
      path: { message_id },
      data: { msg_type: "text", content: JSON.stringify({ text: "done" }) },
    });

    expect(code).toBe(0);
    expect(chat.messages().at(-1)).toMatchObject({ msg_type: "text", content: { text: "done" } });
  });

  it("is refused in a chat that the app is not in", async () => {
    const simulator = await simulate();
    const { app } = scene(simulator);
    const elsewhere = simulator.createChat();

    const sending = clientOf(simulator, app).im.message.create(toChat(elsewhere.chatId, question));

    await expect(sending).rejects.toMatchObject({ response: { status: 400, data: { code: 230_002 } } });
  });

  it("gets no token with a wrong secret", async () => {
    const simulator = await simulate();
    const { app, chat } = scene(simulator);
    const client = clientOf(simulator, { appId: app.appId, appSecret: "wrong" });

    await expect(client.im.message.create(toChat(chat.chatId, question))).rejects.toThrow(
      "code: 10015, msg: app secret invalid",
    );
    expect(chat.messages()).toHaveLength(1);
  });
});
