import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "./clock.ts";

describe("systemClock", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("runs work once when its time has come", () => {
    const work = vi.fn();

    systemClock.after(1_000, work);
    vi.advanceTimersByTime(999);
    expect(work).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);

    expect(work).toHaveBeenCalledTimes(1);
  });

  it("does not run work that was called off", () => {
    const work = vi.fn();

    systemClock.after(1_000, work)();
    vi.advanceTimersByTime(2_000);

    expect(work).not.toHaveBeenCalled();
  });

  it("waits through delays that setTimeout would fire at once, and can call them off half-way", () => {
    const thirtyDaysMs = 30 * 24 * 3_600_000;
    const [kept, cancelled] = [vi.fn(), vi.fn()];

    systemClock.after(thirtyDaysMs, kept);
    const cancel = systemClock.after(thirtyDaysMs, cancelled);
    vi.advanceTimersByTime(thirtyDaysMs - 1);
    expect(kept).not.toHaveBeenCalled();
    cancel();
    vi.advanceTimersByTime(1);

    expect(kept).toHaveBeenCalledTimes(1);
    expect(cancelled).not.toHaveBeenCalled();
  });

  it("goes on from where it was, by the wall and by the stopwatch", () => {
    vi.useRealTimers();
    const [wall, watch] = [systemClock.now(), systemClock.monotonic()];

    expect(systemClock.now()).toBeGreaterThanOrEqual(wall);
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(watch);
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
  });
});

describe("background work", () => {
  it("does not keep the process alive, other work does", () => {
    const timersBefore = countTimers();

    const cancelBackground = systemClock.after(60_000, () => undefined, true);
    expect(countTimers()).toBe(timersBefore);
    const cancel = systemClock.after(60_000, () => undefined);
    expect(countTimers()).toBe(timersBefore + 1);
    cancel();
    cancelBackground();

    expect(countTimers()).toBe(timersBefore);
  });

  function countTimers(): number {
    return process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;
  }
});
