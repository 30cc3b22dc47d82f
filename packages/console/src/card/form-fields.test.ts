import { describe, expect, it } from "vitest";
import { collectFormFields, missingFields } from "./form-fields.ts";

const form = [
  { tag: "input", name: "comment", required: true },
  {
    tag: "column_set",
    columns: [
      {
        tag: "column",
        elements: [{ tag: "select_static", name: "kind", options: [{ value: "a" }, { value: "b" }], initial_index: 2 }],
      },
      { tag: "column", elements: [{ tag: "multi_select_static", name: "tags", required: true }] },
    ],
  },
  { tag: "date_picker", name: "day", initial_date: "2026-01-12" },
  { tag: "checker", name: "agreed" },
  { tag: "button", name: "send", form_action_type: "submit" },
  { tag: "input" },
  null,
];

describe("a form", () => {
  it("finds its fields in columns and knows what they hold at first", () => {
    const fields = collectFormFields(form);

    expect(fields.map(({ name, initial }) => [name, initial])).toEqual([
      ["comment", ""],
      ["kind", "b"],
      ["tags", []],
      ["day", "2026-01-12"],
      ["agreed", false],
    ]);
  });

  it("holds a submit back while a required field is empty", () => {
    const fields = collectFormFields(form);

    expect([...missingFields(fields, { comment: "", tags: [] })]).toEqual(["comment", "tags"]);
    expect([...missingFields(fields, { comment: "fine", tags: ["x"] })]).toEqual([]);
  });

  it("survives a card that is nested without end", () => {
    const endless: { tag: string; elements: unknown[] } = { tag: "column", elements: [] };
    endless.elements.push(endless);

    expect(collectFormFields([endless])).toEqual([]);
  });
});
