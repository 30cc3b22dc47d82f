import { describe, expect, it } from "vitest";
import type { Attempt } from "./attempt.ts";
import { judgePreviewAnswer } from "./judge-preview-answer.ts";
import { emptyTranscript } from "./transcript.ts";

const answered = (value: unknown, status = 200): Attempt => {
  const text = JSON.stringify(value);
  return { type: "answered", way: "webhook", status, text, received: emptyTranscript };
};

describe("an answer to url.preview.get", () => {
  it("puts a title in place of the link, and a card below it", () => {
    const inline = { title: "Build 42", image_key: "img_1", url: { copy_url: "https://x", pc: "https://y" } };
    const card = { type: "raw", data: { elements: [{ tag: "hr" }] } };

    expect(judgePreviewAnswer(answered({ inline, card }))).toEqual({ inline, card: card.data });
    expect(judgePreviewAnswer(answered({ inline: { i18n_title: { zh_cn: "构建" } } })).clientCode).toBeUndefined();
  });

  it.each<[number, unknown]>([
    [200672, {}],
    [200672, { inline: "Build 42" }],
    [200672, { inline: {} }],
    [200672, { inline: { title: 42 } }],
    [200672, { inline: { title: "x", i18n_title: { zh_cn: 1 } } }],
    [200672, { inline: { title: "x", image_key: 1 } }],
    [200672, { inline: { title: "x", url: "https://x" } }],
    [200672, { inline: { title: "x" }, card: { type: "raw", data: "{}" } }],
    [200673, { inline: { title: "x" }, card: { type: "raw", data: { nothing: 1 } } }],
  ])("fails with %i for %j", (code, value) => {
    expect(judgePreviewAnswer(answered(value)).clientCode?.code).toBe(code);
  });

  it("fails with 200341 when it is late", () => {
    expect(judgePreviewAnswer({ type: "late" }).clientCode?.code).toBe(200341);
  });
});
