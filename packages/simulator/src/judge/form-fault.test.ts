import { describe, expect, it } from "vitest";
import { findFormFault } from "./form-fault.ts";

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
    ["has no name", form({ tag: "input" })],
    ["has no name", form({ tag: "column_set", columns: [{ tag: "column", elements: [{ tag: "input", name: "" }] }] })],
    ["repeats the name a", form({ tag: "input", name: "a" }, { tag: "select_static", name: "a" })],
  ])("cannot when one %s", (words, card) => {
    expect(findFormFault(card)).toContain(words);
  });

  it("does not concern what stands outside it", () => {
    expect(findFormFault({ schema: "2.0", body: { elements: [{ tag: "input" }, { tag: "button" }] } })).toBeUndefined();
  });
});
