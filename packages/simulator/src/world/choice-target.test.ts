import { describe, expect, it } from "vitest";
import { findChoiceAction } from "./choice-target.ts";
import { findSubmitAction } from "./click-target.ts";

const text = (content: string) => ({ tag: "plain_text", content });
const options = [
  { text: text("Monday"), value: "mon" },
  { text: text("Tuesday"), value: "tue" },
];
const card = {
  schema: "2.0",
  body: {
    elements: [
      { tag: "select_static", name: "day", options, behaviors: [{ type: "callback", value: { id: 1 } }] },
      { tag: "multi_select_static", element_id: "days", options },
      { tag: "select_img", name: "picture", options },
      { tag: "checker", name: "agreed" },
      { tag: "input", placeholder: text("Reason") },
      { tag: "date_picker", name: "date", disabled: true },
      { tag: "picker_time", name: "time" },
      { tag: "select_person", name: "twice" },
      { tag: "select_person", name: "twice" },
      { tag: "markdown", element_id: "words", content: "hi" },
      {
        tag: "form",
        name: "f",
        elements: [
          { tag: "input", name: "note", default_value: "none" },
          { tag: "button", name: "ok", text: text("Send"), form_action_type: "submit" },
          { tag: "button", name: "no", text: text("Reset"), form_action_type: "reset" },
        ],
      },
    ],
  },
};

describe("choosing", () => {
  it.each([
    ["day", "tue", { tag: "select_static", name: "day", value: { id: 1 }, option: "tue" }],
    ["day", "Tuesday", { tag: "select_static", name: "day", value: { id: 1 }, option: "tue" }],
    ["picture", "tue", { tag: "select_img", name: "picture", options: ["tue"] }],
    ["agreed", true, { tag: "checker", name: "agreed", checked: true }],
    ["Reason", "flu", { tag: "input", input_value: "flu" }],
    ["time", "10:30 +0800", { tag: "picker_time", name: "time", option: "10:30 +0800" }],
  ] as const)("in %s, %j is %j", (name, choice, action) => {
    expect(findChoiceAction(card, name, choice)).toEqual(action);
  });

  it.each([
    ["nothing", "x", "COMPONENT_NOT_FOUND"],
    ["twice", "x", "COMPONENT_NOT_FOUND"],
    ["day", "Sunday", "OPTION_NOT_FOUND"],
    ["day", true, "NOT_CLICKABLE"],
    ["days", "mon", "NOT_CLICKABLE"],
    ["agreed", "yes", "NOT_CLICKABLE"],
    ["date", "2026-01-01", "NOT_CLICKABLE"],
    ["words", "x", "NOT_CLICKABLE"],
    ["note", "x", "NOT_CLICKABLE"],
  ] as const)("in %s, %j is refused with %s", (name, choice, code) => {
    expect(() => findChoiceAction(card, name, choice)).toThrow(expect.objectContaining({ code }));
  });
});

describe("submitting", () => {
  it("finds the form's submit button by itself", () => {
    const action = { tag: "button", name: "ok", form_value: { note: "flu" } };

    expect(findSubmitAction(card, { note: "flu" }, undefined)).toEqual(action);
    expect(findSubmitAction(card, {}, "Send")).toEqual({ ...action, form_value: { note: "none" } });
  });

  it("is refused for a button that does not submit, and without a form", () => {
    const refusal = expect.objectContaining({ code: "BUTTON_NOT_FOUND" });

    expect(() => findSubmitAction(card, {}, "Reset")).toThrow(refusal);
    expect(() => findSubmitAction({ elements: [] }, {}, undefined)).toThrow(refusal);
  });
});
