// Which protobuf codec is fastest for the one message of the long connection?
// Each candidate decodes a data frame and encodes its answer: the same frame, one more header, the reply as base64 in the payload.
// The candidates take turns in many short rounds, so that a slow moment of the machine hits all of them alike;
// the table shows each one's median time per frame, and that of our own codec divided by it (above 1: faster than ours).
import { create, createFileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { decodeFrame, encodeAnswer, encodeFrame, readFrame } from "larkwire/protocol";
import { PbfReader, PbfWriter } from "pbf";
import protobuf from "protobufjs";

const rounds = 60;
const framesPerRound = 4_000;
const encoder = new TextEncoder();

const fields = [
  ["SeqID", 1, "uint64", "required"],
  ["LogID", 2, "uint64", "required"],
  ["service", 3, "int32", "required"],
  ["method", 4, "int32", "required"],
  ["headers", 5, "Header", "repeated"],
  ["payload_encoding", 6, "string", "optional"],
  ["payload_type", 7, "string", "optional"],
  ["payload", 8, "bytes", "optional"],
  ["LogIDNew", 9, "string", "optional"],
];
const headerFields = [
  ["key", 1, "string", "required"],
  ["value", 2, "string", "required"],
];

const inPlace = {
  name: "larkwire: readFrame",
  exactIds: true,
  keepsUnknown: true,
  answer: (bytes, json) => encodeAnswer(readFrame(bytes), { code: 200, json, bizRtMs: 3 }),
};
const decoded = {
  name: "larkwire: decodeFrame",
  exactIds: true,
  keepsUnknown: true,
  answer: (bytes, json) => encodeAnswer(decodeFrame(bytes), { code: 200, json, bizRtMs: 3 }),
};

const candidates = [inPlace, decoded, pbfCandidate(), bufbuildWire(), bufbuildReflection(), protobufjsCandidate()];
const reply = JSON.stringify({ toast: { type: "success", content: "x".repeat(250) } });

/** What every other candidate puts into the payload, the fastest way that Node has. */
function payloadOf(json) {
  return Buffer.from(`{"code":200,"data":"${Buffer.from(json).toString("base64")}"}`, "latin1");
}

for (const [name, bodyBytes] of [
  ["a card click (1.5 KB)", 1_500],
  ["a long message (30 KB)", 30_000],
]) {
  const bytes = Buffer.from(encodeFrame(sample(bodyBytes)));
  const expected = Buffer.from(inPlace.answer(bytes, reply));
  for (const candidate of candidates) {
    candidate.same = Buffer.from(candidate.answer(bytes, reply)).equals(expected);
  }
  const medians = measure(candidates, bytes);
  console.log(`\n${name}, median of ${rounds} rounds of ${framesPerRound} frames`);
  console.table(
    Object.fromEntries(
      candidates.map((candidate, index) => [
        candidate.name,
        {
          "ns per frame": Math.round(medians[index]),
          "speed against ours": Number((medians[0] / medians[index]).toFixed(2)),
          "same bytes": candidate.same,
          "exact 64-bit ids": candidate.exactIds,
          "keeps unknown fields": candidate.keepsUnknown,
        },
      ]),
    ),
  );
}

function measure(all, bytes) {
  const times = all.map(() => []);
  for (let round = 0; round < rounds + 10; round++) {
    for (const [index, candidate] of all.entries()) {
      const start = process.hrtime.bigint();
      let check = 0;
      for (let frame = 0; frame < framesPerRound; frame++) check += candidate.answer(bytes, reply).length;
      const spent = Number(process.hrtime.bigint() - start) / framesPerRound;
      if (check === 0) throw new Error("nothing was encoded");
      if (round >= 10) times[index].push(spent);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[list.length >> 1]);
}

/** Ids beyond 2^53, all headers that section 2.4 of the protocol names. */
function sample(bodyBytes) {
  const body = JSON.stringify({ schema: "2.0", event: { text: "按钮".repeat(20), filler: "" } });
  return {
    SeqID: 7_398_214_551_928_340_481n,
    LogID: 17_446_744_073_709_551_557n,
    service: 33_554_678,
    method: 1,
    headers: Object.entries({
      type: "event",
      message_id: "0f8fad5b-d9cb-469f-a165-70867728950e",
      sum: "1",
      seq: "0",
      trace_id: "202609281122334D1C2B3A495867A0B1C2",
      timestamp: "1790565753000",
      instance_id: "10.128.44.17:8080-ab12",
    }).map(([key, value]) => ({ key, value })),
    payload_encoding: "",
    payload_type: "",
    payload: encoder.encode(body.replace('"filler":""', `"filler":"${"x".repeat(bodyBytes - body.length)}"`)),
    LogIDNew: "202609281122334D1C2B3A495867A0B1C2",
  };
}

/** pbf reads 64-bit numbers as doubles, so the bytes of the ids are carried over instead. */
function pbfCandidate() {
  const readHeader = (tag, header, pbf) => {
    if (tag === 1) header.key = pbf.readString();
    else if (tag === 2) header.value = pbf.readString();
  };
  const readFrame = (tag, frame, pbf) => {
    switch (tag) {
      case 1:
        frame.SeqID = rawVarint(pbf);
        break;
      case 2:
        frame.LogID = rawVarint(pbf);
        break;
      case 3:
        frame.service = pbf.readVarint(true);
        break;
      case 4:
        frame.method = pbf.readVarint(true);
        break;
      case 5:
        frame.headers.push(pbf.readFields(readHeader, {}, pbf.readVarint() + pbf.pos));
        break;
      case 6:
        frame.payload_encoding = pbf.readString();
        break;
      case 7:
        frame.payload_type = pbf.readString();
        break;
      case 8:
        frame.payload = pbf.readBytes();
        break;
      case 9:
        frame.LogIDNew = pbf.readString();
        break;
    }
  };
  const rawVarint = (pbf) => {
    const start = pbf.pos;
    while (pbf.buf[pbf.pos++] > 0x7f);
    return pbf.buf.subarray(start, pbf.pos);
  };
  const writeRaw = (pbf, field, bytes) => {
    pbf.writeVarint(field << 3);
    pbf.realloc(bytes.length);
    for (const byte of bytes) pbf.buf[pbf.pos++] = byte;
  };
  const writeHeader = (header, pbf) => {
    pbf.writeStringField(1, header.key);
    pbf.writeStringField(2, header.value);
  };
  return {
    name: "pbf (ids as bytes)",
    exactIds: "as bytes only",
    keepsUnknown: false,
    answer(bytes, json) {
      const frame = new PbfReader(bytes).readFields(readFrame, { headers: [] });
      frame.headers.push({ key: "biz_rt", value: "3" });
      const pbf = new PbfWriter();
      writeRaw(pbf, 1, frame.SeqID);
      writeRaw(pbf, 2, frame.LogID);
      pbf.writeVarintField(3, frame.service);
      pbf.writeVarintField(4, frame.method);
      for (const header of frame.headers) pbf.writeMessage(5, writeHeader, header);
      if (frame.payload_encoding !== undefined) pbf.writeStringField(6, frame.payload_encoding);
      if (frame.payload_type !== undefined) pbf.writeStringField(7, frame.payload_type);
      pbf.writeBytesField(8, payloadOf(json));
      if (frame.LogIDNew !== undefined) pbf.writeStringField(9, frame.LogIDNew);
      return pbf.finish();
    },
  };
}

/** The reader and writer below @bufbuild/protobuf's messages, driven by hand. */
function bufbuildWire() {
  const decodeHeader = (reader, length) => {
    const header = {};
    const end = reader.pos + length;
    while (reader.pos < end) {
      const [field, type] = reader.tag();
      if (field === 1) header.key = reader.string();
      else if (field === 2) header.value = reader.string();
      else reader.skip(type, field);
    }
    return header;
  };
  const decode = (bytes) => {
    const reader = new BinaryReader(bytes);
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
  };
  const text = (writer, field, value) => {
    if (value !== undefined) writer.tag(field, WireType.LengthDelimited).string(value);
  };
  return {
    name: "@bufbuild/protobuf/wire",
    exactIds: true,
    keepsUnknown: true,
    answer(bytes, json) {
      const frame = decode(bytes);
      frame.headers.push({ key: "biz_rt", value: "3" });
      const writer = new BinaryWriter();
      writer.tag(1, WireType.Varint).uint64(frame.SeqID).tag(2, WireType.Varint).uint64(frame.LogID);
      writer.tag(3, WireType.Varint).int32(frame.service).tag(4, WireType.Varint).int32(frame.method);
      for (const header of frame.headers) {
        writer.tag(5, WireType.LengthDelimited).fork();
        text(writer, 1, header.key);
        text(writer, 2, header.value);
        writer.join();
      }
      text(writer, 6, frame.payload_encoding);
      text(writer, 7, frame.payload_type);
      writer.tag(8, WireType.LengthDelimited).bytes(payloadOf(json));
      text(writer, 9, frame.LogIDNew);
      return writer.finish();
    },
  };
}

/** @bufbuild/protobuf as it is meant to be used: a schema, fromBinary, toBinary. */
function bufbuildReflection() {
  const types = { uint64: 4, int32: 5, string: 9, Header: 11, bytes: 12 };
  const labels = { optional: 1, required: 2, repeated: 3 };
  const toField = ([name, number, type, label]) => ({
    name,
    number,
    type: types[type],
    label: labels[label],
    ...(type === "Header" ? { typeName: ".pbbp2.Header" } : {}),
  });
  const registry = createFileRegistry(
    create(FileDescriptorSetSchema, {
      file: [
        {
          name: "pbbp2.proto",
          package: "pbbp2",
          syntax: "proto2",
          messageType: [
            { name: "Header", field: headerFields.map(toField) },
            { name: "Frame", field: fields.map(toField) },
          ],
        },
      ],
    }),
  );
  const frameSchema = registry.getMessage("pbbp2.Frame");
  const headerSchema = registry.getMessage("pbbp2.Header");
  return {
    name: "@bufbuild/protobuf",
    exactIds: true,
    keepsUnknown: true,
    answer(bytes, json) {
      const frame = fromBinary(frameSchema, bytes);
      frame.headers.push(create(headerSchema, { key: "biz_rt", value: "3" }));
      frame.payload = payloadOf(json);
      return toBinary(frameSchema, frame);
    },
  };
}

/** For reference only: what the official SDK for Node uses. */
function protobufjsCandidate() {
  const toProto = ([name, number, type, label]) => `${label} ${type} ${name} = ${number};`;
  const { root } = protobuf.parse(
    `syntax = "proto2"; package pbbp2;
     message Header { ${headerFields.map(toProto).join(" ")} }
     message Frame { ${fields.map(toProto).join(" ")} }`,
    { keepCase: true },
  );
  const type = root.lookupType("pbbp2.Frame");
  return {
    name: "protobufjs",
    exactIds: protobuf.util.Long !== null,
    keepsUnknown: "no by default",
    answer(bytes, json) {
      const frame = type.decode(bytes);
      frame.headers.push({ key: "biz_rt", value: "3" });
      frame.payload = payloadOf(json);
      return type.encode(frame).finish();
    },
  };
}
