import { expect, it } from "vitest";
import { openApiLimits } from "../limits.ts";
import { CallWindows } from "./call-windows.ts";

const count = (windows: CallWindows, calls: number, now: number, kind = "a"): void => {
  for (let call = 0; call < calls; call++) windows.count(kind, now);
};

it("counts each kind from its first call on, and anew once its time is over", () => {
  const windows = new CallWindows(1_000);
  count(windows, 1, 100);
  count(windows, 2, 900);

  expect(windows.waitMs("a", 3, 900)).toBe(200);
  expect(windows.waitMs("a", 4, 900)).toBe(0);
  expect(windows.waitMs("b", 3, 900)).toBe(0);
  expect(windows.waitMs("a", 3, 1_100)).toBe(0);
  count(windows, 3, 1_100);
  expect(windows.waitMs("a", 3, 1_101)).toBe(999);
});

it("forgets the kind that began first, beyond what it may hold", () => {
  const windows = new CallWindows(1_000);
  count(windows, 1, 0, "first");
  count(windows, 1, 0, "second");
  for (let kind = 2; kind < openApiLimits.maxCallWindows; kind++) count(windows, 1, 0, String(kind));
  // One more call of what is there is not one more kind.
  count(windows, 1, 0, "first");
  expect(windows.waitMs("first", 2, 0)).toBe(1_000);
  count(windows, 1, 0, "one more");

  expect(windows.waitMs("first", 2, 0)).toBe(0);
  expect(windows.waitMs("second", 1, 0)).toBe(1_000);
});
