// @ts-check
import { create, createFileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { payloadOf, spent } from "../candidate.mjs";
import { fields, headerFields } from "../frame-schema.mjs";

const types = { uint64: 4, int32: 5, string: 9, Header: 11, bytes: 12 };
const labels = { optional: 1, required: 2, repeated: 3 };

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
const [frameSchema, headerSchema] = [schema("pbbp2.Frame"), schema("pbbp2.Header")];

/** @bufbuild/protobuf as it is meant to be used: a schema, fromBinary, toBinary. @type {import("../candidate.mjs").Candidate} */
export const bufbuild = {
  name: "@bufbuild/protobuf",
  exactIds: true,
  keepsUnknown: true,
  answer(bytes, json) {
    const frame = /** @type {import("@bufbuild/protobuf").Message & { headers: object[], payload: Uint8Array }} */ (
      fromBinary(frameSchema, bytes)
    );
    frame.headers.push(create(headerSchema, spent));
    frame.payload = payloadOf(json);
    return toBinary(frameSchema, frame);
  },
};

/** @param {import("../frame-schema.mjs").Field} field */
function toField([name, number, type, label]) {
  return {
    name,
    number,
    type: types[type],
    label: labels[label],
    ...(type === "Header" && { typeName: ".pbbp2.Header" }),
  };
}

/** @param {string} name */
function schema(name) {
  const message = registry.getMessage(name);
  if (message === undefined) throw new Error(`no ${name}`);
  return message;
}
