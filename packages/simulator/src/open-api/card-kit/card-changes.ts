import { findElement, replaceElement } from "../../world/edit-card.ts";
import { isJsonObject, type JsonObject } from "../../world/json.ts";
import { ApiFault } from "../api-fault.ts";

/** What a change makes of a card. @throws ApiFault */
export type Change = (card: JsonObject) => JsonObject;

/** Where components are added. */
export interface Addition {
  readonly type: "insert_before" | "insert_after" | "append";
  /** `append` without it adds to the end of the card. */
  readonly target_element_id?: string | undefined;
}

/** Components that show a text which can be streamed. */
const textTags: readonly unknown[] = ["markdown", "plain_text"];

export function addElements({ type, target_element_id: target }: Addition, added: readonly JsonObject[]): Change {
  if (target === undefined) {
    if (type !== "append") throw new ApiFault(10_002, `param is invalid: ${type} needs a target_element_id`);
    return (card) => ({ ...card, body: append(isJsonObject(card.body) ? card.body : {}, added) });
  }
  const places = {
    insert_before: (element: JsonObject) => [...added, element],
    insert_after: (element: JsonObject) => [element, ...added],
    append: (element: JsonObject) => [append(element, added)],
  };
  return (card) => replace(card, target, 300_315, places[type]);
}

/** Puts another component in the place of one. */
export function updateElement(elementId: string, element: JsonObject): Change {
  return (card) => replace(card, elementId, 300_313, () => [element]);
}

/** Changes properties of a component. */
export function patchElement(elementId: string, partial: JsonObject): Change {
  return (card) =>
    replace(card, elementId, 300_313, (element) => {
      if (partial.tag !== undefined && partial.tag !== element.tag) throw new ApiFault(300_312, "tag cannot change");
      return [{ ...element, ...partial }];
    });
}

export function deleteElements(elementIds: readonly string[]): Change {
  return (card) => elementIds.reduce((rest, elementId) => replace(rest, elementId, 300_314, () => []), card);
}

/** Puts another text into a component that shows one. */
export function setContent(elementId: string, content: string): Change {
  return (card) => {
    const element = findElement(card, elementId);
    if (element !== undefined && !textTags.includes(element.tag)) {
      throw new ApiFault(300_310, "only the content of plain_text and markdown can be updated");
    }
    return patchElement(elementId, { content })(card);
  };
}

/** Changes `config` and `card_link`, property by property. */
export function changeSettings(settings: JsonObject): Change {
  const { config = {}, card_link = {}, ...others } = settings;
  if (!isJsonObject(config) || !isJsonObject(card_link) || Object.keys(others).length > 0) {
    throw new ApiFault(300_122, "updating the settings failed: they are config and card_link, both objects");
  }
  return (card) => ({
    ...card,
    config: merge(card.config, config),
    ...(settings.card_link === undefined ? {} : { card_link: merge(card.card_link, card_link) }),
  });
}

function merge(before: unknown, changes: JsonObject): JsonObject {
  return isJsonObject(before) ? { ...before, ...changes } : changes;
}

function append(container: JsonObject, added: readonly JsonObject[]): JsonObject {
  const { elements } = container;
  return { ...container, elements: [...(Array.isArray(elements) ? elements : []), ...added] };
}

/** @throws ApiFault with the given code where there is no such element */
function replace(
  card: JsonObject,
  elementId: string,
  code: number,
  replacement: (element: JsonObject) => readonly JsonObject[],
): JsonObject {
  const replaced = replaceElement(card, elementId, replacement);
  if (replaced === undefined) throw new ApiFault(code, `there is no element ${elementId} in the card`);
  return replaced;
}
