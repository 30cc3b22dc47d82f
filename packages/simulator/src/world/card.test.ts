import { describe, expect, it } from "vitest";
import { cardVersionOf, isSharedCard } from "./card.ts";

describe("the version of a card", () => {
  it.each([
    [{ schema: "2.0", body: {} }, "2.0"],
    [{ schema: "1.0", elements: [] }, "1.0"],
    [{ elements: [] }, "1.0"],
    [{}, undefined],
    [{ type: "template", data: { template_id: "AAqk" } }, undefined],
  ])("of %j is %s", (card, version) => {
    expect(cardVersionOf(card)).toBe(version);
  });
});

describe("whether everybody sees the same copy", () => {
  it.each([
    ["JSON 2.0, where only shared cards exist", { schema: "2.0" }, true],
    ["JSON 1.0 without a word about it", { elements: [] }, false],
    ["JSON 1.0 with update_multi false", { config: { update_multi: false }, elements: [] }, false],
    ["JSON 1.0 with update_multi true", { config: { update_multi: true }, elements: [] }, true],
    ["a template", { type: "template", data: {} }, true],
  ])("for %s", (_, card, shared) => {
    expect(isSharedCard(card)).toBe(shared);
  });
});
