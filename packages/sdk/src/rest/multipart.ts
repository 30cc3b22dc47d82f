import { LarkwireError } from "../errors.ts";
import type { Progress } from "./progress.ts";
import type { BodyWatch, StreamedBody } from "./request.ts";

/** A file to upload: its bytes, or where they come from. A stream can be sent only once, so that it is not tried again. */
export type FileSource = Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** A file as one part of a form. */
export interface FormFile {
  /** The name of the part. */
  readonly name: string;
  readonly fileName: string;
  readonly source: FileSource;
}

const chunkBytes = 65_536;
const encoder = new TextEncoder();

/** A form with one file, which is read as it is sent. */
export function toMultipart(
  fields: Readonly<Record<string, unknown>>,
  file: FormFile,
  onProgress: (progress: Progress) => void,
): StreamedBody {
  const boundary = `larkwire-${crypto.randomUUID()}`;
  const head = encoder.encode([...toParts(fields, boundary), `--${boundary}\r\n${fileHeaders(file)}\r\n\r\n`].join(""));
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  const size = sizeOf(file.source);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: size === undefined ? undefined : head.length + size + tail.length,
    repeatable: size !== undefined,
    open: (watch) => toStream(wrap(head, file.source, tail, { size, onProgress }), watch),
  };
}

interface Course {
  readonly size: number | undefined;
  readonly onProgress: (progress: Progress) => void;
}

async function* wrap(
  head: Uint8Array,
  source: FileSource,
  tail: Uint8Array,
  { size, onProgress }: Course,
): AsyncGenerator<Uint8Array> {
  yield head;
  let bytes = 0;
  for await (const chunk of chunksOf(source)) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError("a chunk is no Uint8Array");
    yield chunk;
    bytes += chunk.length;
    onProgress({ bytes, totalBytes: size });
  }
  yield tail;
}

async function* chunksOf(source: FileSource): AsyncGenerator<unknown> {
  if (source instanceof Uint8Array) {
    for (let offset = 0; offset < source.length; offset += chunkBytes)
      yield source.subarray(offset, offset + chunkBytes);
  } else {
    yield* source instanceof Blob ? source.stream() : source;
  }
}

function toStream(chunks: AsyncGenerator<Uint8Array>, watch: BodyWatch): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      watch.moved();
      try {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (cause) {
        const error = new LarkwireError("FILE_UNREADABLE", "The file to upload broke off", { cause });
        watch.failed(error);
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

function sizeOf(source: FileSource): number | undefined {
  if (source instanceof Uint8Array) return source.length;
  return source instanceof Blob ? source.size : undefined;
}

function toParts(fields: Readonly<Record<string, unknown>>, boundary: string): string[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === undefined
      ? []
      : `--${boundary}\r\ncontent-disposition: form-data; name="${toQuoted(name)}"\r\n\r\n${value}\r\n`,
  );
}

function fileHeaders({ name, fileName }: FormFile): string {
  return `content-disposition: form-data; name="${toQuoted(name)}"; filename="${toQuoted(fileName)}"\r\ncontent-type: application/octet-stream`;
}

/** What would end the name, or the line, is written as browsers write it. */
function toQuoted(text: string): string {
  return text.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}
