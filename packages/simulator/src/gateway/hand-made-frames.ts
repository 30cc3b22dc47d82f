/**
 * The wire by hand, for tests: written from the field table of `pbbp2.Frame` and from nothing else, because what is under
 * test must not be measured with itself.
 */
export interface HandMadeFrame {
  readonly SeqID: bigint;
  readonly LogID: bigint;
  readonly service: bigint;
  readonly method: bigint;
  readonly headers: readonly (readonly [key: string, value: string])[];
  readonly payload: string;
  readonly LogIDNew?: string;
}

export function writeFrame(frame: Partial<HandMadeFrame>): Uint8Array {
  const { SeqID = 0n, LogID = 0n, service = 1n, method = 1n, headers = [], payload, LogIDNew } = frame;
  return Uint8Array.from([
    ...[0x08, ...varint(SeqID), 0x10, ...varint(LogID), 0x18, ...varint(service), 0x20, ...varint(method)],
    ...headers.flatMap(([key, value]) => field(0x2a, [...text(0x0a, key), ...text(0x12, value)])),
    ...(payload === undefined ? [] : text(0x42, payload)),
    ...(LogIDNew === undefined ? [] : text(0x4a, LogIDNew)),
  ]);
}

/** Reads what {@link writeFrame} writes; payload fragments that end within a character are read byte by byte (latin1). */
export function readFrame(bytes: Buffer): HandMadeFrame {
  const fields = readFields(bytes);
  const number = (tag: number): bigint => fields.find(([found]) => found === tag)?.[1] as bigint;
  const string = (tag: number, encoding: BufferEncoding): string =>
    (fields.find(([found]) => found === tag)?.[1] as Buffer | undefined)?.toString(encoding) ?? "";
  return {
    SeqID: number(0x08),
    LogID: number(0x10),
    service: number(0x18),
    method: number(0x20),
    headers: fields
      .filter(([tag]) => tag === 0x2a)
      .map(([, value]) => {
        const [key, content] = readFields(value as Buffer);
        return [String(key?.[1]), String(content?.[1])] as const;
      }),
    payload: string(0x42, "latin1"),
    LogIDNew: string(0x4a, "utf8"),
  };
}

/** The answer to a frame as the official Go SDK writes it. */
export function writeAnswer(question: HandMadeFrame, code: number, reply?: unknown): Uint8Array {
  const data = reply === undefined ? null : Buffer.from(JSON.stringify(reply)).toString("base64");
  return writeFrame({
    ...question,
    headers: [...question.headers, ["biz_rt", "3"]],
    payload: JSON.stringify({ code, headers: null, data }),
  });
}

function varint(value: bigint): number[] {
  return value < 128n ? [Number(value)] : [Number(value & 127n) | 128, ...varint(value >> 7n)];
}

function field(tag: number, bytes: readonly number[]): number[] {
  return [tag, ...varint(BigInt(bytes.length)), ...bytes];
}

function text(tag: number, value: string): number[] {
  return field(tag, [...Buffer.from(value)]);
}

function readFields(bytes: Buffer): [tag: number, value: bigint | Buffer][] {
  const fields: [number, bigint | Buffer][] = [];
  let at = 0;
  const readVarint = (): bigint => {
    const byte = bytes.readUInt8(at++);
    return byte < 128 ? BigInt(byte) : BigInt(byte & 127) | (readVarint() << 7n);
  };
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at++);
    const value = readVarint();
    if ((tag & 7) === 0) {
      fields.push([tag, value]);
    } else {
      fields.push([tag, bytes.subarray(at, at + Number(value))]);
      at += Number(value);
    }
  }
  return fields;
}
