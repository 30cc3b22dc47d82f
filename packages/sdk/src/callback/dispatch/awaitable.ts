import type { Awaitable, Clock } from "../../ports.ts";

/** Tells a promise from a plain value: what is there already need not be waited for. */
export function isPromiseLike<T>(value: Awaitable<T>): value is PromiseLike<T> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/** Goes on with a value: at once when it is there, later when it is promised. */
export function after<T, Next>(value: Awaitable<T>, next: (value: T) => Awaitable<Next>): Awaitable<Next> {
  // Through a promise of the runtime's own: the `then` of another may call back twice, or give nothing back.
  return isPromiseLike(value) ? Promise.resolve(value).then(next) : next(value);
}

/** A promise that may be left alone: nobody has to await it for its failure to be harmless. */
export function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** Waits on the clock; not at all when the time is over already. */
export function wait(clock: Clock, ms: number): Promise<void> | undefined {
  return ms > 0 ? new Promise((resolve) => clock.after(ms, resolve)) : undefined;
}
