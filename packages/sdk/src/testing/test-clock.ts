import type { Clock } from "../ports.ts";
import { settleIo } from "./settle-io.ts";

/** A clock that stands still until it is told to go on. */
export interface TestClock extends Clock {
  /** How many timers are waiting: 0 after a clean close. */
  readonly timers: number;
  /**
   * Lets `ms` milliseconds pass. Due timers run in the order of their times, each at its own time. Before the first,
   * between them and at the end real I/O comes to rest, so that bytes on loopback take no virtual time.
   *
   * Rejects with what a timer threw, and when another `advance` has not finished.
   */
  advance(ms: number): Promise<void>;
}

interface Timer {
  readonly dueAt: number;
  readonly work: () => void;
}

/** The virtual present unless told otherwise: the same in every run. */
const defaultStartMs = Date.UTC(2026, 0, 1);

/**
 * Virtual time for tests.
 *
 * @param startMs - what `now()` says at first, in milliseconds since 1970; default 2026-01-01T00:00:00Z
 * @param settle - how to wait for I/O; tests without any may pass something quicker than the default
 * @example
 * ```ts
 * const clock = createTestClock();
 * clock.after(3_000, () => console.log("too late"));
 * await clock.advance(3_000);
 * ```
 */
export function createTestClock(startMs: number = defaultStartMs, settle: () => Promise<void> = settleIo): TestClock {
  const timers = new Set<Timer>();
  let elapsedMs = 0;
  let advancing = false;

  function nextDue(untilMs: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of timers) {
      if (timer.dueAt <= untilMs && (next === undefined || timer.dueAt < next.dueAt)) next = timer;
    }
    return next;
  }

  async function run(untilMs: number): Promise<void> {
    await settle();
    for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
      timers.delete(timer);
      elapsedMs = timer.dueAt;
      timer.work();
      await settle();
    }
    elapsedMs = untilMs;
  }

  return {
    get timers() {
      return timers.size;
    },
    now: () => startMs + elapsedMs,
    monotonic: () => elapsedMs,
    after: (ms, work) => {
      const timer = { dueAt: elapsedMs + Math.max(0, ms), work };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance: async (ms) => {
      if (advancing) throw new Error("advance() is still running: await it before the next one");
      advancing = true;
      try {
        await run(elapsedMs + ms);
      } finally {
        advancing = false;
      }
    },
  };
}
