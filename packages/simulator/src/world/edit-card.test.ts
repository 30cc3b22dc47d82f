import { describe, expect, it } from "vitest";
import { findElement, replaceElement } from "./edit-card.ts";

const text = { tag: "plain_text", content: "a", element_id: "text" };
const inner = { tag: "markdown", content: "b", element_id: "inner" };
const card = {
  schema: "2.0",
  header: { title: { tag: "plain_text", content: "t", element_id: "title" } },
  body: {
    elements: [
      { tag: "div", text, element_id: "div" },
      { tag: "column_set", columns: [{ tag: "column", elements: [inner] }] },
    ],
  },
};

describe("an element", () => {
  it("is found within columns, and as the text of another; not in the header", () => {
    expect(findElement(card, "inner")).toBe(inner);
    expect(findElement(card, "text")).toBe(text);
    expect(findElement(card, "title")).toBeUndefined();
    expect(findElement({}, "inner")).toBeUndefined();
  });

  it("makes place for others, and leaves the card that was as it is", () => {
    const hr = { tag: "hr" };

    expect(replaceElement(card, "inner", (element) => [hr, element])).toEqual({
      ...card,
      body: {
        elements: [card.body.elements[0], { tag: "column_set", columns: [{ tag: "column", elements: [hr, inner] }] }],
      },
    });
    expect(card.body.elements[1]).toEqual({ tag: "column_set", columns: [{ tag: "column", elements: [inner] }] });
  });

  it("is removed where nothing comes in its place", () => {
    expect(replaceElement(card, "text", () => [])).toMatchObject({
      body: { elements: [{ tag: "div", element_id: "div" }, {}] },
    });
  });
});
