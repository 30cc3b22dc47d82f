import type { Clock } from "../../ports.ts";

/** Lets time pass; throws the signal's reason when it aborts meanwhile. */
export async function wait(clock: Clock, ms: number, signal?: AbortSignal | undefined): Promise<void> {
  let cancel: (() => void) | undefined;
  const passed = new Promise<void>((resolve) => {
    cancel = clock.after(ms, resolve);
  });
  await orAborted(passed, signal).finally(cancel);
}

/** What comes of work that must be done within a time; otherwise its signal aborts, and the error is thrown. */
export async function within<Value>(
  clock: Clock,
  ms: number,
  toLate: () => Error,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const cancel = clock.after(ms, () => controller.abort(toLate()));
  return orAborted(work(controller.signal), controller.signal).finally(cancel);
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
