import { LarkwireError } from "../errors.ts";
import type { Log } from "../ports.ts";

/** How far a file has come. */
export interface Progress {
  readonly bytes: number;
  /** Not known for a stream. */
  readonly totalBytes: number | undefined;
}

/** Tells the app how far a file has come. Whoever only watches costs the file nothing: its first failure is logged. */
export function watchProgress(
  onProgress: ((progress: Progress) => void) | undefined,
  log: Log,
): (progress: Progress) => void {
  let hasFailed = false;
  const fail = (cause: unknown): void => {
    if (!hasFailed) log("error", LarkwireError.from(cause, "HANDLER_FAILED").message, { callback: "onProgress" });
    hasFailed = true;
  };
  return (progress) => {
    try {
      Promise.resolve(onProgress?.(progress)).catch(fail);
    } catch (cause) {
      fail(cause);
    }
  };
}
