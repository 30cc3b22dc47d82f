import { fieldIn, isJsonObject, type JsonObject, listIn, objectIn, stringIn } from "../api/json.ts";
import { type CardLocale, textOf } from "./card-text.ts";

/** A card of either version, taken apart the same way. */
export interface CardParts {
  readonly version: "1.0" | "2.0";
  readonly header: JsonObject | undefined;
  readonly elements: readonly unknown[];
  /** Layout attributes of the body (2.0). */
  readonly body: JsonObject;
  readonly width: "default" | "compact" | "fill";
  readonly colors: JsonObject | undefined;
  readonly textSizes: JsonObject | undefined;
  /** Set when the card is a template of the card builder, whose content only the platform knows. */
  readonly templateId: string | undefined;
}

/** Whatever a message of type `interactive` carries; a shape that is no card becomes an empty one. */
export function toCardParts(content: unknown, locale: CardLocale): CardParts {
  const card = isJsonObject(content) ? content : {};
  const config = objectIn(card, "config");
  const style = objectIn(config, "style");
  const shared = {
    width: widthOf(config),
    colors: objectIn(style, "color"),
    textSizes: objectIn(style, "text_size"),
    templateId:
      stringIn(card, "type") === "template" ? (stringIn(fieldIn(card, "data"), "template_id") ?? "") : undefined,
  };
  if (stringIn(card, "schema") === "2.0") {
    const body = objectIn(card, "body") ?? {};
    return { ...shared, version: "2.0", header: objectIn(card, "header"), elements: listIn(body, "elements"), body };
  }
  return {
    ...shared,
    version: "1.0",
    header: translated(card, "i18n_header", locale, isJsonObject) ?? objectIn(card, "header"),
    elements: translated(card, "i18n_elements", locale, isList) ?? listIn(card, "elements"),
    body: {},
  };
}

/** What the card is called: its title, else its subtitle. */
export function titleOf(parts: CardParts, locale: CardLocale): string {
  const title = textOf(fieldIn(parts.header, "title"), locale);
  return title === "" ? textOf(fieldIn(parts.header, "subtitle"), locale) : title;
}

function widthOf(config: JsonObject | undefined): CardParts["width"] {
  const mode = stringIn(config, "width_mode");
  if (mode === "compact" || mode === "fill") return mode;
  return fieldIn(config, "compact_width") === true ? "compact" : "default";
}

/** The part in the reader's language, else in the first language that it exists in. */
function translated<Part>(
  card: JsonObject,
  key: string,
  locale: CardLocale,
  fits: (value: unknown) => value is Part,
): Part | undefined {
  const translations = objectIn(card, key) ?? {};
  return [fieldIn(translations, locale), ...Object.values(translations)].find(fits);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
