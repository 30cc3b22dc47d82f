import { describeField } from "./documentation.mjs";

/**
 * A field of the schemas. `type` is one of string, int, int64, bool, float, object, array and map; `$ref` names a shared type.
 *
 * @typedef {object} Field
 * @property {string} [type]
 * @property {string} [$ref]
 * @property {Readonly<Record<string, Field>> | null} [fields]
 * @property {Field} [items]
 * @property {readonly string[]} [enum] known values, always as strings, never complete
 * @property {readonly string[]} [also] other types that have been seen
 * @property {boolean} [required]
 * @property {boolean} [nullable]
 * @property {boolean} [partial] whether members may be missing, even required ones
 * @property {boolean} [deprecated]
 * @property {string} [format]
 * @property {readonly string[]} [scopes]
 */

const anyObject = "Readonly<Record<string, unknown>>";
const numbers = ["int", "int64", "float"];

/**
 * The TypeScript type of a field.
 *
 * @param {Field} field
 * @returns {string}
 */
export function toType(field) {
  const types = new Set([toOneType(field), ...(field.also ?? []).map((type) => toOneType({ type }))]);
  if (field.nullable) types.add("null");
  return [...types].join(" | ");
}

/**
 * The members of an object type, in braces; what is not marked as required may be missing.
 *
 * @param {Readonly<Record<string, Field>>} fields
 * @param {boolean} [partial]
 * @returns {string}
 */
export function toMembers(fields, partial = false) {
  const members = Object.entries(fields).map(([name, field]) => {
    const optional = partial || !field.required ? "?" : "";
    return `${describeField(name, field)}readonly ${JSON.stringify(name)}${optional}: ${toType(field)};\n`;
  });
  return `{\n${members.join("")}}`;
}

function toOneType(field) {
  if (field.$ref !== undefined) return field.partial ? `Partial<${field.$ref}>` : field.$ref;
  if (numbers.includes(field.type)) return toNumber(field);
  switch (field.type) {
    case "string":
      return toOpenUnion(
        (field.enum ?? []).map((value) => JSON.stringify(value)),
        "string",
      );
    case "bool":
      return "boolean";
    case "object":
      return field.fields ? toMembers(field.fields, field.partial) : anyObject;
    case "array":
      return `readonly (${field.items ? toType(field.items) : "unknown"})[]`;
    case "map":
      return field.items ? `Readonly<Record<string, ${toType(field.items)}>>` : anyObject;
    default:
      throw new Error(`The schemas have a new type, ${field.type}`);
  }
}

function toNumber(field) {
  const values = (field.enum ?? []).map(Number);
  if (values.some(Number.isNaN)) throw new Error(`A number cannot be one of ${field.enum}`);
  return toOpenUnion(values, "number");
}

/** Editors offer the known values, the compiler takes the others too. */
const toOpenUnion = (values, base) => (values.length === 0 ? base : [...values, `(${base} & {})`].join(" | "));
