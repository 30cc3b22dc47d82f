import { LarkwireError } from "./errors.ts";
import type { Awaitable, Clock, KeyValue } from "./ports.ts";

/**
 * The storage of an app, no call of which is waited for longer than `timeoutMs`: later it rejects with STORAGE_TIMEOUT, whatever
 * the storage still does with it. What is answered at once stays answered at once, and costs no timer.
 *
 * @throws CONFIG_INVALID when it is no storage, or the time makes no sense
 */
export function boundedStorage(storage: KeyValue, timeoutMs: number, clock: Clock): KeyValue {
  for (const method of ["get", "set", "swap"] as const) {
    if (typeof storage?.[method] === "function") continue;
    throw new LarkwireError("CONFIG_INVALID", "storage must have get, set and swap");
  }
  function inTime<Value extends string | boolean | undefined | void>(answer: Awaitable<Value>): Awaitable<Value> {
    if (typeof answer !== "object" || answer === null) return answer;
    return new Promise((resolve, reject) => {
      const cancel = clock.after(timeoutMs, () => reject(toLate(timeoutMs)), true);
      Promise.resolve(answer).then(resolve, reject).finally(cancel);
    });
  }
  return {
    get: (key) => inTime(storage.get(key)),
    set: (key, value, ttlMs) => inTime(storage.set(key, value, ttlMs)),
    swap: (key, expected, next, ttlMs) => inTime(storage.swap(key, expected, next, ttlMs)),
  };
}

/** @throws CONFIG_INVALID */
export function resolveStorageTimeout(ms: number | undefined): number {
  const timeoutMs = ms ?? 500;
  if (typeof timeoutMs === "number" && timeoutMs > 0 && Number.isFinite(timeoutMs)) return timeoutMs;
  throw new LarkwireError("CONFIG_INVALID", "storageTimeoutMs must be a number of milliseconds above 0");
}

function toLate(timeoutMs: number): LarkwireError {
  return new LarkwireError("STORAGE_TIMEOUT", `The storage did not answer within ${timeoutMs} ms`);
}
