import { checkCard } from "../check/check-card.ts";
import { isJson, type Json } from "./json.ts";
import type { Source } from "./source.ts";

/** Takes away what JSON 1.0 ignores and JSON 2.0 refuses. */
export function withoutUnknownProperties(card: Json, root: Source): Json {
  const unknown = checkCard(card).filter(({ rule }) => rule === "unknown-property");
  for (const { path } of unknown) {
    root.note(`JSON 2.0 does not know ${path} of the new card`, "It was left away.");
  }
  return unknown.reduce((made, { path }) => without(made, path.split(/[.[\]]+/)), card);
}

function without(value: Json, path: readonly string[]): Json;
function without(value: unknown, path: readonly string[]): unknown;
function without(value: unknown, [name = "", ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === name ? without(item, rest) : item));
  if (!isJson(value)) return value;
  const kept = Object.entries(value).filter(([member]) => member !== name || rest.length > 0);
  return Object.fromEntries(kept.map(([member, each]) => [member, member === name ? without(each, rest) : each]));
}
