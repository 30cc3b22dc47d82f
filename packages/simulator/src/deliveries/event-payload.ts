import { isJsonObject, type JsonObject } from "../world/json.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import type { EnvelopeScene } from "./envelope.ts";
import eventShapes from "./event-shapes.json" with { type: "json" };
import { createEventValue } from "./event-value.ts";
import { moreCallbackShapes } from "./more-callback-shapes.ts";

/** The shape of a member: a word, a list of one shape, or shapes by name, `*` for any name. */
type Shape = string | readonly Shape[] | { readonly [name: string]: Shape };
type Shapes = Readonly<Record<string, Shape>>;

const definitions: Shapes = eventShapes.definitions;
const events: Shapes = eventShapes.events;
const callbacks: Shapes = { ...eventShapes.callbacks, ...moreCallbackShapes };
const schema1Names: ReadonlySet<string> = new Set(eventShapes.schema1);

/** The names of all events that the platform documents. */
export const eventNames: readonly string[] = Object.keys(events);

/** Whether this is a callback: somebody waits for its answer, and it is never sent again. */
export function isCallback(name: string): boolean {
  return Object.hasOwn(callbacks, name);
}

/** Whether an event of this name comes in the envelope of schema 1.0. */
export function isSchema1(eventType: string): boolean {
  return schema1Names.has(eventType);
}

/**
 * An event or a callback with a plausible value for every documented member.
 *
 * @param overrides - values by path: `{ "message.content": "{}", "message.mentions.0.name": "Ada" }`; `undefined` removes
 * @throws SimulatorError UNKNOWN_EVENT, PATH_NOT_FOUND
 */
export function createEventPayload(
  eventType: string,
  scene: EnvelopeScene,
  overrides: Readonly<Record<string, unknown>> = {},
): JsonObject {
  const known = isCallback(eventType) ? callbacks : events;
  const shape = Object.hasOwn(known, eventType) ? known[eventType] : undefined;
  if (shape === undefined) {
    throw new SimulatorError(
      "UNKNOWN_EVENT",
      `No event ${eventType} is documented: give its payload, or correct its name.`,
    );
  }
  return withValues(fill(shape, eventType, scene) as JsonObject, overrides);
}

/** A payload with other values at some paths. @throws SimulatorError PATH_NOT_FOUND */
export function withValues(payload: JsonObject, values: Readonly<Record<string, unknown>>): JsonObject {
  return Object.entries(values).reduce<JsonObject>(
    (changed, [path, value]) => withValue(changed, path.split("."), value, path) as JsonObject,
    payload,
  );
}

/** The schemas do not nest in themselves, so this ends. */
function fill(shape: Shape, name: string, scene: EnvelopeScene): unknown {
  if (typeof shape === "string") {
    const definition = shape.startsWith("$") ? definitions[shape.slice(1)] : undefined;
    return definition === undefined ? createEventValue(shape, name, scene) : fill(definition, name, scene);
  }
  if (isList(shape)) return shape.map((item) => fill(item, name, scene));
  const members = Object.entries(shape).map(([member, inner]) => {
    const known = member === "*" ? "zh_cn" : member;
    return [known, fill(inner, known, scene)] as const;
  });
  return Object.fromEntries(members);
}

function isList(shape: Exclude<Shape, string>): shape is readonly Shape[] {
  return Array.isArray(shape);
}

/** The value with another one at a path, whose parents must be there. */
function withValue(current: unknown, [name = "", ...deeper]: readonly string[], value: unknown, path: string): unknown {
  if (Array.isArray(current) && /^\d{1,4}$/.test(name)) {
    const changed = [...current];
    changed[Number(name)] = deeper.length === 0 ? value : withValue(current[Number(name)], deeper, value, path);
    return changed;
  }
  if (!isJsonObject(current)) {
    throw new SimulatorError("PATH_NOT_FOUND", `The event has nothing at ${path} whose ${name} could be set.`);
  }
  return { ...current, [name]: deeper.length === 0 ? value : withValue(current[name], deeper, value, path) };
}
