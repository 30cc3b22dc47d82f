import type { Clock } from "../../ports.ts";

/** Lets time pass; throws the signal's reason when it aborts meanwhile. */
export async function wait(clock: Clock, ms: number, signal?: AbortSignal | undefined): Promise<void> {
  let cancel: (() => void) | undefined;
  const passed = new Promise<void>((resolve) => {
    cancel = clock.after(ms, resolve);
  });
  await orAborted(passed, signal).finally(cancel);
}

/** What is promised, or the signal's reason thrown when it aborts before. */
export async function orAborted<Value>(promised: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return promised;
  return new Promise<Value>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    promised.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
