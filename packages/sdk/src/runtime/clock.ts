import type { Clock } from "../ports.ts";

/** The longest delay that setTimeout takes, in milliseconds; anything above would fire at once. */
const longestDelayMs = 2 ** 31 - 1;

const { navigator } = globalThis as { readonly navigator?: { readonly userAgent?: string } };

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  timersEndWithRequest: navigator?.userAgent === "Cloudflare-Workers",
  after: (ms, work, background = false) => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = (remainingMs: number): void => {
      const delayMs = Math.min(remainingMs, longestDelayMs);
      timer = setTimeout(() => (remainingMs > delayMs ? wait(remainingMs - delayMs) : work()), delayMs);
      // Timers are plain numbers on runtimes other than Node, Deno and Bun.
      if (background && typeof timer === "object") timer.unref();
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};
