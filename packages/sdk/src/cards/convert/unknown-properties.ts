import { stepTo } from "../../json-path.ts";
import { checkCard } from "../check/check-card.ts";
import { isJson, type Json } from "./json.ts";
import type { Source } from "./source.ts";

/** The check stops at 100 faults; a card of 30 KB has few times as many. */
const maxRounds = 10;

/** Takes away what JSON 1.0 ignores and JSON 2.0 refuses. */
export function withoutUnknownProperties(card: Json, root: Source): Json {
  let made = card;
  for (let round = 0; round < maxRounds; round += 1) {
    const unknown = checkCard(made).filter(({ rule }) => rule === "unknown-property");
    if (unknown.length === 0) break;
    for (const { path } of unknown) {
      root.note(`JSON 2.0 does not know ${path} of the new card`, "It was left away.");
      made = withoutMember(made, path.startsWith("[") ? path : `.${path}`);
    }
  }
  return made;
}

function without(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return withoutIn(value, path);
  return isJson(value) ? withoutMember(value, path) : value;
}

function withoutIn(list: readonly unknown[], path: string): readonly unknown[] {
  return list.map((item, index) => {
    const step = `[${index}]`;
    return path.startsWith(step) ? without(item, path.slice(step.length)) : item;
  });
}

function withoutMember(object: Json, path: string): Json {
  const kept = Object.entries(object).filter(([name]) => stepTo(name) !== path);
  return Object.fromEntries(
    kept.map(([name, member]) => {
      const step = stepTo(name);
      const isOnPath = path.startsWith(`${step}.`) || path.startsWith(`${step}[`);
      return [name, isOnPath ? without(member, path.slice(step.length)) : member];
    }),
  );
}
