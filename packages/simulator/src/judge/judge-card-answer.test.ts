import { describe, expect, it } from "vitest";
import type { Attempt } from "./attempt.ts";
import { judgeCardAnswer } from "./judge-card-answer.ts";
import { emptyTranscript } from "./transcript.ts";

const oldCard = { elements: [{ tag: "hr" }] };
const newCard = { schema: "2.0", body: { elements: [{ tag: "markdown", content: "done" }] } };

const answered = (text: string | undefined, status = 200, way: "webhook" | "long-connection" = "webhook"): Attempt => {
  return { type: "answered", way, status, text, received: emptyTranscript };
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

  it("may lack data over the long connection, in each way that an SDK writes it", () => {
    for (const text of [undefined, "null", "{}"]) {
      expect(judgeCardAnswer(answered(text, 200, "long-connection"), oldCard).clientCode).toBeUndefined();
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
    [200671, "frame code 500", answered(undefined, 500, "long-connection")],
    [200672, "an empty body", answered("")],
    [200672, "HTML", answered("<html>")],
    [200672, "null over HTTP", answered("null")],
    [200672, "an array", answered("[]")],
    [
      200672,
      "what the Node SDK says for a missing handler",
      answered('"no card.action.trigger event handle"', 200, "long-connection"),
    ],
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

  it("comes with what was seen in this case", () => {
    const { clientCode } = judgeCardAnswer(reply({ card: { type: "raw", data: "{}" } }), oldCard);

    expect(clientCode?.cause).toContain("card.data is a string");
  });
});
