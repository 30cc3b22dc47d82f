// @ts-check
import protobuf from "protobufjs";
import { payloadOf, spent } from "../candidate.mjs";
import { fields, headerFields } from "../frame-schema.mjs";

const { root } = protobuf.parse(
  `syntax = "proto2"; package pbbp2;
   message Header { ${headerFields.map(toProto).join(" ")} }
   message Frame { ${fields.map(toProto).join(" ")} }`,
  { keepCase: true },
);
const type = root.lookupType("pbbp2.Frame");

/** For reference only: what the official SDK for Node uses. @type {import("../candidate.mjs").Candidate} */
export const protobufjs = {
  name: "protobufjs",
  exactIds: protobuf.util.Long !== null,
  keepsUnknown: "no by default",
  answer(bytes, json) {
    const frame = /** @type {protobuf.Message & { headers: object[], payload: Uint8Array }} */ (type.decode(bytes));
    frame.headers.push(spent);
    frame.payload = payloadOf(json);
    return type.encode(frame).finish();
  },
};

/** @param {import("../frame-schema.mjs").Field} field */
function toProto([name, number, fieldType, label]) {
  return `${label} ${fieldType} ${name} = ${number};`;
}
