import { readFileSync } from "node:fs";
import { Client } from "@larksuiteoapi/node-sdk";
import { describe, expect, it } from "vitest";
import { connect, logger, question, scene, simulate } from "./official-bot.ts";

// What the official Node SDK does with everything that a platform does: the simulator must bring about all of it.
const clientConfig = { ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 0, PingInterval: 1 };

describe("connecting", () => {
  it("goes on after an internal error of discovery, a revoked ticket and a bad gateway", async () => {
    const simulator = await simulate({ clientConfig });
    const { app } = scene(simulator);
    // Before its first connection the client waits for up to two minutes by itself.
    await connect(simulator, app, {});
    const faults = [
      simulator.faults.add({ name: "ping" }, { type: "close", code: 1006 }),
      simulator.faults.add({}, { type: "refuseConnecting", code: 1_000_040_343, msg: "internal error" }),
      simulator.faults.add({}, { type: "status", status: 502 }),
      simulator.faults.add({}, { type: "revokeTickets" }),
    ];

    await expect.poll(() => faults.map(({ struck }) => struck), { timeout: 15_000 }).toEqual([1, 1, 1, 1]);
    await expect.poll(() => app.connections, { timeout: 15_000 }).toBe(1);
  });

  it.each([
    ["a busy system", { type: "systemBusy" }, "code=1"],
    ["the other brand", { type: "wrongDomain" }, "1000040351"],
    ["too many connections", { type: "connectionLimit" }, "1000040350"],
  ] as const)("ends for good with %s", async (_, fault, told) => {
    const simulator = await simulate({ clientConfig });
    const { app } = scene(simulator);
    simulator.faults.add({ name: "/callback/ws/endpoint" }, fault);

    await expect(connect(simulator, app, {})).rejects.toThrow(told);
    expect(app.connections).toBe(0);
  });

  it("holds 50 connections of one app, and not 51", async () => {
    const simulator = await simulate();
    const { app } = scene(simulator);
    for (let count = 0; count < 50; count++) await connect(simulator, app, {});

    expect(app.connections).toBe(50);
    await expect(connect(simulator, app, {})).rejects.toThrow("1000040350");
  });
});

describe("a ping", () => {
  it("comes at once, and the pong's settings say when the next one comes", async () => {
    const simulator = await simulate({ clientConfig });
    const { app } = scene(simulator);
    const pings = simulator.faults.add({ name: "ping", times: 3 }, { type: "close", code: 1001 });
    await connect(simulator, app, {});

    await expect.poll(() => pings.struck, { timeout: 15_000 }).toBe(3);
    await expect.poll(() => app.connections, { timeout: 15_000 }).toBe(1);
  });
});

describe("a broken connection", () => {
  it.each([1000, 1001, 1006, 1012])("closed with %i is replaced, and clicks are answered again", async (code) => {
    const simulator = await simulate({ clientConfig });
    const { app, user, message_id } = scene(simulator);
    await connect(simulator, app, { "card.action.trigger": async () => ({}) });
    const fault = simulator.faults.add({}, { type: "close", code });
    const lost = user.click({ message_id, button: "Approve" });
    await expect.poll(() => fault.struck).toBe(1);

    expect((await lost).clientCode).toBe(200_341);
    await expect.poll(() => app.connections, { timeout: 15_000 }).toBe(1);
    expect((await user.click({ message_id, button: "Approve" })).clientCode).toBeUndefined();
  });
});

describe("an event", () => {
  it("is understood and acknowledged, whichever of all names it has", async () => {
    const simulator = await simulate();
    const { app } = scene(simulator);
    const rows = readFileSync(new URL("../packages/sdk/schemas/event-types.tsv", import.meta.url), "utf8").split("\n");
    const notEvents = /^(event_type|url_verification|card\.|url\.preview|profile\.view|$)/;
    const names = rows.map((row) => row.split("\t")[0] ?? "").filter((name) => !notEvents.test(name));
    const received: string[] = [];
    const handlers = names.map((name) => [name, async () => void received.push(name)]);
    await connect(simulator, app, Object.fromEntries(handlers));
    for (const name of names) expect((await simulator.trigger(name)).answer?.status).toBe(200);

    expect(received).toEqual(names);
    expect(names).toHaveLength(260);
  });

  it("whose handler throws comes again after 15 s", async () => {
    const simulator = await simulate({ clock: "virtual" });
    const { app } = scene(simulator);
    let calls = 0;
    await connect(simulator, app, {
      "im.message.receive_v1": async () => {
        calls += 1;
        if (calls === 1) throw new Error("on purpose");
      },
    });
    await simulator.trigger("im.message.receive_v1");
    await simulator.advance(15_000);

    expect(simulator.exchanges().map(({ attempt, answer }) => [attempt, answer?.status])).toEqual([
      [1, 500],
      [2, 200],
    ]);
  });

  it("that comes twice is handled twice: this client does not remember", async () => {
    const simulator = await simulate();
    const { app } = scene(simulator);
    let calls = 0;
    await connect(simulator, app, { "im.message.receive_v1": async () => void calls++ });
    simulator.faults.add({}, { type: "duplicate" });
    await simulator.trigger("im.message.receive_v1");

    await expect.poll(() => calls).toBe(2);
  });

  it("in frames of another order is put together", async () => {
    const simulator = await simulate();
    const { app } = scene(simulator);
    const texts: string[] = [];
    await connect(simulator, app, { "im.message.receive_v1": async ({ message }) => void texts.push(message.content) });
    simulator.faults.add({}, { type: "fragment", into: 9 });
    simulator.faults.add({}, { type: "reorder" });
    await simulator.trigger("im.message.receive_v1", { set: { "message.content": "早上好" } });

    expect(texts).toEqual(["早上好"]);
  });
});

describe("a click", () => {
  it("that comes as a card frame is dropped without an answer", async () => {
    const simulator = await simulate({ clock: "virtual" });
    const { app, user, message_id } = scene(simulator);
    await connect(simulator, app, { "card.action.trigger": async () => ({}) });
    simulator.faults.add({}, { type: "cardFrame" });
    const clicked = user.click({ message_id, button: "Approve" });
    await simulator.advance(3_000);

    expect((await clicked).clientCode).toBe(200_341);
  });

  it.each([
    ["nothing", undefined, undefined],
    ["{}", {}, undefined],
    ["a toast", { toast: { type: "warning", content: "wait" } }, undefined],
    ["a text", "text", 200_672],
    ["a card as a string", { card: { type: "raw", data: "{}" } }, 200_672],
    ["a card of the older version", { card: { type: "raw", data: { elements: [] } } }, 200_830],
  ])("answered with %s is judged", async (_, reply, clientCode) => {
    const simulator = await simulate();
    const { app, user, message_id } = scene(simulator);
    await connect(simulator, app, { "card.action.trigger": async () => reply });
    const result = await user.click({ message_id, button: "Approve" });

    expect(result.clientCode).toBe(clientCode);
    expect(result.card).toEqual(question);
  });
});

describe("a link", () => {
  it("is given its preview", async () => {
    const simulator = await simulate();
    const { app, user, chat } = scene(simulator);
    await connect(simulator, app, {
      "url.preview.get": async ({ context }) => ({ inline: { title: `about ${context.url}` } }),
    });

    expect(await user.pasteLink(chat, app, "https://ci.example/42")).toMatchObject({
      inline: { title: "about https://ci.example/42" },
      clientCode: undefined,
    });
  });
});

describe("a call of the open API", () => {
  it.each([
    ["an expired token", { type: "expireToken" }, { code: 99_991_663 }],
    ["a rate limit", { type: "rateLimit" }, { code: 99_991_400 }],
  ] as const)("that meets %s fails with the platform's code", async (_, fault, data) => {
    const simulator = await simulate();
    const { app, chat } = scene(simulator);
    const client = new Client({ appId: app.appId, appSecret: app.appSecret, domain: simulator.domain, logger });
    simulator.faults.add({ name: "/open-apis/im/*" }, fault);
    const sending = client.im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: chat.chatId, msg_type: "text", content: '{"text":"hi"}' },
    });

    await expect(sending).rejects.toMatchObject({ response: { data } });
  });
});
