// @ts-check
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { payloadOf, spent } from "../candidate.mjs";
import { required } from "../frame-schema.mjs";

/** @typedef {import("../frame-schema.mjs").Frame<bigint | string>} Frame */
/** @typedef {import("../frame-schema.mjs").Header} Header */

/** The reader and writer below @bufbuild/protobuf's messages, driven by hand. @type {import("../candidate.mjs").Candidate} */
export const bufbuildWire = {
  name: "@bufbuild/protobuf/wire",
  exactIds: true,
  keepsUnknown: true,
  answer(bytes, json) {
    const frame = decode(bytes);
    frame.headers.push(spent);
    const { SeqID, LogID, service, method } = required(frame);
    const writer = new BinaryWriter();
    writer.tag(1, WireType.Varint).uint64(SeqID).tag(2, WireType.Varint).uint64(LogID);
    writer.tag(3, WireType.Varint).int32(service).tag(4, WireType.Varint).int32(method);
    for (const header of frame.headers) {
      writer.tag(5, WireType.LengthDelimited).fork();
      writeText(writer, 1, header.key);
      writeText(writer, 2, header.value);
      writer.join();
    }
    writeText(writer, 6, frame.payload_encoding);
    writeText(writer, 7, frame.payload_type);
    writer.tag(8, WireType.LengthDelimited).bytes(payloadOf(json));
    writeText(writer, 9, frame.LogIDNew);
    return writer.finish();
  },
};

/** @param {Uint8Array} bytes */
function decode(bytes) {
  const reader = new BinaryReader(bytes);
  /** @type {Frame & { unknown: Uint8Array[] }} */
  const frame = { headers: [], unknown: [] };
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 1) frame.SeqID = reader.uint64();
    else if (field === 2) frame.LogID = reader.uint64();
    else if (field === 3) frame.service = reader.int32();
    else if (field === 4) frame.method = reader.int32();
    else if (field === 5) frame.headers.push(decodeHeader(reader, reader.uint32()));
    else if (field === 6) frame.payload_encoding = reader.string();
    else if (field === 7) frame.payload_type = reader.string();
    else if (field === 8) frame.payload = reader.bytes();
    else if (field === 9) frame.LogIDNew = reader.string();
    else frame.unknown.push(reader.skip(type, field));
  }
  return frame;
}

/** @param {BinaryReader} reader @param {number} length */
function decodeHeader(reader, length) {
  /** @type {Header} */
  const header = {};
  const end = reader.pos + length;
  while (reader.pos < end) {
    const [field, type] = reader.tag();
    if (field === 1) header.key = reader.string();
    else if (field === 2) header.value = reader.string();
    else reader.skip(type, field);
  }
  return header;
}

/** @param {BinaryWriter} writer @param {number} field @param {string | undefined} value */
function writeText(writer, field, value) {
  if (value !== undefined) writer.tag(field, WireType.LengthDelimited).string(value);
}
