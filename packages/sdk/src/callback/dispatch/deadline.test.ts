import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heapBytes } from "../../testing/heap-bytes.ts";
import { createTestClock } from "../../testing/test-clock.ts";
import { DeadlineQueue } from "./deadline.ts";

const noIo = async (): Promise<void> => {};

describe("the deadline queue", () => {
  it("runs what is not called off, in the order of its times, behind one timer", async () => {
    const plans = fc.array(fc.record({ at: fc.nat(100), cancelAt: fc.option(fc.nat(100), { nil: undefined }) }), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const clock = createTestClock(0, noIo);
        const queue = new DeadlineQueue(clock);
        const ran: number[] = [];
        const late: number[] = [];
        const deadlines = plan.map(({ at }) =>
          queue.add(at, () => {
            ran.push(at);
            if (clock.monotonic() !== at) late.push(at);
          }),
        );
        expect(clock.timers).toBe(plan.length === 0 ? 0 : 1);
        for (let now = 0; now <= 100; now += 1) {
          await clock.advance(now === 0 ? 0 : 1);
          expect(clock.timers).toBeLessThanOrEqual(1);
          plan.forEach(({ cancelAt }, index) => {
            const deadline = deadlines[index];
            if (cancelAt === now && deadline !== undefined) queue.cancel(deadline);
          });
        }
        const expected = plan
          .filter(({ at, cancelAt }) => cancelAt === undefined || cancelAt >= at)
          .map(({ at }) => at);
        expect(ran).toEqual(expected.sort((a, b) => a - b));
        expect(late).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it("runs at once what is already over", async () => {
    const clock = createTestClock(0, noIo);
    const queue = new DeadlineQueue(clock);
    await clock.advance(5_000);
    let ran = false;
    queue.add(2_400, () => {
      ran = true;
    });
    await clock.advance(0);
    expect(ran).toBe(true);
  });

  it("does not rely on the timer of another request where timers end with their request", async () => {
    const clock = createTestClock(0, noIo);
    const timers: (() => void)[] = [];
    const after: typeof clock.after = (...args) => {
      const cancel = clock.after(...args);
      timers.push(cancel);
      return cancel;
    };
    const { monotonic } = clock;
    const queue = new DeadlineQueue({ now: clock.now, monotonic, after, timersEndWithRequest: true });
    const ran: string[] = [];
    const first = queue.add(100, () => ran.push("first"));
    queue.add(200, () => ran.push("second"));
    queue.add(150, () => ran.push("third"));

    // The first request is over, and its timer with it.
    queue.cancel(first);
    timers[0]?.();
    await clock.advance(200);

    expect(ran).toEqual(["third", "second"]);
  });
});

it("keeps nothing of the deadlines that were called off, also while somebody holds an older one", () => {
  const queue = new DeadlineQueue(createTestClock());
  const add = (at: number) => {
    const held = Array.from({ length: 1_000 }, () => at);
    return queue.add(at, () => void held.length);
  };
  const oldest = add(0);
  let latest = add(1);
  queue.cancel(oldest);
  const before = heapBytes();

  for (let at = 2; at < 1_000; at += 1) {
    const next = add(at);
    queue.cancel(latest);
    latest = next;
  }

  expect(heapBytes() - before).toBeLessThan(1_000_000);
  expect(oldest.waiting).toBe(false);
});
