import { walkComponents } from "../world/card-components.ts";
import { isJsonObject, type JsonObject } from "../world/json.ts";
import { interactiveTags } from "./card-fault.ts";

/** Why the forms of a card cannot be submitted (client code 200530), or `undefined`: every component in them needs a name of its own. */
export function findFormFault(card: JsonObject): string | undefined {
  const names = new Set<string>();
  for (const { component, form, path } of walkComponents(card)) {
    if (form === undefined || !isJsonObject(component)) continue;
    const { tag, name } = component;
    if (typeof tag !== "string" || !interactiveTags.includes(tag)) continue;
    if (typeof name !== "string" || name === "") return `${path}(tag: ${tag}) has no name`;
    if (names.has(name)) return `${path}(tag: ${tag}) repeats the name ${name}`;
    names.add(name);
  }
  return undefined;
}
