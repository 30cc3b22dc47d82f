import { memberPath } from "../../json-path.ts";
import { findFaults } from "../check/check-card.ts";
import { isJson, type Json } from "./json.ts";
import type { Source } from "./source.ts";

/** Takes away what JSON 1.0 ignores and JSON 2.0 refuses. */
export function withoutUnknownProperties(card: Json, root: Source): Json {
  const faults = findFaults(card, { maxFaults: Number.POSITIVE_INFINITY, only: "unknown-property" });
  const unknown = new Set(faults.map(({ path }) => path));
  for (const path of unknown) root.note(`JSON 2.0 does not know ${path} of the new card`, "It was left away.");
  return unknown.size === 0 ? card : membersWithout(unknown, card, "");
}

function without(unknown: ReadonlySet<string>, value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item, index) => without(unknown, item, `${path}[${index}]`));
  return isJson(value) ? membersWithout(unknown, value, path) : value;
}

function membersWithout(unknown: ReadonlySet<string>, object: Json, path: string): Json {
  const kept: [string, unknown][] = [];
  for (const [name, member] of Object.entries(object)) {
    const at = memberPath(path, name);
    if (!unknown.has(at)) kept.push([name, without(unknown, member, at)]);
  }
  return Object.fromEntries(kept);
}
