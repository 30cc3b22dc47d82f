// @ts-check
import { decode, encode, encodeNext, fromHex, textToHex, toHex } from "./protobuf.mjs";

const zero = { SeqID: "0", LogID: "0", service: 0, method: 0, headers: [] };
/** @param {string} type */
const typed = (type) => [{ key: "type", value: type }];

const click = JSON.stringify({
  schema: "2.0",
  header: {
    event_id: "5e3702a8",
    token: "vtoken",
    create_time: "1603977298000000",
    event_type: "card.action.trigger",
    tenant_key: "2df73991750",
    app_id: "cli_a1b2c3d4e5f60718",
  },
  event: {
    operator: { tenant_key: "2df73991750", open_id: "ou_84aad35d" },
    token: "c-295ee57216a5dc9de90fefd0aadb4b1d",
    action: { value: { id: "批准 ✅" }, tag: "button" },
    host: "im_message",
    context: { open_message_id: "om_1", open_chat_id: "oc_1" },
  },
});

const dataHeaders = [
  { key: "timestamp", value: "1700000000123" },
  { key: "type", value: "event" },
  { key: "message_id", value: "9b1d2a6e-0c4f-4f39-9d53-3c9c0cf0a1b2" },
  { key: "sum", value: "1" },
  { key: "seq", value: "0" },
  { key: "trace_id", value: "2023111422132068a1b2c3d4e5f6071829" },
  { key: "instance_id", value: "10.0.0.7:9000/a=b" },
];

/** Bytes in the order in which every protobuf encoder writes them. @type {[string, import("./protobuf.mjs").Meaning][]} */
const canonical = [
  ["required fields are zero, nothing else is there", zero],
  ["ping of the protocol reference", { ...zero, service: 33554678, headers: typed("ping") }],
  [
    "pong with settings",
    {
      ...zero,
      service: 33554678,
      headers: typed("pong"),
      payload: textToHex('{"ReconnectCount":-1,"ReconnectInterval":120,"ReconnectNonce":30,"PingInterval":120}'),
    },
  ],
  ["SeqID and LogID are 2^64-1", { ...zero, SeqID: "18446744073709551615", LogID: "18446744073709551615" }],
  ["SeqID is 2^53+1, LogID is 2^63", { ...zero, SeqID: "9007199254740993", LogID: "9223372036854775808" }],
  ["SeqID and LogID around 2^32", { ...zero, SeqID: "4294967295", LogID: "4294967296" }],
  ["service and method are negative", { ...zero, service: -1, method: -2147483648 }],
  ["service is the greatest int32", { ...zero, service: 2147483647, method: 1 }],
  ["payload is there and empty", { ...zero, method: 1, payload: "" }],
  [
    "every optional field is there and empty",
    { ...zero, method: 1, payload_encoding: "", payload_type: "", payload: "", LogIDNew: "" },
  ],
  [
    "every field is there",
    {
      SeqID: "7300000000000000001",
      LogID: "7300000000000000002",
      service: 33554678,
      method: 1,
      headers: dataHeaders,
      payload_encoding: "gzip",
      payload_type: "json",
      payload: "00ff10",
      LogIDNew: "2023111422132068a1b2c3d4e5f6071829",
    },
  ],
  [
    "header values are not ASCII",
    {
      ...zero,
      headers: [
        { key: "名", value: "值 é 👍" },
        { key: "", value: "" },
        { key: "type", value: "\u0000\u007f" },
      ],
    },
  ],
  [
    "header keys are repeated",
    {
      ...zero,
      headers: [
        { key: "type", value: "event" },
        { key: "type", value: "card" },
        { key: "type", value: "event" },
      ],
    },
  ],
  [
    "a header value is longer than 127 bytes",
    { ...zero, headers: [{ key: "instance_id", value: "0123456789abcdef".repeat(20) }] },
  ],
  [
    "a card click",
    {
      SeqID: "7300000000000000001",
      LogID: "7300000000000000002",
      service: 33554678,
      method: 1,
      headers: dataHeaders,
      payload: textToHex(click),
    },
  ],
  [
    "a payload of 128 bytes, whose length takes two",
    { ...zero, method: 1, headers: typed("event"), payload: "a5".repeat(128) },
  ],
];

const known = { ...zero, SeqID: "1", headers: typed("event"), payload: "01" };
const later = {
  a_varint: "18446744073709551615",
  a_fixed64: "1",
  some_bytes: "c0ffee",
  a_fixed32: 2,
  far_away: "later",
};

/** Fields 1-4 in protobuf bytes, to put others before and after. */
const required = "08 01 10 02 18 03 20 04";
const typeEvent = "2a 0d 0a 04 74 79 70 65 12 05 65 76 65 6e 74";

/** Bytes that a decoder must understand although no encoder of today writes them. @type {[string, string][]} */
const unusual = [
  ["fields in reverse order", `4a 01 39 42 01 08 3a 01 37 32 01 36 ${typeEvent} 20 04 18 03 10 02 08 01`],
  ["headers and other fields interleaved", `${typeEvent} 08 01 10 02 2a 08 0a 03 73 65 71 12 01 30 18 03 20 04`],
  ["single fields are repeated: the last one counts", `08 07 42 01 61 ${required} 42 02 62 62`],
  ["numbers are longer than they need to be", "08 81 80 00 10 82 80 80 80 80 80 80 80 80 00 18 83 00 20 84 80 80 00"],
  ["a negative int32 in five bytes", "08 00 10 00 18 ff ff ff ff 0f 20 00"],
  ["a header has its value before its key", `${required} 2a 08 12 01 30 0a 03 73 65 71`],
];

/** @type {[string, string][]} */
const refused = [
  ["no bytes at all", ""],
  ["SeqID is missing", "10 02 18 03 20 04"],
  ["LogID is missing", "08 01 18 03 20 04"],
  ["service is missing", "08 01 10 02 20 04"],
  ["method is missing", "08 01 10 02 18 03"],
  ["a header has no value", `${required} 2a 06 0a 04 74 79 70 65`],
  ["a header has no key", `${required} 2a 04 12 02 68 69`],
  ["the payload ends early", `${required} 42 05 01 02`],
  ["a number ends early", "08 01 10 02 18 03 20 84"],
  ["a number has eleven bytes", "08 81 80 80 80 80 80 80 80 80 80 00 10 02 18 03 20 04"],
  ["a field has wire type 7", `${required} 57 00`],
  ["a length is 2^31", `${required} 42 80 80 80 80 08`],
];

/** @param {string} hex */
function refusal(hex) {
  try {
    decode(hex);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error(`protobufjs takes ${hex}`);
}

/** Frames that protobufjs wrote, or reads. */
export function recordFrames() {
  const unknownHex = encodeNext({ ...known, ...later });
  const unknownFields = unknownHex.slice(encode(known).length);
  const split = encode(known).length - 6; // before the payload: 42 01 01
  const inTheMiddle = `${unknownHex.slice(0, split)}${unknownFields}${unknownHex.slice(split, split + 6)}`;
  const noted = encodeNext({ ...known, headers: [{ key: "type", value: "event", note: "later" }] });
  return {
    canonical: [
      ...canonical.map(([name, meaning]) => ({ name, hex: encode(meaning), frame: decode(encode(meaning)) })),
      {
        name: "fields of a later version at the end",
        hex: unknownHex,
        frame: { ...decode(unknownHex), unknownFields },
      },
      {
        name: "a header has a field of a later version",
        hex: noted,
        frame: {
          ...decode(noted),
          headers: [{ key: "type", value: "event", unknownFields: `1a05${textToHex("later")}` }],
        },
      },
    ],
    unusual: [
      ...unusual.map(([name, hex]) => ({ name, hex: toHex(fromHex(hex)), frame: decode(hex) })),
      {
        name: "fields of a later version before the payload",
        hex: inTheMiddle,
        frame: { ...decode(inTheMiddle), unknownFields },
      },
    ],
    refused: refused.map(([name, hex]) => ({ name, hex: toHex(fromHex(hex)), protobufjs: refusal(hex) })),
  };
}

/** @param {string} text @param {readonly number[]} cuts @param {readonly number[]} order */
function fragments(text, cuts, order) {
  const bytes = Buffer.from(text, "utf8");
  const edges = [0, ...cuts, bytes.length];
  return order.map((seq) => ({
    hex: encode({
      ...zero,
      SeqID: String(100 + seq),
      method: 1,
      headers: [
        { key: "type", value: "event" },
        { key: "message_id", value: "m-1" },
        { key: "sum", value: String(edges.length - 1) },
        { key: "seq", value: String(seq) },
        { key: "trace_id", value: "t-1" },
      ],
      payload: toHex(bytes.subarray(edges[seq], edges[seq + 1])),
    }),
  }));
}

/** Messages in several frames, in the order in which they arrive. */
export function recordFragments() {
  const text = '{"text":"批准👍"}';
  return [
    { name: "one frame", frames: fragments(text, [], [0]), payload: textToHex(text) },
    { name: "three frames in order", frames: fragments(text, [5, 9], [0, 1, 2]), payload: textToHex(text) },
    { name: "three frames, the last one first", frames: fragments(text, [5, 9], [2, 0, 1]), payload: textToHex(text) },
    { name: "cut inside characters", frames: fragments(text, [10, 12, 17], [0, 1, 2, 3]), payload: textToHex(text) },
    { name: "a fragment arrives twice", frames: fragments(text, [5, 9], [0, 0, 2, 1]), payload: textToHex(text) },
    { name: "a fragment is empty", frames: fragments(text, [5, 5], [1, 2, 0]), payload: textToHex(text) },
  ];
}
