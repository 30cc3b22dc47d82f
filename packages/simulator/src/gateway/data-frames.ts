import { encodeFrame, frameMethod } from "larkwire/protocol";
import { FrameMemory } from "./frame-memory.ts";
import type { GatewayIds } from "./gateway-ids.ts";

/** One message as it goes down the wire: several frames where the payload is long. */
export interface Message {
  readonly messageId: string;
  readonly frames: readonly Buffer[];
  /** Where the headers of the first frame end. */
  readonly headersEnd: number;
}

export interface MessageOptions {
  readonly type: "event" | "card";
  /** In how many frames at least. */
  readonly minFragments: number;
  /** Wall-clock ms. */
  readonly now: number;
}

/** What every frame of some has in common. */
interface Shape {
  readonly type: string;
  readonly sum: number;
  readonly seq: number;
  readonly timestampLength: number;
}

/** A frame's beginning, and where what differs is to be put into it. */
interface Head {
  readonly shape: Shape;
  readonly bytes: Buffer;
  readonly messageIdAt: number;
  readonly traceIdAt: number;
  readonly timestampAt: number;
}

/** What differs from one message to the next, the ids of 63 bits apart. */
interface Marks {
  readonly messageId: string;
  readonly traceId: string;
  readonly timestamp: string;
}

/** Ids of 63 bits, which are nine bytes as varints, and where they stand: each behind its tag. */
const anySequence = 1n << 62n;
const [seqIdAt, logIdAt] = [1, 11];
/** Where the headers begin: behind two ids, and the service and the method of one byte each. */
export const headersStart = 24;
/** Fields 8 and 9, each with a length. */
const [payloadTag, logIdNewTag] = [0x42, 0x4a];
const scratch = Buffer.alloc(65_536);
/** As long as what takes their place. */
const anyMessageId = "m".repeat(36);
const anyTraceId = "t".repeat(34);

/**
 * Writes data frames. Their beginnings are the same but for some ids and the time, so the usual one is encoded once and
 * copied: under load this is most of what a message costs.
 */
export class DataFrames {
  readonly #ids: GatewayIds;
  readonly #fragmentBytes: number;
  readonly #instanceId: string;
  readonly #memory = new FrameMemory();
  #usual: Head | undefined;

  /** @param fragmentBytes - longer payloads are split into several frames */
  constructor(ids: GatewayIds, fragmentBytes: number) {
    this.#ids = ids;
    this.#fragmentBytes = fragmentBytes;
    this.#instanceId = ids.hex(24);
  }

  write(content: string | Uint8Array, { type, minFragments, now }: MessageOptions): Message {
    const marks = { messageId: this.#ids.uuid(), traceId: this.#ids.logId(now), timestamp: String(now) };
    const { messageId, timestamp } = marks;
    const payload = typeof content === "string" ? toBytes(content) : content;
    const sum = Math.max(minFragments, Math.ceil(payload.length / this.#fragmentBytes));
    const shape = { type, sum, seq: 0, timestampLength: timestamp.length };
    const head = this.#headOf(shape);
    const headersEnd = head.bytes.length;
    if (sum === 1) return { messageId, frames: [this.#writeFrame(head, payload, marks)], headersEnd };
    const startOf = (seq: number): number => Math.floor((seq * payload.length) / sum);
    const frames = Array.from({ length: sum }, (_, seq) => {
      const part = payload.subarray(startOf(seq), startOf(seq + 1));
      return this.#writeFrame(this.#headOf({ ...shape, seq }), part, marks);
    });
    return { messageId, frames, headersEnd };
  }

  #writeFrame(head: Head, payload: Uint8Array, { messageId, traceId, timestamp }: Marks): Buffer {
    const headersEnd = head.bytes.length;
    const payloadAt = headersEnd + 1 + varintLength(payload.length);
    const end = payloadAt + payload.length;
    const bytes = this.#memory.take(end + 2 + traceId.length);
    bytes.set(head.bytes);
    this.#writeSequence(bytes, seqIdAt);
    this.#writeSequence(bytes, logIdAt);
    bytes.write(messageId, head.messageIdAt, "latin1");
    bytes.write(traceId, head.traceIdAt, "latin1");
    bytes.write(timestamp, head.timestampAt, "latin1");
    bytes[headersEnd] = payloadTag;
    writeVarint(bytes, headersEnd + 1, payload.length);
    bytes.set(payload, payloadAt);
    bytes[end] = logIdNewTag;
    bytes[end + 1] = traceId.length;
    bytes.write(traceId, end + 2, "latin1");
    return bytes;
  }

  #headOf(shape: Shape): Head {
    const usual = this.#usual;
    if (usual !== undefined && isSame(usual.shape, shape)) return usual;
    const head = encodeHead(shape, this.#instanceId);
    if (shape.sum === 1) this.#usual = head;
    return head;
  }

  /** A 64-bit id beyond what a JavaScript number holds exactly: 56 random bits below bit 62. */
  #writeSequence(bytes: Buffer, at: number): void {
    let [low, high] = [this.#ids.bits(), this.#ids.bits()];
    for (let index = 0; index < 4; index++) {
      bytes[at + index] = 0x80 | low;
      bytes[at + 4 + index] = 0x80 | high;
      low >>>= 7;
      high >>>= 7;
    }
    bytes[at + 8] = 0x40;
  }
}

/** The text in UTF-8, good until the next one: how long it is is found by writing it. */
function toBytes(text: string): Uint8Array {
  return text.length * 3 > scratch.length ? Buffer.from(text) : scratch.subarray(0, scratch.write(text));
}

function encodeHead(shape: Shape, instanceId: string): Head {
  const headers = {
    type: shape.type,
    message_id: anyMessageId,
    sum: String(shape.sum),
    seq: String(shape.seq),
    trace_id: anyTraceId,
    timestamp: "0".repeat(shape.timestampLength),
    instance_id: instanceId,
  };
  const frame = {
    SeqID: anySequence,
    LogID: anySequence,
    service: 1,
    method: frameMethod.data,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  };
  const bytes = Buffer.from(encodeFrame(frame));
  const [messageIdAt, traceIdAt] = [bytes.indexOf(anyMessageId), bytes.indexOf(anyTraceId)];
  // Behind the name of its header, the tag of the value and its length.
  const timestampAt = bytes.indexOf("timestamp") + "timestamp".length + 2;
  return { shape, bytes, messageIdAt, traceIdAt, timestampAt };
}

function isSame(one: Shape, other: Shape): boolean {
  return (
    one.sum === other.sum &&
    one.seq === other.seq &&
    one.type === other.type &&
    one.timestampLength === other.timestampLength
  );
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest > 127; rest >>>= 7) length += 1;
  return length;
}

function writeVarint(bytes: Buffer, at: number, value: number): void {
  let [to, rest] = [at, value];
  for (; rest > 127; rest >>>= 7) bytes[to++] = 0x80 | rest;
  bytes[to] = rest;
}
