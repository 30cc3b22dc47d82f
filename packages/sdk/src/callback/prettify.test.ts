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

  it("masks what an envelope and options hold, however they spell it", () => {
    const shown = prettify({
      updateToken: "c-1",
      "encrypt-key": "k",
      verification_token: "v",
      password: "p",
      name: "n",
    });
    expect(JSON.parse(shown)).toEqual({
      updateToken: "***",
      "encrypt-key": "***",
      verification_token: "***",
      password: "***",
      name: "n",
    });
  });

  it("shows an object twice that stands in two places, and the message of an error", () => {
    const shared = { id: 1 };
    const shown = prettify({ first: shared, second: shared, error: new Error("broken"), bytes: new Uint8Array(3) });
    expect(JSON.parse(shown)).toEqual({
      first: { id: 1 },
      second: { id: 1 },
      error: "Error: broken",
      bytes: "[3 bytes]",
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
