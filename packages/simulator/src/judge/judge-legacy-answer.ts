import { type JsonObject, parseJsonObject } from "../world/json.ts";
import type { Attempt } from "./attempt.ts";
import { judgeCardAnswer } from "./judge-card-answer.ts";
import type { Verdict } from "./verdict.ts";

/** What tells that a legacy reply is a card: other members mean nothing. */
const cardMembers = ["elements", "i18n_elements", "header", "config", "card_link"];

/**
 * What the user sees after a click that was asked in the legacy structure, whose reply is the card itself.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/uYzM3QjL2MzN04iNzcDN/configuring-card-callbacks/card-callback-structure
 */
export function judgeLegacyAnswer(attempt: Attempt, currentCard: JsonObject): Verdict {
  const reply = attempt.type === "answered" && attempt.text !== undefined ? parseJsonObject(attempt.text) : undefined;
  if (attempt.type !== "answered" || reply === undefined) return judgeCardAnswer(attempt, currentCard);
  const { toast, ...rest } = reply;
  return judgeCardAnswer({ ...attempt, text: JSON.stringify({ toast, card: toCardOf(rest) }) }, currentCard);
}

/** The card in the form that replies of today have it in. */
function toCardOf(rest: JsonObject): JsonObject | undefined {
  if (rest.type === "template") return rest;
  return cardMembers.some((member) => Object.hasOwn(rest, member)) ? { type: "raw", data: rest } : undefined;
}
