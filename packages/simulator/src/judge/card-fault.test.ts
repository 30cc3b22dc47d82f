import { describe, expect, it } from "vitest";
import { findCardFault, findFormFault } from "./card-fault.ts";

const v2 = (...elements: unknown[]) => ({ schema: "2.0", body: { elements } });

describe("a card that is taken", () => {
  it.each<[string, Record<string, unknown>]>([
    ["the empty card", {}],
    ["JSON 2.0 without a body", { schema: "2.0" }],
    [
      "JSON 1.0 with actions and a note",
      {
        elements: [
          { tag: "action", actions: [{ tag: "button" }] },
          { tag: "note", elements: [{ tag: "plain_text", content: "a" }] },
        ],
      },
    ],
    ["JSON 1.0 in several languages", { i18n_elements: { zh_cn: [{ tag: "hr" }], en_us: [{ tag: "hr" }] } }],
    ["unknown attributes beside known ones, which JSON 1.0 ignores", { elements: [], anything: 1 }],
    [
      "a form whose fields have no names, which nobody can submit",
      v2({ tag: "form", name: "f", elements: [{ tag: "input" }, { tag: "button", form_action_type: "submit" }] }),
    ],
    ["200 components", v2(...Array.from({ length: 200 }, () => ({ tag: "hr" })))],
    ["a template", { type: "template", data: { template_id: "AAqk", template_version_name: "1.0.0" } }],
  ])("is %s", (_, card) => {
    expect(findCardFault(card)).toBeUndefined();
  });
});

describe("a card that is refused", () => {
  it.each<[string, Record<string, unknown>, number, string]>([
    ["an unknown schema", { schema: "3.0" }, 200621, "ROOT -> schema"],
    ["an unknown attribute in JSON 2.0", { schema: "2.0", elements: [] }, 200621, "ROOT -> elements"],
    ["nothing but unknown attributes", { text: "hi" }, 200621, "ROOT"],
    ["a body that is a list", { schema: "2.0", body: [] }, 200621, "ROOT -> body"],
    ["elements that are no list", { elements: "hi" }, 200621, "ROOT -> elements"],
    ["an element without a tag", v2({ content: "x" }), 200621, "ROOT -> body -> elements -> [0]"],
    ["an element that is null", v2(null), 200621, "ROOT -> body -> elements -> [0]"],
    [
      "a tag that nobody knows",
      v2({ tag: "hr" }, { tag: "carousel" }),
      200621,
      "ROOT -> body -> elements -> [1](tag: carousel)",
    ],
    [
      "a tag of JSON 1.0 in 2.0",
      v2({ tag: "action", actions: [] }),
      200861,
      "ROOT -> body -> elements -> [0](tag: action)",
    ],
    [
      "a private card in JSON 2.0",
      { schema: "2.0", config: { update_multi: false } },
      300302,
      "ROOT -> config -> update_multi",
    ],
    [
      "201 components",
      v2(...Array.from({ length: 201 }, () => ({ tag: "hr" }))),
      11310,
      "ROOT -> body -> elements -> [200](tag: hr)",
    ],
    ["a template without id", { type: "template", data: {} }, 200380, "ROOT -> data -> template_id"],
    [
      "a template with wrong variables",
      { type: "template", data: { template_id: "A", template_variable: [] } },
      200732,
      "ROOT -> data -> template_variable",
    ],
  ])("is %s", (_, card, subCode, path) => {
    expect(findCardFault(card)).toMatchObject({ subCode, path });
  });

  it("counts bytes, not characters", () => {
    const card = (length: number) => ({ elements: [{ tag: "markdown", content: "汉".repeat(length) }] });

    expect(findCardFault(card(10_200))).toBeUndefined();
    expect(findCardFault(card(10_300))).toMatchObject({ subCode: 200860 });
  });
});

describe("a form", () => {
  const form = (...elements: object[]) => ({
    schema: "2.0",
    body: { elements: [{ tag: "form", name: "f", elements }] },
  });

  it("can be submitted when every component has a name of its own", () => {
    expect(
      findFormFault(form({ tag: "markdown" }, { tag: "input", name: "a" }, { tag: "button", name: "b" })),
    ).toBeUndefined();
  });

  it.each([
    ["without a name", "elements[0].name: It is missing", form({ tag: "input" })],
    [
      "with an empty name",
      "columns[0].elements[0].name: It is missing",
      form({ tag: "column_set", columns: [{ tag: "column", elements: [{ tag: "input", name: "" }] }] }),
    ],
    [
      "with another one's name",
      '"a" stands in the card already',
      form({ tag: "input", name: "a" }, { tag: "select_static", name: "a" }),
    ],
  ])("cannot when one is %s", (_, words, card) => {
    expect(findFormFault(card)).toContain(words);
  });

  it("does not concern what stands outside it", () => {
    expect(findFormFault({ schema: "2.0", body: { elements: [{ tag: "input" }, { tag: "button" }] } })).toBeUndefined();
  });
});
