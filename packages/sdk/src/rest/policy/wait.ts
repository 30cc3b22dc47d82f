import type { Clock } from "../../ports.ts";

/** Lets time pass; throws the signal's reason when it aborts meanwhile. */
export async function wait(clock: Clock, ms: number, signal?: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  let abort: (() => void) | undefined;
  let cancel: (() => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      cancel = clock.after(ms, resolve);
      abort = () => reject(signal?.reason);
      signal?.addEventListener("abort", abort);
    });
  } finally {
    cancel?.();
    if (abort !== undefined) signal?.removeEventListener("abort", abort);
  }
}
