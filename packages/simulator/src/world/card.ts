import { isJsonObject, type JsonObject } from "./json.ts";

/** `undefined` where a card does not tell: an empty card is valid in both versions, a template hides its own. */
export type CardVersion = "1.0" | "2.0" | undefined;

export function cardVersionOf(card: JsonObject): CardVersion {
  if (card.schema === "2.0") return "2.0";
  return isTemplate(card) || Object.keys(card).length === 0 ? undefined : "1.0";
}

/** A card of the card builder, kept as `{type: "template", data}`: only the platform knows what is in it. */
export function isTemplate(card: JsonObject): boolean {
  return card.type === "template";
}

/**
 * Whether everybody sees the same copy. A card of JSON 1.0 is private unless `config.update_multi` says otherwise: its
 * update changes only the copy of whom it names.
 */
export function isSharedCard(card: JsonObject): boolean {
  if (cardVersionOf(card) !== "1.0") return true;
  const { config } = card;
  return isJsonObject(config) && config.update_multi === true;
}

/** The id of the entity that is sent in the place of a card, as `{type: "card", data: {card_id}}`. */
export function entityIdOf({ type, data }: JsonObject): string | undefined {
  return type === "card" && isJsonObject(data) && typeof data.card_id === "string" ? data.card_id : undefined;
}
