import { describe, expect, it } from "vitest";
import { defaultSettings } from "../wire/settings.ts";
import { retryDelayMs } from "./backoff.ts";

const policy = { firstRetryMaxMs: 5_000, retryMaxMs: 600_000 };

describe("retryDelayMs", () => {
  it("draws the first wait below the nonce", () => {
    const settings = { ...defaultSettings, reconnectNonceMs: 2_000 };

    expect(retryDelayMs(1, settings, policy, () => 0)).toBe(0);
    expect(retryDelayMs(1, settings, policy, () => 0.9999)).toBe(1_999);
  });

  it("does not let the first wait grow beyond the app's own bound", () => {
    expect(retryDelayMs(1, defaultSettings, policy, () => 0.9999)).toBe(4_999);
  });

  it("doubles every later wait up to the platform's interval", () => {
    expect([2, 3, 4, 5, 6, 2_000].map((attempt) => retryDelayMs(attempt, defaultSettings, policy, () => 0.5))).toEqual([
      10_000, 20_000, 40_000, 80_000, 120_000, 120_000,
    ]);
  });

  it("does not hurry when the first wait is switched off", () => {
    expect(retryDelayMs(2, defaultSettings, { ...policy, firstRetryMaxMs: 0 }, () => 0.5)).toBe(2_000);
  });

  it("shortens later waits to the app's own bound", () => {
    expect(retryDelayMs(2, defaultSettings, { ...policy, retryMaxMs: 500 }, () => 0.5)).toBe(500);
  });

  it.each([
    [0, 1, undefined],
    [2, 2, 10_000],
    [2, 3, undefined],
    [-1, 1_000_000, 120_000],
  ])("with a count of %i answers try %i with %s", (reconnectCount, attempt, delay) => {
    expect(retryDelayMs(attempt, { ...defaultSettings, reconnectCount }, policy, () => 0)).toBe(delay);
  });
});
