import { isJsonObject, type JsonObject } from "../open/parse-json.ts";
import type { CardMatch } from "./match.ts";

/** What may be for one component only. */
interface Matching {
  readonly match: CardMatch | undefined;
}

/**
 * Finds the routes that a click may belong to, in their order: those for its component's name and those for any name. A thousand
 * buttons with a handler each then cost a click no more than one does.
 */
export function indexByName<Route extends Matching>(routes: readonly Route[]): (event: JsonObject) => readonly Route[] {
  const forAny: Route[] = [];
  const byName = new Map<string, Route[]>();
  for (const route of routes) {
    const name = route.match?.name;
    if (name === undefined) {
      forAny.push(route);
      for (const others of byName.values()) others.push(route);
    } else {
      const others = byName.get(name);
      if (others === undefined) byName.set(name, [...forAny, route]);
      else others.push(route);
    }
  }
  return ({ action }) => {
    const name = isJsonObject(action) ? action.name : undefined;
    return (typeof name === "string" ? byName.get(name) : undefined) ?? forAny;
  };
}
