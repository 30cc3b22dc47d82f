import { isJson, type Json } from "./json.ts";
import { mergeLanguages } from "./localize.ts";
import { carryOver, customIcon } from "./parts.ts";
import type { Source } from "./source.ts";

/** The title, in one language or, as `i18n_header` has them, in several. */
export function convertHeader({ header, i18n_header }: Json, root: Source): Json | undefined {
  const headers = isJson(i18n_header) ? Object.entries(i18n_header).filter(([, each]) => isJson(each)) : [];
  if (headers.length === 0) return isJson(header) ? convertOne(header) : undefined;
  const converted = Object.fromEntries(headers.map(([locale, each]) => [locale, isJson(each) ? convertOne(each) : {}]));
  const merged = mergeLanguages(converted);
  if (isJson(merged)) return merged;
  root
    .member("i18n_header")
    .note("The headers differ in more than their texts", `${Object.keys(converted)[0]} was taken for everybody.`);
  return Object.values(converted)[0];
}

function convertOne(header: Json): Json {
  const { icon, ...rest } = carryOver(header);
  const { subtitle, ...untitled } = rest;
  return {
    ...(rest.title === undefined ? { ...untitled, title: subtitle } : rest),
    ...(icon !== undefined && { icon: customIcon(icon) }),
  };
}
