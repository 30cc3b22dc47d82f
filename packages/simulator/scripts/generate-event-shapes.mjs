// Writes what the simulator needs of the SDK's event schemas: the shape of every event, in few words.
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");
const target = join(import.meta.dirname, "../src/deliveries/event-shapes.json");
const callbackNames = ["card.action.trigger", "url.preview.get"];

/** `type:format`, `type=value`, `$definition`, `[items]`, `{"*": values}` or `{name: shape}`. */
function toShape({ $ref, type, format, enum: values, fields, items }) {
  if ($ref !== undefined) return `$${$ref}`;
  if (type === "array") return items === undefined ? [] : [toShape(items)];
  if (type === "map") return items === undefined ? {} : { "*": toShape(items) };
  if (type === "object") return toShapes(fields ?? {});
  if (format !== undefined) return `${type}:${format}`;
  return values === undefined ? type : `${type}=${values[0]}`;
}

function toShapes(fields) {
  const current = Object.entries(fields).filter(([, field]) => field.deprecated !== true);
  return Object.fromEntries(current.map(([name, field]) => [name, toShape(field)]));
}

const schemas = JSON.parse(await readFile(join(root, "packages/sdk/schemas/event-schemas.json"), "utf8"));
const known = Object.entries(schemas.events);
const events = known.filter(([name]) => !callbackNames.includes(name));
const callbacks = known.filter(([name]) => callbackNames.includes(name));
const byName = (entries) => Object.fromEntries(entries.map(([name, { fields }]) => [name, toShapes(fields ?? {})]));
const shapes = {
  schema1: events.filter(([, { schema }]) => schema === "1.0").map(([name]) => name),
  definitions: toShapes(schemas.$defs),
  callbacks: byName(callbacks),
  events: byName(events),
};
await writeFile(target, JSON.stringify(shapes));
execFileSync(join(root, "node_modules/.bin/biome"), ["format", "--write", target], { cwd: root, stdio: "inherit" });
