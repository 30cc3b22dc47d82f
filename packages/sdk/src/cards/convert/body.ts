import { convertElements } from "./elements.ts";
import { isJson, type Json } from "./json.ts";
import { mergeLanguages } from "./localize.ts";
import type { Source } from "./source.ts";

/** The components, in one language or, as `i18n_elements` has them, in several. */
export function convertBody({ elements, i18n_elements }: Json, root: Source): unknown {
  const languages = isJson(i18n_elements) ? Object.keys(i18n_elements) : [];
  const [first] = languages;
  if (!isJson(i18n_elements) || first === undefined) return convertElements(elements, root.member("elements"));
  const at = root.member("i18n_elements");
  const converted = Object.fromEntries(
    languages.map((language) => [language, convertElements(i18n_elements[language], at.member(language))]),
  );
  const merged = mergeLanguages(converted);
  if (merged !== undefined) return merged;
  at.note(
    "The languages differ in more than their texts",
    `${first} was taken for everybody; send a card in the language of whoever gets it, or give texts i18n_content.`,
  );
  return converted[first];
}
