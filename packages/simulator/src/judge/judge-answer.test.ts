import { describe, expect, it } from "vitest";
import type { Attempt } from "./attempt.ts";
import { judgeCardAnswer, judgeLegacyAnswer, judgePreviewAnswer } from "./judge-answer.ts";
import { emptyTranscript } from "./transcript.ts";

const oldCard = { elements: [{ tag: "hr" }] };
const newCard = { schema: "2.0", body: { elements: [{ tag: "markdown", content: "done" }] } };

const answered = (text: string | undefined, status = 200): Attempt => {
  return { type: "answered", status, text, received: emptyTranscript };
};
const reply = (value: unknown) => answered(JSON.stringify(value));

describe("a right answer to a click", () => {
  it.each([
    ["{}", {}],
    ["the null result of Go's handlers", { msg: "success" }],
    ["null members", { toast: null, card: null }],
  ])("that is %s changes nothing", (_, value) => {
    expect(judgeCardAnswer(reply(value), oldCard)).toEqual({ toast: undefined, card: undefined });
  });

  it.each(["info", "success", "warning", "error"] as const)("shows a toast of type %s", (type) => {
    expect(judgeCardAnswer(reply({ toast: { type, content: "Hi" } }), oldCard).toast).toEqual({ type, content: "Hi" });
  });

  it.each([
    ["content before i18n", { content: "a", i18n: { en_us: "b" } }, { type: "info", content: "a" }],
    ["i18n where there is no content", { i18n: { zh_cn: "好", en_us: "good" } }, { type: "info", content: "good" }],
    ["nothing where there is no text", { type: "success" }, undefined],
  ])("shows %s", (_, toast, shown) => {
    expect(judgeCardAnswer(reply({ toast }), oldCard).toast).toEqual(shown);
  });

  it("replaces the card, with a toast beside it", () => {
    const verdict = judgeCardAnswer(reply({ toast: { content: "ok" }, card: { type: "raw", data: newCard } }), oldCard);

    expect(verdict).toEqual({ toast: { type: "info", content: "ok" }, card: newCard });
  });

  it("keeps a template as what it is", () => {
    const template = { type: "template", data: { template_id: "AAqk1", template_variable: { n: 1 } } };

    expect(judgeCardAnswer(reply({ card: template }), newCard).card).toEqual(template);
  });

  it("may be missing, in each way that an SDK writes it: without data in a frame, as null over either way", () => {
    for (const text of [undefined, "null", "{}"]) {
      expect(judgeCardAnswer(answered(text), oldCard).clientCode).toBeUndefined();
      expect(judgeLegacyAnswer(answered(text), oldCard).clientCode).toBeUndefined();
    }
  });

  it("may turn a card of JSON 1.0 into 2.0, and 2.0 into the empty card", () => {
    expect(judgeCardAnswer(reply({ card: { type: "raw", data: newCard } }), oldCard).card).toEqual(newCard);
    expect(judgeCardAnswer(reply({ card: { type: "raw", data: {} } }), newCard).card).toEqual({});
  });
});

describe("the client code of a wrong answer to a click", () => {
  const bigCard = { elements: [{ tag: "markdown", content: "x".repeat(30 * 1024) }] };

  it.each<[number, string, Attempt]>([
    [200341, "no answer within 3 s", { type: "late" }],
    [200342, "no TCP connection", { type: "failed", code: 200342, detail: "ECONNREFUSED" }],
    [200343, "no DNS record", { type: "failed", code: 200343, detail: "ENOTFOUND" }],
    [200340, "app not online", { type: "failed", code: 200340, detail: "app not online" }],
    [200671, "HTTP 500", answered("{}", 500)],
    [200671, "a redirect", answered("", 302)],
    [200671, "HTTP 201", answered("{}", 201)],
    [200671, "frame code 500", answered(undefined, 500)],
    [200672, "an empty body", answered("")],
    [200672, "HTML", answered("<html>")],
    [200672, "an array", answered("[]")],
    [200672, "what the Node SDK says for a missing handler", answered('"no card.action.trigger event handle"', 200)],
    [200672, "a toast that is a text", reply({ toast: "Hi" })],
    [200672, "a toast of an unknown type", reply({ toast: { type: "danger", content: "Hi" } })],
    [200672, "a toast with a number", reply({ toast: { content: 1 } })],
    [200672, "a toast with wrong i18n", reply({ toast: { i18n: { en_us: 1 } } })],
    [200672, "card.data as a string", reply({ card: { type: "raw", data: JSON.stringify(newCard) } })],
    [200672, "an unknown card.type", reply({ card: { type: "card", data: newCard } })],
    [200672, "a card without type and data", reply({ card: newCard })],
    [200672, "a card that is a text", reply({ card: "{}" })],
    [200672, "a card without data", reply({ card: { type: "raw" } })],
    [200673, "a card over 30 KB", reply({ card: { type: "raw", data: bigCard } })],
    [200673, "a card of an unknown shape", reply({ card: { type: "raw", data: { title: "Hi" } } })],
    [
      200673,
      "a component of JSON 1.0 in JSON 2.0",
      reply({ card: { type: "raw", data: { schema: "2.0", body: { elements: [{ tag: "note" }] } } } }),
    ],
    [200673, "a template without id", reply({ card: { type: "template", data: {} } })],
  ])("is %i for %s", (code, _, attempt) => {
    const verdict = judgeCardAnswer(attempt, oldCard);

    expect(verdict).toEqual({ clientCode: { code, cause: expect.any(String), mend: expect.any(String) } });
  });

  it("is 200830 for JSON 1.0 in place of 2.0", () => {
    expect(judgeCardAnswer(reply({ card: { type: "raw", data: oldCard } }), newCard).clientCode?.code).toBe(200830);
  });

  const raw = (data: unknown) => reply({ card: { type: "raw", data } });
  const v2 = (...elements: unknown[]) => raw({ schema: "2.0", body: { elements } });

  it.each<[string, Attempt]>([
    ["toast.i18n.en", reply({ toast: { i18n: { en: "Hi" } } })],
    ["toast.i18n", reply({ toast: { i18n: "Hi" } })],
    ["toast", reply({ toast: ["Hi"] })],
    ["toast.type", reply({ toast: { type: 1 } })],
    ["card", reply({ card: [] })],
    ["card.type", reply({ card: {} })],
    ["card.type", reply({ card: { type: "RAW", data: {} } })],
    ["card.data", reply({ card: { type: "raw", data: null } })],
    ["card.data", reply({ card: { type: "raw", data: [] } })],
    ["card.data", reply({ card: { type: "template", data: "AAqk" } })],
  ])("is 200672 at %s", (path, attempt) => {
    expect(judgeCardAnswer(attempt, oldCard).clientCode).toMatchObject({
      code: 200672,
      cause: expect.stringContaining(`Here: ${path}: `),
    });
  });

  it.each<[string, Attempt]>([
    ["card.data.template_id", reply({ card: { type: "template", data: { template_id: 1 } } })],
    [
      "card.data.template_variable",
      reply({ card: { type: "template", data: { template_id: "A", template_variable: [] } } }),
    ],
    [
      "card.data.template_version_name",
      reply({ card: { type: "template", data: { template_id: "A", template_version_name: 1 } } }),
    ],
    ["card.data.schema", raw({ schema: "2.1" })],
    ["card.data.elements", raw({ schema: "2.0", elements: [] })],
    ["card.data.config.update_multi", raw({ schema: "2.0", config: { update_multi: false } })],
    ["card.data.config.wide_screen_mode", raw({ schema: "2.0", config: { wide_screen_mode: true } })],
    ["card.data.header.title", raw({ schema: "2.0", header: { template: "blue" } })],
    [
      "card.data.header.template",
      raw({ schema: "2.0", header: { title: { tag: "plain_text", content: "a" }, template: "pink" } }),
    ],
    ["card.data.card_link", raw({ schema: "2.0", card_link: {} })],
    ["card.data.body.elements[0].tag", v2({ tag: "action", actions: [] })],
    ["card.data.body.elements[0].tag", v2({ tag: "carousel" })],
    ["card.data.body.elements[0]", v2("hr")],
    ["card.data.body.elements[0].text", v2({ tag: "button", text: "OK" })],
    ["card.data.body.elements[0].url", v2({ tag: "button", url: "https://a.example" })],
    ["card.data.body.elements[0].behaviors[0]", v2({ tag: "button", behaviors: [{ type: "link" }] })],
    ["card.data.body.elements[0].img_key", v2({ tag: "img", alt: { tag: "plain_text", content: "" } })],
    ["card.data.body.elements[0].content", v2({ tag: "markdown" })],
    ["card.data.body.elements[0].options", v2({ tag: "select_static" })],
    ["card.data.body.elements[0].initial_date", v2({ tag: "date_picker", initial_date: "tomorrow" })],
    ["card.data.body.elements[0].element_id", v2({ tag: "hr", element_id: "my-line" })],
    ["card.data.body.elements[0].margin", v2({ tag: "hr", margin: "1rem" })],
    ["card.data.body.elements[0]", v2({ tag: "form", name: "f", elements: [] })],
    ["card.data.body.elements[0]", v2({ tag: "multi_select_static", name: "a", options: [] })],
    [
      "card.data.body.elements[0].elements[0]",
      v2({ tag: "interactive_container", behaviors: [], elements: [{ tag: "table", columns: [], rows: [] }] }),
    ],
    ["card.data.body.elements[0].chart_spec", v2({ tag: "chart", chart_spec: [] })],
    ["card.data.body.elements[0].rows[0].b", v2({ tag: "table", columns: [{ name: "a" }], rows: [{ b: 1 }] })],
    ["card.data.body.elements[0]", v2({ tag: "audio", file_key: "a" })],
    ["card.data.elements[0]", raw({ elements: [{ tag: "button" }] })],
    ["card.data.elements[0].elements[0]", raw({ elements: [{ tag: "note", elements: [{ tag: "hr" }] }] })],
  ])("is 200673 at %s", (path, attempt) => {
    expect(judgeCardAnswer(attempt, {}).clientCode).toMatchObject({
      code: 200673,
      cause: expect.stringContaining(`Here: ${path}: `),
    });
  });

  it("is none for a form without names, which is taken and fails when it is submitted", () => {
    const form = {
      tag: "form",
      name: "f",
      elements: [{ tag: "input" }, { tag: "button", form_action_type: "submit" }],
    };

    expect(judgeCardAnswer(v2(form), {}).clientCode).toBeUndefined();
  });

  it("comes with what was seen in this case", () => {
    const { clientCode } = judgeCardAnswer(reply({ card: { type: "raw", data: "{}" } }), oldCard);

    expect(clientCode?.cause).toContain("Here: card.data: It is a string.");
  });
});

describe("an answer to a legacy click", () => {
  it("is the card itself, a template, a toast, or nothing", () => {
    const template = { type: "template", data: { template_id: "AAqk" } };

    expect(judgeLegacyAnswer(reply({ ...oldCard, toast: { content: "Hi" } }), oldCard)).toEqual({
      card: oldCard,
      toast: { type: "info", content: "Hi" },
    });
    expect(judgeLegacyAnswer(reply(template), oldCard).card).toEqual(template);
    expect(judgeLegacyAnswer(reply({ toast: { content: "Hi" } }), oldCard).card).toBeUndefined();
    expect(judgeLegacyAnswer(reply({ msg: "success" }), oldCard)).toEqual({ toast: undefined, card: undefined });
  });

  it.each<[number, string, Attempt]>([
    [200673, "card", reply({ card: { type: "raw", data: oldCard } })],
    [200673, "elements[0].tag", reply({ elements: [{ tag: "carousel" }] })],
    [200673, "header.title", reply({ header: {} })],
    [200673, "", reply({ body: { elements: [] } })],
    [200673, "data.template_id", reply({ type: "template", data: {} })],
    [200672, "toast.type", reply({ toast: { type: "danger" } })],
    [200830, "schema", reply({ elements: [] })],
  ])("is refused with %i at '%s'", (code, path, attempt) => {
    expect(judgeLegacyAnswer(attempt, newCard).clientCode).toMatchObject({
      code,
      cause: expect.stringContaining(`Here: ${path}: `),
    });
  });
});

describe("an answer to url.preview.get", () => {
  it("puts a title in place of the link, and a card below it", () => {
    const inline = { title: "Build 42", image_key: "img_1", url: { copy_url: "https://x", pc: "https://y" } };
    const card = { type: "raw", data: { elements: [{ tag: "hr" }] } };

    expect(judgePreviewAnswer(reply({ inline, card }))).toEqual({ inline, card: card.data });
    expect(judgePreviewAnswer(reply({ inline: { i18n_title: { zh_cn: "构建" } } })).clientCode).toBeUndefined();
  });

  it.each<[number, string, unknown]>([
    [200672, "inline", {}],
    [200672, "inline", { inline: "Build 42" }],
    [200672, "inline.title", { inline: {} }],
    [200672, "inline.title", { inline: { title: 42 } }],
    [200672, "inline.i18n_title.zh_cn", { inline: { title: "x", i18n_title: { zh_cn: 1 } } }],
    [200672, "inline.i18n_title.ms_my", { inline: { i18n_title: { ms_my: "x" } } }],
    [200672, "inline.image_key", { inline: { title: "x", image_key: 1 } }],
    [200672, "inline.url", { inline: { title: "x", url: "https://x" } }],
    [200672, "inline.url.phone", { inline: { title: "x", url: { phone: "https://x" } } }],
    [200672, "card.data", { inline: { title: "x" }, card: { type: "raw", data: "{}" } }],
    [200673, "card.data", { inline: { title: "x" }, card: { type: "raw", data: { nothing: 1 } } }],
  ])("fails with %i at %s", (code, path, value) => {
    expect(judgePreviewAnswer(reply(value)).clientCode).toMatchObject({
      code,
      cause: expect.stringContaining(`Here: ${path}: `),
    });
  });

  it("fails with 200341 when it is late", () => {
    expect(judgePreviewAnswer({ type: "late" }).clientCode?.code).toBe(200341);
  });
});
