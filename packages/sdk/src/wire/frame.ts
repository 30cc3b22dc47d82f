import { frameTag } from "./frame-tag.ts";
import { wireLimits } from "./limits.ts";
import { UnknownFields } from "./unknown-fields.ts";
import { malformed, WireReader } from "./wire-reader.ts";
import { int32Length, lengthDelimited, stringLength, uint64Length, WireWriter } from "./wire-writer.ts";

/** One `key: value` of a {@link Frame}. */
export interface FrameHeader {
  readonly key: string;
  readonly value: string;
  /** Fields of the header that this codec does not know, verbatim. */
  readonly unknownFields?: Uint8Array | undefined;
}

/** One WebSocket message of the long connection: `pbbp2.Frame`, with the platform's names. */
export interface Frame {
  /** Unsigned, 64 bits. */
  readonly SeqID: bigint;
  /** Unsigned, 64 bits. */
  readonly LogID: bigint;
  /** The `service_id` of the connection's URL; 32 bits. */
  readonly service: number;
  /** One of {@link frameMethod}; 32 bits. */
  readonly method: number;
  readonly headers: readonly FrameHeader[];
  readonly payload_encoding?: string | undefined;
  readonly payload_type?: string | undefined;
  readonly payload?: Uint8Array | undefined;
  readonly LogIDNew?: string | undefined;
  /** Fields that this codec does not know, verbatim: they survive re-encoding. */
  readonly unknownFields?: Uint8Array | undefined;
}

/** What a frame is for: `control` carries pings and pongs, `data` events and callbacks. */
export const frameMethod = { control: 0, data: 1 } as const;

/**
 * Reads one frame. Its payload and unknown fields are views of `bytes`, not copies.
 *
 * @throws LarkwireError `FRAME_MALFORMED` when the bytes are not exactly one whole frame with its required fields
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  const reader = new WireReader(bytes);
  const headers: FrameHeader[] = [];
  let SeqID: bigint | undefined;
  let LogID: bigint | undefined;
  let service: number | undefined;
  let method: number | undefined;
  let payload_encoding: string | undefined;
  let payload_type: string | undefined;
  let payload: Uint8Array | undefined;
  let LogIDNew: string | undefined;
  let unknown: UnknownFields | undefined;
  while (reader.at < reader.end) {
    const start = reader.at;
    const field = reader.tag();
    switch (field) {
      case frameTag.SeqID:
        SeqID = reader.uint64();
        break;
      case frameTag.LogID:
        LogID = reader.uint64();
        break;
      case frameTag.service:
        service = reader.int32();
        break;
      case frameTag.method:
        method = reader.int32();
        break;
      case frameTag.headers:
        if (headers.length === wireLimits.maxHeaders) throw malformed("the frame has too many headers");
        headers.push(decodeHeader(reader));
        break;
      case frameTag.payload_encoding:
        payload_encoding = reader.string();
        break;
      case frameTag.payload_type:
        payload_type = reader.string();
        break;
      case frameTag.payload: {
        const end = reader.lengthDelimitedEnd();
        payload = bytes.subarray(reader.at, end);
        reader.at = end;
        break;
      }
      case frameTag.LogIDNew:
        LogIDNew = reader.string();
        break;
      default:
        reader.skip(field & 7);
        unknown ??= new UnknownFields(bytes);
        unknown.add(start, reader.at);
    }
  }
  if (SeqID === undefined) throw missing("SeqID");
  if (LogID === undefined) throw missing("LogID");
  if (service === undefined) throw missing("service");
  if (method === undefined) throw missing("method");
  const unknownFields = unknown?.toBytes();
  return { SeqID, LogID, service, method, headers, payload_encoding, payload_type, payload, LogIDNew, unknownFields };
}

/** Writes one frame; the required fields are written even when they are zero. Ids are taken modulo 2^64, numbers modulo 2^32. */
export function encodeFrame(frame: Frame): Uint8Array {
  const service = frame.service | 0;
  const method = frame.method | 0;
  let length = 4 + uint64Length(frame.SeqID) + uint64Length(frame.LogID) + int32Length(service) + int32Length(method);
  for (const header of frame.headers) length += 1 + lengthDelimited(headerLength(header));
  length += optionalStringLength(frame.payload_encoding) + optionalStringLength(frame.payload_type);
  if (frame.payload !== undefined) length += 1 + lengthDelimited(frame.payload.length);
  length += optionalStringLength(frame.LogIDNew) + (frame.unknownFields?.length ?? 0);

  const writer = new WireWriter(new Uint8Array(length));
  writer.byte(frameTag.SeqID);
  writer.uint64(frame.SeqID);
  writer.byte(frameTag.LogID);
  writer.uint64(frame.LogID);
  writer.byte(frameTag.service);
  writer.int32(service);
  writer.byte(frameTag.method);
  writer.int32(method);
  for (const header of frame.headers) {
    writer.byte(frameTag.headers);
    writer.varint(headerLength(header));
    writeHeader(writer, header);
  }
  writeOptionalString(writer, frameTag.payload_encoding, frame.payload_encoding);
  writeOptionalString(writer, frameTag.payload_type, frame.payload_type);
  if (frame.payload !== undefined) {
    writer.byte(frameTag.payload);
    writer.varint(frame.payload.length);
    writer.raw(frame.payload);
  }
  writeOptionalString(writer, frameTag.LogIDNew, frame.LogIDNew);
  if (frame.unknownFields !== undefined) writer.raw(frame.unknownFields);
  return writer.bytes;
}

function decodeHeader(reader: WireReader): FrameHeader {
  const outerEnd = reader.end;
  const end = reader.lengthDelimitedEnd();
  reader.end = end;
  let key: string | undefined;
  let value: string | undefined;
  let unknown: UnknownFields | undefined;
  while (reader.at < end) {
    const start = reader.at;
    const field = reader.tag();
    if (field === frameTag.headerKey) key = reader.string();
    else if (field === frameTag.headerValue) value = reader.string();
    else {
      reader.skip(field & 7);
      unknown ??= new UnknownFields(reader.bytes);
      unknown.add(start, reader.at);
    }
  }
  reader.end = outerEnd;
  if (key === undefined) throw missing("the key of a header");
  if (value === undefined) throw missing("the value of a header");
  return unknown === undefined ? { key, value } : { key, value, unknownFields: unknown.toBytes() };
}

function headerLength(header: FrameHeader): number {
  return 2 + stringLength(header.key) + stringLength(header.value) + (header.unknownFields?.length ?? 0);
}

function writeHeader(writer: WireWriter, header: FrameHeader): void {
  writer.byte(frameTag.headerKey);
  writer.string(header.key);
  writer.byte(frameTag.headerValue);
  writer.string(header.value);
  if (header.unknownFields !== undefined) writer.raw(header.unknownFields);
}

function optionalStringLength(value: string | undefined): number {
  return value === undefined ? 0 : 1 + stringLength(value);
}

function writeOptionalString(writer: WireWriter, field: number, value: string | undefined): void {
  if (value === undefined) return;
  writer.byte(field);
  writer.string(value);
}

function missing(field: string) {
  return malformed(`${field} is missing`);
}
