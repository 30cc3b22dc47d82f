import { createTestClock } from "larkwire/testing";
import { describe, expect, it } from "vitest";
import { createFastClock } from "./fast-clock.ts";

describe("a clock that runs 1000 times as fast", () => {
  it("plays the 6 h of a retry in 21.6 s, and the 14 days of a card in 20 min", async () => {
    const real = createTestClock(0, async () => undefined);
    const fast = createFastClock(1_000, real);
    const firedAt: number[] = [];
    for (const ms of [21_600_000, 1_209_600_000]) fast.after(ms, () => void firedAt.push(real.monotonic()));
    await real.advance(1_209_600);

    expect(firedAt).toEqual([21_600, 1_209_600]);
    expect([fast.now(), fast.monotonic()]).toEqual([1_209_600_000, 1_209_600_000]);
  });

  it("never fires early, and not at all when called off", async () => {
    const real = createTestClock(0, async () => undefined);
    const fast = createFastClock(1_000, real);
    const fired: string[] = [];
    fast.after(1_500, () => void fired.push(`after ${fast.monotonic()}`));
    const cancel = fast.after(500, () => void fired.push("cancelled"));
    cancel();
    await real.advance(10);

    expect(fired).toEqual(["after 2000"]);
    expect(real.timers).toBe(0);
  });

  it("takes a wait in steps that is longer than a timer of the system may be", async () => {
    const real = createTestClock(0, async () => undefined);
    const slow = createFastClock(0.1, real);
    let fired = false;
    slow.after(300_000_000, () => {
      fired = true;
    });
    await real.advance(2_999_999_999);
    expect(fired).toBe(false);
    await real.advance(1);

    expect(fired).toBe(true);
  });
});
