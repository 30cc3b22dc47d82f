// @ts-check
import { PbfReader, PbfWriter } from "pbf";
import { payloadOf, spent } from "../candidate.mjs";
import { required } from "../frame-schema.mjs";

/** @typedef {import("../frame-schema.mjs").Frame<Uint8Array>} Frame */
/** @typedef {import("../frame-schema.mjs").Header} Header */

/** pbf reads 64-bit numbers as doubles, so the bytes of the ids are carried over instead. @type {import("../candidate.mjs").Candidate} */
export const pbf = {
  name: "pbf (ids as bytes)",
  exactIds: "as bytes only",
  keepsUnknown: false,
  answer(bytes, json) {
    const frame = new PbfReader(bytes).readFields(readField, /** @type {Frame} */ ({ headers: [] }));
    frame.headers.push(spent);
    const { SeqID, LogID, service, method } = required(frame);
    const writer = new PbfWriter();
    writeRaw(writer, 1, SeqID);
    writeRaw(writer, 2, LogID);
    writer.writeVarintField(3, service);
    writer.writeVarintField(4, method);
    for (const header of frame.headers) writer.writeMessage(5, writeHeader, header);
    if (frame.payload_encoding !== undefined) writer.writeStringField(6, frame.payload_encoding);
    if (frame.payload_type !== undefined) writer.writeStringField(7, frame.payload_type);
    writer.writeBytesField(8, payloadOf(json));
    if (frame.LogIDNew !== undefined) writer.writeStringField(9, frame.LogIDNew);
    return writer.finish();
  },
};

/** @param {number} tag @param {Frame} [frame] @param {PbfReader} [reader] */
function readField(tag, frame, reader) {
  if (frame === undefined || reader === undefined) return;
  if (tag === 1) frame.SeqID = rawVarint(reader);
  else if (tag === 2) frame.LogID = rawVarint(reader);
  else if (tag === 3) frame.service = reader.readVarint(true);
  else if (tag === 4) frame.method = reader.readVarint(true);
  else if (tag === 5)
    frame.headers.push(
      reader.readFields(readHeaderField, /** @type {Header} */ ({}), reader.readVarint() + reader.pos),
    );
  else if (tag === 6) frame.payload_encoding = reader.readString();
  else if (tag === 7) frame.payload_type = reader.readString();
  else if (tag === 8) frame.payload = reader.readBytes();
  else if (tag === 9) frame.LogIDNew = reader.readString();
}

/** @param {number} tag @param {Header} [header] @param {PbfReader} [reader] */
function readHeaderField(tag, header, reader) {
  if (header === undefined || reader === undefined) return;
  if (tag === 1) header.key = reader.readString();
  else if (tag === 2) header.value = reader.readString();
}

/** @param {PbfReader} reader */
function rawVarint(reader) {
  const start = reader.pos;
  while ((reader.buf[reader.pos++] ?? 0) > 0x7f);
  return reader.buf.subarray(start, reader.pos);
}

/** @param {PbfWriter} writer @param {number} field @param {Uint8Array} bytes */
function writeRaw(writer, field, bytes) {
  writer.writeVarint(field << 3);
  writer.realloc(bytes.length);
  for (const byte of bytes) writer.buf[writer.pos++] = byte;
}

/** @param {Header} header @param {PbfWriter} [writer] */
function writeHeader({ key = "", value = "" }, writer) {
  writer?.writeStringField(1, key);
  writer?.writeStringField(2, value);
}
