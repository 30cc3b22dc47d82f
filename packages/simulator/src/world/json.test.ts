import { describe, expect, it } from "vitest";
import { parseJson, parseJsonObject } from "./json.ts";

describe("parsing JSON", () => {
  it.each([
    ["", undefined],
    ["{", undefined],
    ["null", null],
    ["[1]", [1]],
    ['{"a":{"b":"c"}}', { a: { b: "c" } }],
  ])("takes %s for what it is", (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it.each(["null", "[]", '"text"', "1"])("does not take %s for an object", (text) => {
    expect(parseJsonObject(text)).toBeUndefined();
  });

  it("refuses what is nested too deep to be walked", () => {
    expect(parseJson("[".repeat(500_000) + "]".repeat(500_000))).toBeUndefined();
    expect(parseJson("[".repeat(60) + "]".repeat(60))).toBeDefined();
  });
});
