import { cardVersionOf } from "./card.ts";
import { isJsonObject, type JsonObject } from "./json.ts";

/** One place of a card where a component stands, or something that is none. */
export interface CardPlace {
  /** As the platform writes it: `ROOT -> body -> elements -> [0]`. */
  readonly path: string;
  readonly component: unknown;
  /** The form around it. */
  readonly form: JsonObject | undefined;
}

/** The members of a component that hold components. */
const childKeys = ["elements", "columns", "actions", "extra", "button_area"] as const;

/** Every component of a card in reading order, without recursion: how deep a card is nested is its sender's choice. */
export function* walkComponents(card: JsonObject): Generator<CardPlace> {
  const waiting = rootsOf(card).reverse();
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    yield place;
    if (isJsonObject(place.component)) waiting.push(...childrenOf(place.component, place.path, place.form).reverse());
  }
}

function rootsOf(card: JsonObject): CardPlace[] {
  const { body, i18n_elements } = card;
  if (cardVersionOf(card) === "2.0")
    return isJsonObject(body) ? placesOf(body.elements, "ROOT -> body -> elements", undefined) : [];
  const localised = isJsonObject(i18n_elements) ? Object.entries(i18n_elements) : [];
  return [
    ...placesOf(card.elements, "ROOT -> elements", undefined),
    ...localised.flatMap(([locale, list]) => placesOf(list, `ROOT -> i18n_elements -> ${locale}`, undefined)),
  ];
}

function childrenOf(parent: JsonObject, path: string, outerForm: JsonObject | undefined): CardPlace[] {
  // The columns of a table are no components.
  if (parent.tag === "table") return [];
  const form = parent.tag === "form" ? parent : outerForm;
  return childKeys.flatMap((key) => {
    const child = parent[key];
    if (key === "button_area")
      return isJsonObject(child) ? placesOf(child.buttons, `${path} -> ${key} -> buttons`, form) : [];
    if (key === "extra") return child === undefined ? [] : [{ path: `${path} -> ${key}`, component: child, form }];
    return placesOf(child, `${path} -> ${key}`, form);
  });
}

/** The places of a list; what is no list is shown as one place, for whoever checks. */
function placesOf(list: unknown, path: string, form: JsonObject | undefined): CardPlace[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [{ path, component: list, form }];
  return list.map((component: unknown, index) => ({ path: `${path} -> [${index}]`, component, form }));
}
