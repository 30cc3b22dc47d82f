import { LarkwireError } from "../errors.ts";
import type { Clock } from "../ports.ts";
import type { Progress } from "./progress.ts";
import { readBytes } from "./read-bytes.ts";

/** A file that is being downloaded. */
export interface Download {
  /** The file's name without any folder, where the platform gives one. */
  readonly fileName: string | undefined;
  readonly contentType: string | undefined;
  /** Its length in bytes, where the platform gives it. */
  readonly totalBytes: number | undefined;
  /** Its bytes, once; cancel it when they are not wanted any more. */
  readonly stream: ReadableStream<Uint8Array>;
  /**
   * Its bytes, all at once.
   *
   * @throws API_MALFORMED when there are more than `maxBytes`; 100 MiB by default
   */
  bytes(maxBytes?: number): Promise<Uint8Array>;
}

/** How a download is watched. */
export interface DownloadCourse {
  readonly clock: Clock;
  /** How long the next bytes may take, in ms. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: Progress) => void;
}

/** The response whose body is a file. */
export function toDownload(response: Response, course: DownloadCourse): Download {
  const { headers } = response;
  const length = Number(headers.get("content-length") ?? Number.NaN);
  const totalBytes = Number.isSafeInteger(length) && !headers.has("content-encoding") ? length : undefined;
  const stream = watch(response.body ?? new Blob([]).stream(), totalBytes, course);
  return {
    fileName: fileNameOf(headers.get("content-disposition") ?? ""),
    contentType: headers.get("content-type") ?? undefined,
    totalBytes,
    stream,
    bytes: (maxBytes = 100 * 2 ** 20) => readBytes({ body: stream }, maxBytes),
  };
}

function watch(
  body: ReadableStream<Uint8Array>,
  totalBytes: number | undefined,
  { clock, timeoutMs, signal, onProgress }: DownloadCourse,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  let stop: (reason: unknown) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  stopped.catch(() => undefined);
  const abort = (): void => stop(signal?.reason);
  const leave = (): void => signal?.removeEventListener("abort", abort);
  signal?.addEventListener("abort", abort);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const cancelTimeout = clock.after(timeoutMs, () =>
          stop(new LarkwireError("API_TIMEOUT", `The download stood still for ${timeoutMs} ms`)),
        );
        try {
          signal?.throwIfAborted();
          const { done, value } = await Promise.race([reader.read(), stopped]);
          if (done) {
            leave();
            controller.close();
          } else {
            bytes += value.length;
            controller.enqueue(value);
            onProgress({ bytes, totalBytes });
          }
        } catch (cause) {
          leave();
          reader.cancel().catch(() => undefined);
          if (LarkwireError.is(cause) || signal?.aborted) throw cause;
          throw new LarkwireError("API_UNREACHABLE", "The download broke off", { cause });
        } finally {
          cancelTimeout();
        }
      },
      cancel: (reason) => {
        leave();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** The last part of the name only: a name is no place in a file system. */
function fileNameOf(disposition: string): string | undefined {
  const encoded = /filename\*=(?:utf-8)?''([^;\s]+)/i.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
  const name = (encoded === undefined ? fromLatin1(plain ?? "") : decode(encoded))
    ?.replace(/^.*[\\/]/s, "")
    .replace(/\p{Cc}/gu, "")
    .trim();
  return name === undefined || /^\.{0,2}$/.test(name) ? undefined : name;
}

/** The platform writes a name's UTF-8 as it is, and HTTP's headers are read as Latin-1. */
function fromLatin1(text: string): string {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const decoded = new TextDecoder().decode(bytes);
  return /[\u0100-\uffff]/.test(text) || decoded.includes("\ufffd") ? text : decoded;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
