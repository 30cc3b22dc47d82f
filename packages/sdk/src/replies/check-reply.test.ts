import { describe, expect, it } from "vitest";
import { checkReply } from "./check-reply.ts";
import { previewLocales, toastLocales } from "./locale.ts";
import type { CheckCard } from "./reply-fault.ts";

const click = "card.action.trigger";
const legacy = "card.action.trigger_v1";
const preview = "url.preview.get";
const card = (data: unknown, type = "raw") => ({ card: { type, data } });
const oldCard = { config: {}, elements: [{ tag: "hr" }] };
const newCard = { schema: "2.0", body: { elements: [] } };

describe("a reply without faults", () => {
  it.each<[string, string, unknown]>([
    ["nothing", click, undefined],
    ["the empty object", click, {}],
    ["the null result of Go's handlers", click, { msg: "success" }],
    ["null members", click, { toast: null, card: null }],
    ["a toast as Python's handlers write it", click, { toast: { type: "info", content: "x", i18n: null }, card: null }],
    ["a toast of nothing but null", click, { toast: { type: null, content: null, i18n: { en_us: null } } }],
    [
      "a template as Python's handlers write it",
      click,
      card({ template_id: "A", template_variable: null, template_version_name: null }, "template"),
    ],
    ["a card in a legacy reply that is null", legacy, { toast: { content: "x" }, card: null }],
    [
      "a title as Python's handlers write it",
      preview,
      { inline: { title: "x", i18n_title: null, image_key: null, url: null }, card: null },
    ],
    ["titles beside a title that is null", preview, { inline: { title: null, i18n_title: { zh_cn: "x" } } }],
    [
      "a toast in every language",
      click,
      { toast: { i18n: Object.fromEntries([...toastLocales].map((l) => [l, "x"])) } },
    ],
    ["an empty toast", click, { toast: {} }],
    ["a raw card", click, card(newCard)],
    ["the empty card", click, card({})],
    [
      "a template",
      click,
      card({ template_id: "A", template_variable: {}, template_version_name: "1.0.0" }, "template"),
    ],
    ["a toast and a card", click, { toast: { type: "info", content: "x" }, ...card(oldCard) }],
    ["a legacy card with a toast", legacy, { ...oldCard, toast: { content: "x" } }],
    ["a legacy card in several languages", legacy, { i18n_elements: { zh_cn: [] } }],
    ["a legacy template", legacy, { type: "template", data: { template_id: "A" } }],
    ["a legacy toast", legacy, { toast: { type: "error", content: "x" } }],
    ["a title", preview, { inline: { title: "x" } }],
    [
      "a title in every language",
      preview,
      { inline: { i18n_title: Object.fromEntries([...previewLocales].map((l) => [l, "x"])) } },
    ],
    [
      "a preview with everything",
      preview,
      {
        inline: {
          title: "x",
          image_key: "img_1",
          url: { copy_url: "https://a.example", ios: "a", android: "a", pc: "a", web: "a" },
        },
        ...card(newCard),
      },
    ],
    ["whatever an event is given", "im.message.receive_v1", "anything"],
  ])("is %s", (_, name, reply) => {
    expect(checkReply(name, reply)).toEqual([]);
  });
});

describe("a wrong reply", () => {
  it.each<[string, string, unknown, string, number]>([
    ["a text", click, "hi", "", 200672],
    ["a number", click, 1, "", 200672],
    ["a list", click, [], "", 200672],
    ["true", legacy, true, "", 200672],
    ["a text for a preview", preview, "title", "", 200672],
    ["a toast that is a text", click, { toast: "hi" }, "toast", 200672],
    ["a toast that is a list", click, { toast: [] }, "toast", 200672],
    ["an unknown kind of toast", click, { toast: { type: "fatal" } }, "toast.type", 200672],
    ["a kind that is a number", click, { toast: { type: 1 } }, "toast.type", 200672],
    ["a kind in capitals", legacy, { toast: { type: "INFO" } }, "toast.type", 200672],
    ["content that is a number", click, { toast: { content: 1 } }, "toast.content", 200672],
    ["languages that are a text", click, { toast: { i18n: "x" } }, "toast.i18n", 200672],
    ["languages that are a list", click, { toast: { i18n: ["x"] } }, "toast.i18n", 200672],
    ["a language of previews", click, { toast: { i18n: { hi_in: "x" } } }, "toast.i18n.hi_in", 200672],
    ["a language spelt otherwise", click, { toast: { i18n: { "zh-CN": "x" } } }, "toast.i18n.zh-CN", 200672],
    ["a text in a language that is none", click, { toast: { i18n: { en_us: 1 } } }, "toast.i18n.en_us", 200672],
    ["a card that is a text", click, { card: "{}" }, "card", 200672],
    ["a card that is a list", click, { card: [] }, "card", 200672],
    ["a bare card", click, { card: oldCard }, "card.type", 200672],
    ["a bare new card", click, { card: newCard }, "card.type", 200672],
    ["an unknown type of card", click, card({}, "json"), "card.type", 200672],
    ["a card entity", click, card({ card_id: "1" }, "card"), "card.type", 200672],
    ["data as JSON text", click, card("{}"), "card.data", 200672],
    ["data that is missing", click, { card: { type: "raw" } }, "card.data", 200672],
    ["data that is null", click, card(null), "card.data", 200672],
    ["data that is a list", click, card([]), "card.data", 200672],
    ["a template's id as data", click, card("AAqk", "template"), "card.data", 200672],
    ["a template without id", click, card({}, "template"), "card.data.template_id", 200673],
    ["a template with an empty id", click, card({ template_id: "" }, "template"), "card.data.template_id", 200673],
    ["a template with a number as id", click, card({ template_id: 1 }, "template"), "card.data.template_id", 200673],
    [
      "variables that are a list",
      click,
      card({ template_id: "A", template_variable: [] }, "template"),
      "card.data.template_variable",
      200673,
    ],
    [
      "variables as text",
      click,
      card({ template_id: "A", template_variable: "{}" }, "template"),
      "card.data.template_variable",
      200673,
    ],
    [
      "a version that is a number",
      click,
      card({ template_id: "A", template_version_name: 1 }, "template"),
      "card.data.template_version_name",
      200673,
    ],
    ["the new form in a legacy reply", legacy, card(newCard), "card", 200673],
    ["a legacy template without data", legacy, { type: "template" }, "data", 200672],
    ["a legacy template without id", legacy, { type: "template", data: {} }, "data.template_id", 200673],
    ["a preview that is empty", preview, {}, "inline", 200672],
    ["a preview with a card alone", preview, card(newCard), "inline", 200672],
    ["a preview whose inline is a text", preview, { inline: "x" }, "inline", 200672],
    ["a preview whose inline is a list", preview, { inline: [] }, "inline", 200672],
    ["a preview without title", preview, { inline: {} }, "inline.title", 200672],
    ["a title that is a number", preview, { inline: { title: 1 } }, "inline.title", 200672],
    ["titles that are null", preview, { inline: { title: null, i18n_title: null } }, "inline.title", 200672],
    ["titles that are a text", preview, { inline: { i18n_title: "x" } }, "inline.i18n_title", 200672],
    [
      "a title in a language of toasts",
      preview,
      { inline: { i18n_title: { ms_my: "x" } } },
      "inline.i18n_title.ms_my",
      200672,
    ],
    [
      "a title in a language that is no text",
      preview,
      { inline: { i18n_title: { en_us: {} } } },
      "inline.i18n_title.en_us",
      200672,
    ],
    ["an image key that is a number", preview, { inline: { title: "x", image_key: 1 } }, "inline.image_key", 200672],
    ["a url that is a text", preview, { inline: { title: "x", url: "https://a.example" } }, "inline.url", 200672],
    ["a url for an unknown client", preview, { inline: { title: "x", url: { mac: "x" } } }, "inline.url.mac", 200672],
    ["a url that is no text", preview, { inline: { title: "x", url: { pc: 1 } } }, "inline.url.pc", 200672],
    ["a preview with a bare card", preview, { inline: { title: "x" }, card: newCard }, "card.type", 200672],
    ["a preview with a card as text", preview, { inline: { title: "x" }, ...card("{}") }, "card.data", 200672],
  ])("is %s", (_, name, reply, path, clientCode) => {
    const [fault] = checkReply(name, reply);
    expect(fault).toMatchObject({
      path,
      clientCode,
      problem: expect.stringMatching(/./),
      mend: expect.stringMatching(/./),
    });
  });

  it("names every fault, not the first alone", () => {
    const faults = checkReply(click, { toast: { type: "x", content: 1 }, card: { type: "y" } });
    expect(faults.map(({ path }) => path)).toEqual(["toast.type", "toast.content", "card.type"]);
  });
});

describe("the card that was clicked", () => {
  it.each([
    ["its schema", "2.0"],
    ["itself", newCard],
  ] as const)("given as %s, cannot go back to JSON 1.0", (_, sentCard) => {
    const found = { clientCode: 200830, rule: "version-family" };
    expect(checkReply(click, card(oldCard), { sentCard })).toMatchObject([{ ...found, path: "card.data.schema" }]);
    expect(checkReply(legacy, oldCard, { sentCard })).toMatchObject([{ ...found, path: "schema" }]);
    expect(checkReply(click, card(newCard), { sentCard })).toEqual([]);
    expect(checkReply(click, card({}), { sentCard })).toEqual([]);
  });

  it("of JSON 1.0 may become one of 2.0", () => {
    expect(checkReply(click, card(newCard), { sentCard: oldCard })).toEqual([]);
  });
});

it("wants the list of faults at once, and leaves no failure of a promise behind", async () => {
  const checkCard = (async () => Promise.reject(new Error("the schema is away"))) as unknown as CheckCard;

  expect(() => checkReply(click, card({ schema: "2.0" }), { checkCard })).toThrow(/^CONFIG_INVALID: checkCard must/);
  await new Promise(setImmediate);
});

it("looks into the card with checkCard, and says where in the reply the fault is", () => {
  const found = { path: "body.elements[0].tag", rule: "tag", clientCode: 200673, problem: "p", mend: "m" };
  const checkCard = (checked: unknown) => (checked === newCard ? [found] : []);

  expect(checkReply(click, card(newCard), { checkCard })).toEqual([
    { ...found, path: "card.data.body.elements[0].tag" },
  ]);
  expect(checkReply(click, card(oldCard), { checkCard })).toEqual([]);
});
