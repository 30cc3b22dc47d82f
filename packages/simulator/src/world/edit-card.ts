import { isJsonObject, type JsonObject } from "./json.ts";

/** What comes in the place of an element. */
type Replacement = (element: JsonObject) => readonly JsonObject[];

/** The card with something else in the place of one element, `undefined` where none has this `element_id`. */
export function replaceElement(card: JsonObject, elementId: string, replacement: Replacement): JsonObject | undefined {
  let found = false;
  const replace = (element: JsonObject): readonly JsonObject[] => {
    found = true;
    return replacement(element);
  };
  const body = rewrite(card.body, elementId, replace);
  return found ? { ...card, body } : undefined;
}

/** The element with this `element_id`. */
export function findElement(card: JsonObject, elementId: string): JsonObject | undefined {
  let found: JsonObject | undefined;
  replaceElement(card, elementId, (element) => {
    found = element;
    return [element];
  });
  return found;
}

function rewrite(value: unknown, elementId: string, replace: Replacement): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown): readonly unknown[] =>
      isElement(item, elementId) ? replace(item) : [rewrite(item, elementId, replace)],
    );
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const [only] = isElement(member, elementId) ? replace(member) : [rewrite(member, elementId, replace)];
      return only === undefined ? [] : [[name, only]];
    }),
  );
}

function isElement(value: unknown, elementId: string): value is JsonObject {
  return isJsonObject(value) && value.element_id === elementId;
}
