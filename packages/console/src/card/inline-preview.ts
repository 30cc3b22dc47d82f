import { fieldIn, objectIn, stringIn } from "../api/json.ts";
import type { CardLocale } from "./card-text.ts";
import { safeLink } from "./safe-link.ts";

/** What stands in place of a link. */
export interface InlinePreview {
  /** `undefined` where the link stands for itself. */
  readonly title: string | undefined;
  readonly imageKey: string | undefined;
  /** Where it leads on this kind of client. */
  readonly href: string | undefined;
}

/** Reads `inline` of an app's answer: its title in the reader's language, and the address for computers. */
export function toInlinePreview(inline: unknown, url: string, locale: CardLocale): InlinePreview {
  const addresses = fieldIn(inline, "url");
  return {
    title: titleIn(inline, locale),
    imageKey: nonEmpty(stringIn(inline, "image_key")),
    href: [stringIn(addresses, "pc"), stringIn(addresses, "web"), url]
      .map(safeLink)
      .find((address) => address !== undefined),
  };
}

function titleIn(inline: unknown, locale: CardLocale): string | undefined {
  const translations = objectIn(inline, "i18n_title") ?? {};
  const others = [translations.en_us, ...Object.values(translations)];
  return [translations[locale], stringIn(inline, "title"), ...others]
    .filter((title) => typeof title === "string")
    .map(nonEmpty)
    .find((title) => title !== undefined);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text?.trim() === "" ? undefined : text;
}
