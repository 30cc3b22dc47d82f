import type { Timers } from "./timers.ts";

/** How often some more bytes leave, in milliseconds. */
const everyMs = 100;

/**
 * Hands bytes on little by little.
 *
 * @param write - takes some more; `false` when nobody is there any more
 * @param done - when all have been taken
 */
export function trickle(
  bytes: Uint8Array,
  bytesPerSecond: number,
  timers: Timers,
  write: (chunk: Uint8Array) => boolean,
  done: () => void,
): void {
  const size = Math.max(1, Math.ceil((bytesPerSecond * everyMs) / 1000));
  const proceed = (from: number): void => {
    if (from >= bytes.length) done();
    else if (write(bytes.subarray(from, from + size))) timers.after(everyMs, () => proceed(from + size));
  };
  proceed(0);
}
