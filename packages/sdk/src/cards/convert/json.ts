import { LarkwireError } from "../../errors.ts";

/** An object of plain JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** A card may have 30 KB; nobody has many times as much. */
const maxBytes = 1024 * 1024;
/** Containers stand in each other at most 5 deep; charts go deeper, but not so much. */
const maxDepth = 64;

/** Tells an object from lists, `null` and plain values. */
export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A copy of the card as it would be sent. @throws CARD_INVALID - where it is no JSON, no object, or too large to be a card */
export function copyOf(card: unknown): Json {
  const copy = parse(write(card));
  if (!isJson(copy)) throw new LarkwireError("CARD_INVALID", "The card is not an object");
  if (isDeeperThan(maxDepth, copy)) throw new LarkwireError("CARD_INVALID", `It is nested more than ${maxDepth} deep`);
  return copy;
}

function write(card: unknown): string {
  const json = attempt(() => JSON.stringify(card)) ?? "";
  if (json.length > maxBytes) throw new LarkwireError("CARD_INVALID", `It has more than ${maxBytes} characters`);
  return json;
}

function parse(json: string): unknown {
  return json === "" ? undefined : attempt(() => JSON.parse(json));
}

function attempt<Result>(make: () => Result): Result {
  try {
    return make();
  } catch (cause) {
    throw new LarkwireError("CARD_INVALID", "It cannot be written as JSON: it holds itself, a BigInt, or too much", {
      cause,
    });
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}
