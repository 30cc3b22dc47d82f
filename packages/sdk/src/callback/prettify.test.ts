import { describe, expect, it } from "vitest";
import { prettify } from "./prettify.ts";

describe("prettify", () => {
  it("masks tokens at every depth and keeps the rest", () => {
    const event = {
      token: "c-secret",
      operator: { open_id: "ou_1" },
      list: [{ app_ticket: "t-secret" }],
      Authorization: "Bearer x",
    };
    expect(JSON.parse(prettify(event))).toEqual({
      token: "***",
      operator: { open_id: "ou_1" },
      list: [{ app_ticket: "***" }],
      Authorization: "***",
    });
  });

  it("shows anything without throwing: cycles, BigInts, nothing, getters that throw", () => {
    const cycle: Record<string, unknown> = { id: 10n };
    cycle.self = cycle;
    expect(JSON.parse(prettify(cycle))).toEqual({ id: "10n", self: "[seen above]" });
    expect(prettify(undefined)).toBe("undefined");
    const trap = {
      get value(): never {
        throw new Error("trap");
      },
    };
    expect(prettify(trap)).toBe("[cannot be shown]");
  });
});
