import type { JsonObject } from "../world/json.ts";
import type { Attempt } from "./attempt.ts";
import { explainClientCode } from "./client-code.ts";
import { judgeCard } from "./judge-card.ts";
import { replyOf } from "./reply.ts";
import { parseToast } from "./toast.ts";
import type { Verdict } from "./verdict.ts";

/**
 * What the user sees after a click: a toast, another card, or a client code.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 */
export function judgeCardAnswer(attempt: Attempt, currentCard: JsonObject): Verdict {
  const answer = replyOf(attempt);
  if (answer.type === "code") return { clientCode: answer.clientCode };
  const toast = parseToast(answer.reply.toast);
  if ("fault" in toast) return { clientCode: explainClientCode(200_672, toast.fault) };
  const card = judgeCard(answer.reply.card, currentCard);
  if (card.type === "code") return { clientCode: card.clientCode };
  return { toast: toast.toast, card: card.card };
}
