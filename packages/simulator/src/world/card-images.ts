import { isJsonObject, type JsonObject } from "./json.ts";

/** What apps say to themselves, and what charts are made of. */
const opaque: ReadonlySet<string> = new Set(["value", "chart_spec"]);
const markdownImage = /!\[[^\]]*\]\((img_[^)\s]+)\)/g;

/** The keys of all images that a card shows: `img_key` anywhere, and images within markdown. */
export function* imageKeysOf(card: unknown): Generator<string> {
  if (Array.isArray(card)) for (const item of card) yield* imageKeysOf(item);
  if (isJsonObject(card)) yield* imageKeysOfObject(card);
}

function* imageKeysOfObject(value: JsonObject): Generator<string> {
  for (const [name, member] of Object.entries(value)) {
    if (opaque.has(name)) continue;
    if (typeof member !== "string") yield* imageKeysOf(member);
    else if (name === "img_key" && member !== "") yield member;
    else if (name === "content") for (const [, key = ""] of member.matchAll(markdownImage)) yield key;
  }
}
