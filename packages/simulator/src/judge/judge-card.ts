import { cardVersionOf } from "../world/card.ts";
import { isJsonObject, type JsonObject } from "../world/json.ts";
import { findCardFault } from "./card-fault.ts";
import { explainClientCode, type ShownCode } from "./client-code.ts";

/** The card of a reply as it will be shown, `undefined` where there is none, or the code that refuses it. */
export type CardOrCode =
  | { readonly type: "card"; readonly card: JsonObject | undefined }
  | { readonly type: "code"; readonly clientCode: ReturnType<typeof explainClientCode> };

/** Judges `card: {type, data}` of a reply against the card that it would replace. */
export function judgeCard(replacement: unknown, current: JsonObject | undefined): CardOrCode {
  if (replacement === undefined || replacement === null) return { type: "card", card: undefined };
  if (!isJsonObject(replacement)) return refused(200_672, "card is not an object");
  const { type, data } = replacement;
  if (type !== "raw" && type !== "template") return refused(200_672, 'card.type is neither "raw" nor "template"');
  if (typeof data === "string") return refused(200_672, "card.data is a string; send the object itself");
  if (!isJsonObject(data)) return refused(200_672, "card.data is not an object");
  const card = type === "template" ? { type, data } : data;
  const fault = findCardFault(card);
  if (fault !== undefined) return refused(200_673, `${fault.path}: ${fault.message}`);
  if (current !== undefined && cardVersionOf(current) === "2.0" && cardVersionOf(card) === "1.0")
    return refused(200_830);
  return { type: "card", card };
}

function refused(code: ShownCode, detail?: string): CardOrCode {
  return { type: "code", clientCode: explainClientCode(code, detail) };
}
