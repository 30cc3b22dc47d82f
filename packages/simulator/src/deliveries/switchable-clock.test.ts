import { createTestClock, type TestClock } from "larkwire/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { type ClockMode, SwitchableClock } from "./switchable-clock.ts";

const hour = 3_600_000;

let real: TestClock;
beforeEach(() => {
  real = createTestClock(Date.UTC(2026, 5, 1), async () => undefined);
});

describe("a clock that is switched", () => {
  it("goes on from where it stood, and is never set back", async () => {
    const clock = new SwitchableClock("real", real);
    const read = () => clock.now() - Date.UTC(2026, 5, 1);
    await real.advance(1_000);
    expect(read()).toBe(1_000);

    clock.switchTo({ speed: 1_000 });
    await real.advance(1_000);
    expect(read()).toBe(1_001_000);

    clock.switchTo("virtual");
    await real.advance(hour);
    expect(read()).toBe(1_001_000);
    await clock.advance(500);
    expect(read()).toBe(1_001_500);

    clock.switchTo("real");
    await real.advance(500);
    expect(read()).toBe(1_002_000);
  });

  it("keeps what waits to its time, whatever drives it, and in its order", async () => {
    const clock = new SwitchableClock("real", real);
    const fired: string[] = [];
    const note = (name: string) => () => void fired.push(`${name} at ${clock.monotonic()}`);
    clock.after(6 * hour, note("repeat"));
    clock.after(6 * hour, note("second of the same time"));
    clock.after(1_000, note("soon"));
    const cancel = clock.after(2 * hour, note("called off"));
    await real.advance(500);

    clock.switchTo({ speed: 1_000 });
    await real.advance(3_600);
    cancel();
    clock.switchTo("virtual");
    await clock.advance(6 * hour);

    expect(fired).toEqual(["soon at 1500", `repeat at ${6 * hour}`, `second of the same time at ${6 * hour}`]);
    expect(real.timers).toBe(0);
  });

  it("is advanced only while it stands still", async () => {
    const clock = new SwitchableClock("real", real);

    await expect(clock.advance(1)).rejects.toMatchObject({ code: "CLOCK_IS_REAL" });
  });

  it.each<ClockMode>([{ speed: 0 }, { speed: -1 }, { speed: Number.NaN }, { speed: Number.POSITIVE_INFINITY }])(
    "does not run with %j, and goes on as it did",
    async (mode) => {
      const clock = new SwitchableClock("real", real);

      expect(() => clock.switchTo(mode)).toThrow(expect.objectContaining({ code: "REQUEST_INVALID" }));
      await real.advance(10);
      expect([clock.mode, clock.monotonic()]).toEqual(["real", 10]);
    },
  );
});
