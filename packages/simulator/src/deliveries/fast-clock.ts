import type { Clock } from "larkwire/protocol";

/** Beyond it the system's timers fire at once; long waits are taken in steps. */
const maxTimerMs = 2_000_000_000;

/** Time that runs a number of times as fast as the given one. */
export function createFastClock(speed: number, real: Clock): Clock {
  const startedAt = real.monotonic();
  const startMs = real.now();
  const elapsed = (): number => (real.monotonic() - startedAt) * speed;
  return {
    now: () => startMs + Math.floor(elapsed()),
    monotonic: elapsed,
    after: (ms, work, background) => {
      const dueAt = elapsed() + ms;
      let cancel = (): void => undefined;
      const wait = (): void => {
        const restMs = Math.min(Math.max(0, (dueAt - elapsed()) / speed), maxTimerMs);
        cancel = real.after(Math.ceil(restMs), () => (elapsed() < dueAt ? wait() : work()), background);
      };
      wait();
      return () => cancel();
    },
  };
}
