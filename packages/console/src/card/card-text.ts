import { fieldIn, stringIn } from "../api/json.ts";

/** The languages that cards are shown in here. */
export type CardLocale = "en_us" | "zh_cn";

/** The content of a text object in the reader's language; a plain string is taken as it is. */
export function textOf(text: unknown, locale: CardLocale): string {
  if (typeof text === "string") return text;
  const translations = fieldIn(text, "i18n_content") ?? fieldIn(text, "i18n");
  return stringIn(translations, locale) ?? stringIn(text, "content") ?? firstString(translations) ?? "";
}

function firstString(translations: unknown): string | undefined {
  if (typeof translations !== "object" || translations === null) return undefined;
  return Object.values(translations).find((value) => typeof value === "string");
}
