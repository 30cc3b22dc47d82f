import type { Client } from "larkwire/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SimulatedApp, type Simulator, startSimulator } from "../index.ts";
import { createClient } from "../larkwire-bots.ts";

let simulator: Simulator;
let app: SimulatedApp;
let client: Client;

beforeEach(async () => {
  simulator = await startSimulator({ console: false });
  app = simulator.createApp();
  client = createClient(simulator, app);
});
afterEach(() => simulator.close());

const message = { path: { message_id: "om_0" } };
const card = { path: { card_id: "1" } };
const element = { path: { card_id: "1", element_id: "a" } };
const text = { msg_type: "text", content: { text: "hi" } } as const;
const toChat = { params: { receive_id_type: "chat_id" }, data: { receive_id: "oc_0", ...text } } as const;
const urged = { ...message, params: { user_id_type: "open_id" }, data: { user_id_list: ["ou_0"] } } as const;
const ephemeral = { chat_id: "oc_0", open_id: "ou_0", msg_type: "interactive", card: {} } as const;
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const change = { sequence: 1 };
const hr = { tag: "hr" };

/** Everything that larkwire's client has types for. */
const calls: readonly [string, () => Promise<unknown>][] = [
  ["im.message.create", () => client.im.message.create(toChat)],
  ["im.message.reply", () => client.im.message.reply({ ...message, data: text })],
  ["im.message.patch", () => client.im.message.patch({ ...message, data: { content: {} } })],
  ["im.message.update", () => client.im.message.update({ ...message, data: text })],
  ["im.message.delete", () => client.im.message.delete(message)],
  ["im.message.get", () => client.im.message.get(message)],
  ["im.message.forward", () => client.im.message.forward({ ...message, ...toChat })],
  ["im.message.urgentApp", () => client.im.message.urgentApp(urged)],
  ["im.message.urgentSms", () => client.im.message.urgentSms(urged)],
  ["im.message.urgentPhone", () => client.im.message.urgentPhone(urged)],
  ["im.image.create", () => client.im.image.create({ data: { image_type: "message", image: png } })],
  ["im.image.get", () => client.im.image.get({ path: { image_key: "img_0" } })],
  ["im.file.create", () => client.im.file.create({ data: { file_type: "stream", file_name: "a", file: png } })],
  ["im.file.get", () => client.im.file.get({ path: { file_key: "file_0" } })],
  ["im.chat.get", () => client.im.chat.get({ path: { chat_id: "oc_0" } })],
  ["im.chat.list", () => client.im.chat.list()],
  ["im.v2.urlPreview.batchUpdate", () => client.im.v2.urlPreview.batchUpdate({ data: { preview_tokens: ["a"] } })],
  ["cardkit.card.create", () => client.cardkit.card.create({ data: { type: "card_json", data: {} } })],
  [
    "cardkit.card.update",
    () => client.cardkit.card.update({ ...card, data: { card: { type: "card_json", data: {} }, ...change } }),
  ],
  ["cardkit.card.settings", () => client.cardkit.card.settings({ ...card, data: { settings: {}, ...change } })],
  ["cardkit.card.batchUpdate", () => client.cardkit.card.batchUpdate({ ...card, data: { actions: [{}], ...change } })],
  [
    "cardkit.cardElement.create",
    () => client.cardkit.cardElement.create({ ...card, data: { type: "append", elements: [hr], ...change } }),
  ],
  [
    "cardkit.cardElement.update",
    () => client.cardkit.cardElement.update({ ...element, data: { element: hr, ...change } }),
  ],
  [
    "cardkit.cardElement.patch",
    () => client.cardkit.cardElement.patch({ ...element, data: { partial_element: {}, ...change } }),
  ],
  ["cardkit.cardElement.delete", () => client.cardkit.cardElement.delete({ ...element, data: change })],
  [
    "cardkit.cardElement.content",
    () => client.cardkit.cardElement.content({ ...element, data: { content: "a", ...change } }),
  ],
  ["ephemeral.send", () => client.ephemeral.send({ data: ephemeral })],
  ["ephemeral.delete", () => client.ephemeral.delete({ data: { message_id: "om_0" } })],
  ["event.outboundIp.list", () => client.event.outboundIp.list()],
];

describe("an API that larkwire's client has types for", () => {
  it("is in the list above", () => {
    const { im, cardkit, ephemeral: cards, event } = client;
    const resources = { im, cardkit, ephemeral: cards, event };

    expect(calls.map(([name]) => name).sort()).toEqual(namesOf(resources).sort());
  });

  it.each(calls)("%s answers with a code of the platform", async (_, call) => {
    const outcome = await call().then(
      () => 0,
      (error: { readonly platform?: { readonly code: number } }) => error.platform?.code,
    );

    expect(outcome).toBeTypeOf("number");
  });

  it.each(calls)("%s can meet a rate limit", async (_, call) => {
    // The token is bought first: otherwise buying it would meet the limit.
    await client.im.chat.list();
    const fault = simulator.faults.add({ name: "/open-apis/*" }, { type: "rateLimit", resetSeconds: 60 });

    await expect(call()).rejects.toMatchObject({ platform: { code: 99_991_400, retryAfterMs: 60_000 } });
    expect(fault.struck).toBe(1);
  });
});

describe("the platform's addresses", () => {
  it("are those of this machine, page by page", async () => {
    const { data: first } = await client.event.outboundIp.list({ params: { page_size: 1 } });
    const { data: all } = await client.event.outboundIp.list({ params: { page_size: 50 } });

    expect(all).toMatchObject({ ip_list: expect.arrayContaining(["127.0.0.1"]), has_more: false });
    expect(first).toEqual({
      ip_list: all.ip_list.slice(0, 1),
      has_more: all.ip_list.length > 1,
      page_token: expect.any(String),
    });
  });

  it.each([{ page_size: 51 }, { page_size: 0 }, { page_token: "none" }])("are refused for %j", async (params) => {
    await expect(client.event.outboundIp.list({ params })).rejects.toMatchObject({ platform: { code: 1_810_001 } });
  });
});

function namesOf(value: object, prefix = ""): string[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    typeof member === "function" ? [prefix + name] : namesOf(member as object, `${prefix}${name}.`),
  );
}
