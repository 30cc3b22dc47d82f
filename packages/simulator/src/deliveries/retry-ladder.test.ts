import { createTestClock } from "larkwire/testing";
import { describe, expect, it } from "vitest";
import { RetryLadder } from "./retry-ladder.ts";

function create() {
  const clock = createTestClock(0, async () => undefined);
  return { clock, ladder: new RetryLadder(clock) };
}

describe("an event that is never acknowledged", () => {
  it("is sent again after 15 s, 5 min, 1 h and 6 h, and then never", async () => {
    const { clock, ladder } = create();
    const sentAt: number[] = [];
    const send = (attempt: number): void => {
      sentAt.push(clock.now());
      ladder.climb(attempt, () => send(attempt + 1));
    };
    send(1);
    await clock.advance(7 * 24 * 3_600_000);

    const [second = 0, minute = 0, hour = 0] = [1_000, 60_000, 3_600_000];
    expect(sentAt.map((at, index) => at - (sentAt[index - 1] ?? 0))).toEqual([
      0,
      15 * second,
      5 * minute,
      hour,
      6 * hour,
    ]);
    expect(clock.timers).toBe(0);
  });
});

describe("a ladder", () => {
  it("leaves no timer behind when it is closed, and takes nothing afterwards", async () => {
    const { clock, ladder } = create();
    let sent = 0;
    ladder.climb(1, () => sent++);
    ladder.close();
    ladder.climb(1, () => sent++);
    expect(clock.timers).toBe(0);
    await clock.advance(15_000);

    expect(sent).toBe(0);
  });

  it("holds a bounded number of events", () => {
    const { clock, ladder } = create();
    for (let count = 0; count < 10_001; count++) ladder.climb(1, () => undefined);

    expect(clock.timers).toBe(10_000);
  });
});
