import { isJsonObject, type JsonObject } from "../world/json.ts";
import type { Attempt } from "./attempt.ts";
import { explainClientCode } from "./client-code.ts";
import { judgeCard } from "./judge-card.ts";
import { replyOf } from "./reply.ts";
import { isStringMap } from "./toast.ts";
import type { Verdict } from "./verdict.ts";

/**
 * What becomes of a pasted link: a title in place of the link, a card below it, or a client code.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/development-link-preview/pull-link-preview-data-callback-structure
 */
export function judgePreviewAnswer(attempt: Attempt): Verdict {
  const answer = replyOf(attempt);
  if (answer.type === "code") return { clientCode: answer.clientCode };
  const { inline } = answer.reply;
  if (!isJsonObject(inline)) return { clientCode: explainClientCode(200_672, "inline is missing or not an object") };
  const fault = findInlineFault(inline);
  if (fault !== undefined) return { clientCode: explainClientCode(200_672, fault) };
  const card = judgeCard(answer.reply.card, undefined);
  if (card.type === "code") return { clientCode: card.clientCode };
  return { inline, card: card.card };
}

function findInlineFault(inline: JsonObject): string | undefined {
  const { title, i18n_title, image_key, url } = inline;
  if (title !== undefined && typeof title !== "string") return "inline.title is not a string";
  if (i18n_title !== undefined && !isStringMap(i18n_title)) return "inline.i18n_title is not a map of locale to string";
  if (title === undefined && i18n_title === undefined) return "inline has neither title nor i18n_title";
  if (image_key !== undefined && typeof image_key !== "string") return "inline.image_key is not a string";
  if (url !== undefined && !isStringMap(url)) return "inline.url is not an object of strings";
  return undefined;
}
