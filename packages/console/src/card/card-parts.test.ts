import { describe, expect, it } from "vitest";
import { titleOf, toCardParts } from "./card-parts.ts";
import { textOf } from "./card-text.ts";
import { plainTextOf } from "./plain-text.ts";

const plain = (content: string) => ({ tag: "plain_text", content });

describe("a card", () => {
  it("has its elements at the top in 1.0 and in its body in 2.0", () => {
    const hr = { tag: "hr" };

    expect(toCardParts({ elements: [hr] }, "en_us")).toMatchObject({ version: "1.0", elements: [hr] });
    expect(toCardParts({ schema: "2.0", body: { elements: [hr] }, elements: [] }, "en_us")).toMatchObject({
      version: "2.0",
      elements: [hr],
    });
  });

  it("shows a 1.0 card in the reader's language, or in one that exists", () => {
    const card = {
      i18n_header: { zh_cn: { title: plain("请假") } },
      i18n_elements: { en_us: [{ tag: "hr" }], zh_cn: [] },
      elements: [plain("neither")],
    };

    expect(toCardParts(card, "en_us").elements).toEqual([{ tag: "hr" }]);
    expect(titleOf(toCardParts(card, "en_us"), "en_us")).toBe("请假");
  });

  it("is called by its subtitle when it has no title", () => {
    expect(titleOf(toCardParts({ header: { subtitle: plain("Only this") } }, "en_us"), "en_us")).toBe("Only this");
  });

  it("tells its width, from either name of the setting", () => {
    expect(toCardParts({ config: { width_mode: "fill" } }, "en_us").width).toBe("fill");
    expect(toCardParts({ config: { compact_width: true } }, "en_us").width).toBe("compact");
    expect(toCardParts({}, "en_us").width).toBe("default");
  });

  it("knows a template of the card builder", () => {
    expect(toCardParts({ type: "template", data: { template_id: "AAq1" } }, "en_us").templateId).toBe("AAq1");
  });

  it.each([null, 7, "text", [], { elements: "no list" }, { header: [], config: 1 }, { schema: "2.0", body: 3 }])(
    "is empty, not an error, when it is %j",
    (content) => {
      expect(toCardParts(content, "zh_cn").elements).toEqual([]);
    },
  );
});

describe("the text of a card", () => {
  it("is translated where a translation exists, under either name", () => {
    expect(textOf({ content: "Leave", i18n_content: { zh_cn: "请假" } }, "zh_cn")).toBe("请假");
    expect(textOf({ content: "Leave", i18n: { zh_cn: "请假" } }, "en_us")).toBe("Leave");
    expect(textOf({ i18n_content: { ja_jp: "休暇" } }, "en_us")).toBe("休暇");
    expect(textOf(undefined, "en_us")).toBe("");
  });

  it("can be read aloud without its markup", () => {
    const elements = [
      { tag: "markdown", content: "**Trip** to [Shenzhen](https://example.com)\n- <font color='red'>train</font>" },
      { tag: "div", text: { tag: "lark_md", content: "*3* days" }, fields: [{ text: plain("From Monday") }] },
      { tag: "action", actions: [{ tag: "button", text: plain("Approve") }] },
    ];

    expect(plainTextOf(elements, "en_us")).toBe("Trip to Shenzhen train 3 days From Monday Approve");
  });
});
