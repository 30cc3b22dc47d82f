import { describe, expect, it } from "vitest";
import { findButtonAction } from "./click-target.ts";

const button = (content: string, rest: object = {}) => ({
  tag: "button",
  text: { tag: "plain_text", content },
  ...rest,
});

describe("finding a button", () => {
  it("takes the value of its callback behavior, in JSON 2.0", () => {
    const approve = button("Approve", {
      behaviors: [
        { type: "open_url", default_url: "https://x" },
        { type: "callback", value: { id: 7 } },
      ],
    });
    const card = { schema: "2.0", body: { elements: [approve] } };

    expect(findButtonAction(card, "Approve", undefined)).toEqual({ tag: "button", value: { id: 7 } });
  });

  it("takes its own value, in JSON 1.0", () => {
    const card = { elements: [{ tag: "action", actions: [button("No"), button("Yes", { value: { yes: true } })] }] };

    expect(findButtonAction(card, "Yes", undefined)).toEqual({ tag: "button", value: { yes: true } });
    expect(findButtonAction(card, "No", undefined)).toEqual({ tag: "button" });
  });

  it.each([
    [
      "columns",
      { tag: "column_set", columns: [{ tag: "column", elements: [button("Deep", { element_id: "deep_1" })] }] },
    ],
    ["a collapsible panel", { tag: "collapsible_panel", elements: [button("Deep", { element_id: "deep_1" })] }],
    ["a container", { tag: "interactive_container", elements: [button("Deep", { element_id: "deep_1" })] }],
    ["the extra of a text", { tag: "div", extra: button("Deep", { element_id: "deep_1" }) }],
    ["a checker", { tag: "checker", button_area: { buttons: [button("Deep", { element_id: "deep_1" })] } }],
  ])("looks into %s", (_, element) => {
    expect(findButtonAction({ schema: "2.0", body: { elements: [element] } }, "deep_1", undefined).tag).toBe("button");
    expect(findButtonAction({ elements: [element] }, "Deep", undefined).tag).toBe("button");
    expect(findButtonAction({ i18n_elements: { en_us: [element] } }, "Deep", undefined).tag).toBe("button");
  });

  it("submits its form: initial values, and what was filled in over them", () => {
    const form = {
      tag: "form",
      name: "leave",
      elements: [
        { tag: "input", name: "reason", default_value: "none" },
        { tag: "select_static", name: "kind", initial_option: "sick" },
        {
          tag: "column_set",
          columns: [{ tag: "column", elements: [{ tag: "checker", name: "paid", checked: true }] }],
        },
        button("Send", {
          name: "send",
          form_action_type: "submit",
          behaviors: [{ type: "callback", value: { id: 1 } }],
        }),
      ],
    };

    expect(findButtonAction({ schema: "2.0", body: { elements: [form] } }, "Send", { reason: "flu" })).toEqual({
      tag: "button",
      value: { id: 1 },
      name: "send",
      form_value: { reason: "flu", kind: "sick", paid: true },
    });
  });

  it("lists the buttons that there are when there is no such one", () => {
    const card = { elements: [{ tag: "action", actions: [button("Yes", { name: "y" }), button("No")] }] };

    expect(() => findButtonAction(card, "Maybe", undefined)).toThrow(
      'no button "Maybe" in this card. Its buttons: "Yes" / "y", "No".',
    );
    expect(() => findButtonAction({}, "Maybe", undefined)).toThrow("Its buttons: none.");
  });

  it("does not guess between two, and does not press what is disabled", () => {
    const twice = {
      elements: [{ tag: "action", actions: [button("Yes", { name: "a" }), button("Yes", { name: "b" })] }],
    };

    expect(() => findButtonAction(twice, "Yes", undefined)).toThrow('several buttons "Yes"');
    expect(findButtonAction(twice, "b", undefined).tag).toBe("button");
    expect(() => findButtonAction({ elements: [button("Off", { disabled: true })] }, "Off", undefined)).toThrow(
      "disabled",
    );
  });

  it("copes with a card that is nested without end", () => {
    let element: object = button("Deepest");
    for (let depth = 0; depth < 20_000; depth++) element = { tag: "column", elements: [element] };

    expect(findButtonAction({ elements: [element] }, "Deepest", undefined)).toEqual({ tag: "button" });
  });
});
