import { describe, expect, it } from "vitest";
import { linkOf, toButtonPlan } from "./button-plan.ts";

describe("a click on a button", () => {
  it("calls back with the value of its callback behaviour", () => {
    const button = { tag: "button", behaviors: [{ type: "callback", value: { action: "approve" } }] };

    expect(toButtonPlan(button)).toEqual({
      kind: "plain",
      openUrl: undefined,
      action: { tag: "button", value: { action: "approve" } },
    });
  });

  it("calls back with the value of a JSON 1.0 button, and without one when it has none", () => {
    expect(toButtonPlan({ tag: "button", value: { id: 1 } }).action).toEqual({ tag: "button", value: { id: 1 } });
    expect(toButtonPlan({ tag: "button" }).action).toEqual({ tag: "button" });
  });

  it("only opens the link of a JSON 1.0 button, unless the interaction is complex", () => {
    const link = { tag: "button", url: "https://example.com/", value: { id: 1 } };

    expect(toButtonPlan(link)).toMatchObject({ openUrl: "https://example.com/", action: undefined });
    expect(toButtonPlan({ ...link, complex_interaction: true })).toMatchObject({
      openUrl: "https://example.com/",
      action: { value: { id: 1 } },
    });
  });

  it("may open a link and call back at once", () => {
    const behaviors = [
      { type: "open_url", default_url: "https://example.com/m", pc_url: "https://example.com/pc" },
      { type: "callback", value: { seen: true } },
    ];

    expect(toButtonPlan({ tag: "button", behaviors })).toMatchObject({
      openUrl: "https://example.com/pc",
      action: { value: { seen: true } },
    });
    expect(toButtonPlan({ tag: "button", behaviors: behaviors.slice(0, 1) }).action).toBeUndefined();
  });

  it.each([
    ["2.0", { form_action_type: "submit" }],
    ["1.0", { action_type: "form_submit" }],
    ["a behaviour", { behaviors: [{ type: "form_action", behavior: "submit" }] }],
  ])("submits the form as %s says, with the button's name", (_, fields) => {
    expect(toButtonPlan({ tag: "button", name: "send", ...fields })).toMatchObject({
      kind: "submit",
      action: { tag: "button", name: "send" },
    });
  });

  it("sends nothing on reset", () => {
    expect(toButtonPlan({ tag: "button", name: "x", form_action_type: "reset" })).toMatchObject({
      kind: "reset",
      action: undefined,
    });
  });

  it("never leads to an address that is not http or https", () => {
    expect(linkOf({ url: "javascript:alert(1)" })).toBeUndefined();
    expect(linkOf({ multi_url: { url: "file:///etc/passwd" } })).toBeUndefined();
  });
});
