import { LarkwireError } from "../errors.ts";
import type { Clock } from "../ports.ts";

/** What a body is bounded by. */
export interface BodyLimits {
  readonly maxBodyBytes: number;
  readonly bodyTimeoutMs: number;
}

/** Takes so many bytes into memory, or says why they may not come. */
export type Admission = (bytes: number) => LarkwireError | undefined;

/** Takes the parts of a body. Calls after `end` or `fail` are ignored. */
export interface BodySink {
  chunk(bytes: Uint8Array): void;
  end(): void;
  /** The sender went away, or the host could not read on. */
  fail(cause?: unknown): void;
}

/** Begins to read a body into a sink, and returns the way to stop reading. */
export type BodySource = (sink: BodySink) => () => void;

/**
 * Collects the raw bytes of a body.
 *
 * @param certainBytes - the length at which the transport ends the body by itself, where it has told one
 * @param admit - is asked for every part, and refuses it with what is thrown
 * @throws BODY_TOO_LARGE, BODY_TOO_SLOW or BODY_ABORTED
 */
export function readBody(
  source: BodySource,
  certainBytes: number | undefined,
  limits: BodyLimits,
  clock: Clock,
  admit: Admission,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    let bytes: Uint8Array = new Uint8Array(0);
    let length = 0;
    let open = true;
    let cancelTimeout: (() => void) | undefined;

    const close = (): void => {
      open = false;
      cancelTimeout?.();
    };
    const refuse = (error: LarkwireError): void => {
      close();
      stop?.();
      reject(error);
    };
    const sink: BodySink = {
      chunk: (part) => {
        if (!open) return;
        const refusal = length + part.length > limits.maxBodyBytes ? bodyTooLarge(limits) : admit(part.length);
        if (refusal !== undefined) {
          refuse(refusal);
          return;
        }
        bytes = length === 0 ? part : appended(bytes, length, part);
        length += part.length;
      },
      end: () => {
        if (!open) return;
        close();
        resolve(bytes.length === length ? bytes : bytes.subarray(0, length));
      },
      fail: (cause) => {
        if (open) refuse(new LarkwireError("BODY_ABORTED", `The body broke off after ${length} bytes`, { cause }));
      },
    };
    let stop: (() => void) | undefined;
    stop = source(sink);
    if (!open) stop();

    // Most bodies come along with the head and are here before this runs; those need no timer.
    void Promise.resolve().then(() => {
      if (!open || length === certainBytes) return;
      cancelTimeout = clock.after(limits.bodyTimeoutMs, () => refuse(bodyTooSlow(limits)), true);
    });
  });
}

/** The error of a body that is longer than allowed, or announced to be. */
export function bodyTooLarge({ maxBodyBytes }: BodyLimits): LarkwireError {
  return new LarkwireError("BODY_TOO_LARGE", `The body is longer than maxBodyBytes = ${maxBodyBytes}`);
}

function bodyTooSlow({ bodyTimeoutMs }: BodyLimits): LarkwireError {
  return new LarkwireError("BODY_TOO_SLOW", `The body was incomplete after ${bodyTimeoutMs} ms`);
}

/**
 * Copies each part to where the others are: a list of parts would cost a hundred times their bytes when they have one
 * byte each. The first part is no larger than what it holds, so it is never written to.
 */
function appended(bytes: Uint8Array, length: number, part: Uint8Array): Uint8Array {
  let room = bytes;
  if (length + part.length > bytes.length) {
    room = new Uint8Array(Math.max(length + part.length, 2 * bytes.length));
    room.set(bytes);
  }
  room.set(part, length);
  return room;
}
