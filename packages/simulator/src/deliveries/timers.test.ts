import { createTestClock } from "larkwire/testing";
import { expect, it } from "vitest";
import { Timers } from "./timers.ts";

function create() {
  const clock = createTestClock(0, async () => undefined);
  const timers = new Timers(clock);
  const ran: string[] = [];
  return { clock, timers, ran, run: (ms: number, name: string) => timers.after(ms, () => void ran.push(name)) };
}

it("work runs at its time, and at once where there is nothing to wait for", async () => {
  const { clock, timers, ran, run } = create();
  run(10, "later");
  run(0, "now");
  expect(ran).toEqual(["now"]);
  expect(timers.size).toBe(1);
  await clock.advance(10);

  expect(ran).toEqual(["now", "later"]);
  expect(timers.size).toBe(0);
});

it("work that was called off, or whose owner has closed, never runs", async () => {
  const { clock, timers, ran, run } = create();
  run(10, "called off")();
  run(10, "closed");
  timers.close();
  run(0, "too late");
  run(10, "too late");
  expect(clock.timers).toBe(0);
  await clock.advance(10);

  expect(ran).toEqual([]);
});
