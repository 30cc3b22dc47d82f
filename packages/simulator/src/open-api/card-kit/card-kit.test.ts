import { type Client, content } from "larkwire/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type SimulatedApp,
  type SimulatedChat,
  type SimulatedUser,
  type Simulator,
  startSimulator,
} from "../../index.ts";
import { createClient, createDispatcher, larkwireWaysIn } from "../../larkwire-bots.ts";

// larkwire's client against the simulator. Codes are those of the platform's documents of cardkit v1.
const dayMs = 24 * 3_600_000;
const answer = { tag: "markdown", content: "The first", element_id: "answer" };
const hr = { tag: "hr", element_id: "line" };
const card = { schema: "2.0", body: { elements: [answer] } };
const streamed = { ...card, config: { streaming_mode: true } };

let simulator: Simulator;
let app: SimulatedApp;
let mei: SimulatedUser;
let chat: SimulatedChat;
let client: Client;

beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp();
  mei = simulator.createUser();
  chat = simulator.createChat({ members: [mei], bots: [app] });
  client = createClient(simulator, app);
});
afterEach(() => simulator.close());

const refused = (code: number, msg = "") =>
  expect.objectContaining({ platform: expect.objectContaining({ code, msg: expect.stringContaining(msg) }) });
const create = async (data: object = card, type: "card_json" | "template" = "card_json") =>
  (await client.cardkit.card.create({ data: { type, data } })).data.card_id;
const sendEntity = async (card_id: string, by = client) => {
  const data = { receive_id: chat.chatId, ...content.cardEntity(card_id) };
  return (await by.im.message.create({ params: { receive_id_type: "chat_id" }, data })).data.message_id;
};
const shown = () => chat.messages().at(-1)?.content as typeof card;
const elements = () => shown().body.elements;

describe("a card entity", () => {
  it("is shown by the message that it is sent with, as it is changed", async () => {
    const card_id = await create();
    await sendEntity(card_id);
    expect(shown()).toEqual(card);
    const next = { ...card, header: { title: { tag: "plain_text", content: "Done" } } };
    await client.cardkit.card.update({
      path: { card_id },
      data: { card: { type: "card_json", data: next }, sequence: 1 },
    });

    expect(shown()).toEqual(next);
    expect(chat.messages()).toMatchObject([{ msg_type: "interactive", revision: 1 }]);
  });

  it("can be changed before it is sent", async () => {
    const card_id = await create();
    const data = { type: "append", elements: [hr], sequence: 1 } as const;
    await client.cardkit.cardElement.create({ path: { card_id }, data });
    await client.cardkit.cardElement.delete({ path: { card_id, element_id: "answer" }, data: { sequence: 2 } });
    await sendEntity(card_id);

    expect(elements()).toEqual([hr]);
  });

  it("is made of a template, too", async () => {
    simulator.createTemplate({
      templateId: "AAq1",
      card: { ...card, body: { elements: [{ ...answer, content: "$" + "{a}" }] } },
    });
    await sendEntity(await create({ template_id: "AAq1", template_variable: { a: "filled" } }, "template"));

    expect(elements()).toEqual([{ ...answer, content: "filled" }]);
    await expect(create({ template_id: "AAq2" }, "template")).rejects.toEqual(refused(200_220));
  });

  it.each<[number, string, object | string]>([
    [10_002, "no JSON", "{"],
    [300_303, "a card of JSON 1.0", { elements: [] }],
    [300_307, "an empty card", {}],
    [300_307, "a card without components", { schema: "2.0", body: { elements: [] } }],
    [300_302, "a private card", { ...card, config: { update_multi: false } }],
    [300_301, "two components of one id", { ...card, body: { elements: [answer, answer] } }],
    [300_305, "201 components", { ...card, body: { elements: Array.from({ length: 201 }, () => ({ tag: "hr" })) } }],
    [200_860, "more than 30 KB", { ...card, body: { elements: [{ ...answer, content: "x".repeat(30_720) }] } }],
    [200_220, "an unknown component", { ...card, body: { elements: [{ tag: "hologram" }] } }],
    [200_220, "an image that nobody has uploaded", { ...card, body: { elements: [{ tag: "img", img_key: "img_0" }] } }],
  ])("is refused with %i for %s", async (code, _, data) => {
    await expect(create(data as object)).rejects.toEqual(refused(code));
  });

  it("is sent once, by its app, within 14 days", async () => {
    const other = simulator.createApp();
    chat = simulator.createChat({ members: [mei], bots: [app, other] });
    const [card_id, late] = [await create(), await create()];
    await expect(sendEntity(card_id, createClient(simulator, other))).rejects.toEqual(
      refused(230_099, "ErrCode: 300311"),
    );
    await sendEntity(card_id);
    await expect(sendEntity(card_id)).rejects.toEqual(refused(230_099, "sent once"));
    await expect(sendEntity("1")).rejects.toEqual(refused(230_099, "ErrCode: 200740"));
    await simulator.advance(14 * dayMs + 1);

    await expect(sendEntity(late)).rejects.toEqual(refused(230_099, "ErrCode: 200750"));
  });

  it("is what its message's card was replaced with", async () => {
    const card_id = await create();
    const message_id = await sendEntity(card_id);
    await client.im.message.patch({ path: { message_id }, data: { content: { ...card, body: { elements: [hr] } } } });
    const data = { type: "append", elements: [answer], sequence: 1 } as const;
    await client.cardkit.cardElement.create({ path: { card_id }, data });

    expect(elements()).toEqual([hr, answer]);
    await expect(
      client.im.message.patch({ path: { message_id }, data: { content: content.cardEntity(await create()).content } }),
    ).rejects.toEqual(refused(230_001));
  });

  it("comes back with a snapshot", async () => {
    const card_id = await create();
    await sendEntity(card_id);
    const before = simulator.snapshot();
    const change = (text: string) =>
      client.cardkit.cardElement.update({
        path: { card_id, element_id: "answer" },
        data: { element: { ...answer, content: text }, sequence: 1 },
      });
    await change("once");
    simulator.restore(before);
    expect(shown()).toEqual(card);
    await change("again");

    expect(elements()).toMatchObject([{ content: "again" }]);
  });
});

describe("a change", () => {
  const rename = (card_id: string, to: string, numbered: { sequence: number; uuid?: string }, by = client) =>
    by.cardkit.cardElement.patch({
      path: { card_id, element_id: "answer" },
      data: { partial_element: { content: to }, ...numbered },
    });

  it("must have a higher sequence than the one before", async () => {
    const card_id = await create();
    await rename(card_id, "a", { sequence: 5 });

    await expect(rename(card_id, "b", { sequence: 5 })).rejects.toEqual(refused(300_317));
    await expect(rename(card_id, "b", { sequence: 4 })).rejects.toEqual(refused(300_317));
    await rename(card_id, "b", { sequence: 6 });
  });

  it.each([0, -1, 1.5, 2 ** 31])("is refused with a sequence of %d", async (sequence) => {
    await expect(rename(await create(), "a", { sequence })).rejects.toEqual(refused(10_002));
  });

  it("is made once for a uuid, which is good for nothing else", async () => {
    const card_id = await create();
    await sendEntity(card_id);
    await rename(card_id, "a", { sequence: 1, uuid: "u" });
    await rename(card_id, "a", { sequence: 1, uuid: "u" });

    expect(chat.messages()).toMatchObject([{ revision: 1 }]);
    await expect(rename(card_id, "b", { sequence: 2, uuid: "u" })).rejects.toEqual(refused(200_770));
    await expect(rename(card_id, "b", { sequence: 2, uuid: "u".repeat(65) })).rejects.toEqual(refused(10_002));
  });

  it("is for the app's own entities, which are there for 14 days", async () => {
    const card_id = await create();
    const other = createClient(simulator, simulator.createApp());

    await expect(rename("1", "a", { sequence: 1 })).rejects.toEqual(refused(200_740));
    await expect(rename(card_id, "a", { sequence: 1 }, other)).rejects.toEqual(refused(300_311));
    await simulator.advance(14 * dayMs + 1);
    await expect(rename(card_id, "a", { sequence: 1 })).rejects.toEqual(refused(200_750));
  });

  it("has to wait while somebody clicks", async () => {
    const button = {
      tag: "button",
      text: { tag: "plain_text", content: "Go" },
      behaviors: [{ type: "callback", value: { a: 1 } }],
    };
    const card_id = await create({ ...card, body: { elements: [answer, button] } });
    const dispatcher = createDispatcher(simulator, app);
    const during: unknown[] = [];
    dispatcher.onCardAction(async () => {
      during.push(await rename(card_id, "during", { sequence: 1 }).catch((error: unknown) => error));
      return {};
    });
    await using _ = await larkwireWaysIn["the long connection"](simulator, app, dispatcher);
    await mei.click({ message_id: await sendEntity(card_id), button: "Go" });

    expect(during).toEqual([refused(200_810)]);
    await rename(card_id, "after", { sequence: 1 });
    expect(elements()).toMatchObject([{ content: "after" }, { tag: "button" }]);
  });

  it("whose card would be wrong changes nothing", async () => {
    const card_id = await create();
    await sendEntity(card_id);
    const add = (elements: object[]) =>
      client.cardkit.cardElement.create({ path: { card_id }, data: { type: "append", elements, sequence: 1 } });

    await expect(add([answer])).rejects.toEqual(refused(300_301));
    await expect(add(Array.from({ length: 200 }, () => ({ tag: "hr" })))).rejects.toEqual(refused(300_305));
    expect(shown()).toEqual(card);
    await add([hr]);
  });
});

describe("components", () => {
  const start = async () => {
    const card_id = await create({
      ...card,
      body: {
        elements: [
          answer,
          { tag: "column_set", element_id: "columns", columns: [{ tag: "column", element_id: "left", elements: [] }] },
        ],
      },
    });
    await sendEntity(card_id);
    return card_id;
  };
  const add = (
    card_id: string,
    type: "insert_before" | "insert_after" | "append",
    target_element_id?: string,
    sequence = 1,
  ) =>
    client.cardkit.cardElement.create({
      path: { card_id },
      data: { type, target_element_id, elements: [hr], sequence },
    });
  const tags = () => elements().map(({ tag }) => tag);

  it.each([
    ["insert_before", "answer", ["hr", "markdown", "column_set"]],
    ["insert_after", "answer", ["markdown", "hr", "column_set"]],
    ["append", undefined, ["markdown", "column_set", "hr"]],
  ] as const)("come by %s of %s", async (type, target, expected) => {
    await add(await start(), type, target);

    expect(tags()).toEqual(expected);
  });

  it("come into containers, and nowhere where nothing is", async () => {
    const card_id = await start();
    await add(card_id, "append", "left");

    expect(elements().at(-1)).toMatchObject({ columns: [{ element_id: "left", elements: [hr] }] });
    await expect(add(card_id, "append", "nowhere", 2)).rejects.toEqual(refused(300_315));
    await expect(add(card_id, "insert_after", undefined, 2)).rejects.toEqual(refused(10_002));
  });

  it("are updated, patched and deleted where they are", async () => {
    const path = { card_id: await start(), element_id: "answer" };
    const nowhere = { ...path, element_id: "nowhere" };
    const { cardElement } = client.cardkit;
    await cardElement.update({ path, data: { element: { ...answer, content: "b" }, sequence: 1 } });
    await cardElement.patch({ path, data: { partial_element: { text_align: "center" }, sequence: 2 } });
    expect(elements()[0]).toEqual({ ...answer, content: "b", text_align: "center" });

    await expect(cardElement.update({ path: nowhere, data: { element: hr, sequence: 3 } })).rejects.toEqual(
      refused(300_313),
    );
    await expect(cardElement.patch({ path: nowhere, data: { partial_element: {}, sequence: 3 } })).rejects.toEqual(
      refused(300_313),
    );
    await expect(cardElement.patch({ path, data: { partial_element: { tag: "hr" }, sequence: 3 } })).rejects.toEqual(
      refused(300_312),
    );
    await expect(cardElement.delete({ path: nowhere, data: { sequence: 3 } })).rejects.toEqual(refused(300_314));
    await cardElement.delete({ path, data: { sequence: 3 } });
    expect(tags()).toEqual(["column_set"]);
  });

  it("are changed together, or not at all", async () => {
    const card_id = await start();
    const { card: entities } = client.cardkit;
    const actions = [
      { action: "partial_update_setting", params: { settings: { config: { streaming_mode: true } } } },
      { action: "add_elements", params: { type: "insert_before", target_element_id: "answer", elements: [hr] } },
      { action: "partial_update_element", params: { element_id: "answer", partial_element: { content: "b" } } },
      { action: "update_element", params: { element_id: "line", element: { tag: "hr" } } },
      { action: "delete_elements", params: { element_ids: ["columns"] } },
    ];
    const failing = [...actions, { action: "delete_elements", params: { element_ids: ["nowhere"] } }];
    await expect(entities.batchUpdate({ path: { card_id }, data: { actions: failing, sequence: 1 } })).rejects.toEqual(
      refused(300_314),
    );
    expect(tags()).toEqual(["markdown", "column_set"]);
    await entities.batchUpdate({ path: { card_id }, data: { actions, sequence: 1 } });

    expect(shown()).toMatchObject({
      config: { streaming_mode: true },
      body: { elements: [{ tag: "hr" }, { content: "b" }] },
    });
    const unknown = [{ action: "explode", params: {} }];
    await expect(entities.batchUpdate({ path: { card_id }, data: { actions: unknown, sequence: 2 } })).rejects.toEqual(
      refused(10_002),
    );
  });
});

describe("streaming", () => {
  const stream = (card_id: string, text: string, sequence: number, element_id = "answer") =>
    client.cardkit.cardElement.content({ path: { card_id, element_id }, data: { content: text, sequence } });
  const set = (card_id: string, settings: object, sequence: number) =>
    client.cardkit.card.settings({ path: { card_id }, data: { settings, sequence } });

  it("puts the whole new text into a component", async () => {
    const card_id = await create(streamed);
    await sendEntity(card_id);
    await stream(card_id, "The first words", 1);

    expect(elements()).toEqual([{ ...answer, content: "The first words" }]);
  });

  it("is for texts", async () => {
    const card_id = await create({ ...streamed, body: { elements: [hr] } });

    await expect(stream(card_id, "a", 1, "line")).rejects.toEqual(refused(300_310));
    await expect(stream(card_id, "a", 1, "nowhere")).rejects.toEqual(refused(300_313));
  });

  it("is switched on and off", async () => {
    const card_id = await create();
    await expect(stream(card_id, "a", 1)).rejects.toEqual(refused(300_309));
    await set(card_id, { config: { streaming_mode: true } }, 1);
    await stream(card_id, "a", 2);
    await set(card_id, { config: { streaming_mode: false }, card_link: { url: "https://example.com" } }, 3);

    await expect(stream(card_id, "b", 4)).rejects.toEqual(refused(300_309));
    await expect(set(card_id, { body: {} }, 4)).rejects.toEqual(refused(300_122));
    await expect(set(card_id, { config: { update_multi: false } }, 4)).rejects.toEqual(refused(300_302));
  });

  it("ends by itself after 10 minutes, until it is switched on again", async () => {
    const card_id = await create(streamed);
    await simulator.advance(599_999);
    await stream(card_id, "still", 1);
    await simulator.advance(1);

    await expect(stream(card_id, "late", 2)).rejects.toEqual(refused(200_850));
    const data = { type: "append", elements: [hr], sequence: 2 } as const;
    await expect(client.cardkit.cardElement.create({ path: { card_id }, data })).rejects.toEqual(refused(200_510));
    await set(card_id, { config: { streaming_mode: false } }, 2);
    await set(card_id, { config: { streaming_mode: true } }, 3);
    await stream(card_id, "again", 4);
  });

  it("is no time to forward the card", async () => {
    const message_id = await sendEntity(await create(streamed));
    const forwarding = client.im.message.forward({
      path: { message_id },
      params: { receive_id_type: "chat_id" },
      data: { receive_id: chat.chatId },
    });

    await expect(forwarding).rejects.toEqual(refused(230_054));
  });
});
