import { describe, expect, it } from "vitest";
import { backoffLimits, backoffMs } from "./backoff.ts";

describe("the pause before reconnecting", () => {
  it("doubles up to its ceiling", () => {
    const longest = [0, 1, 2, 3, 4, 5, 40].map((attempt) => backoffMs(attempt, 1));

    expect(longest).toEqual([400, 800, 1600, 3200, 6400, backoffLimits.maxMs, backoffLimits.maxMs]);
  });

  it("is never shorter than half", () => {
    expect(backoffMs(3, 0)).toBe(1600);
  });
});
