import { checkCard } from "larkwire/cards";
import { checkReply, type ReplyFault, type ReplyName } from "larkwire/protocol";
import type { ToastView } from "../console-api/contract.ts";
import { isJsonObject, type JsonObject } from "../world/json.ts";
import { defaultQuirks, type Quirks } from "../world/quirks.ts";
import type { Attempt } from "./attempt.ts";
import { isRefused } from "./card-fault.ts";
import { explainClientCode } from "./client-code.ts";
import { replyOf } from "./reply.ts";
import type { Verdict } from "./verdict.ts";

/**
 * What the user sees after a click: a toast, another card, or a client code.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 */
export function judgeCardAnswer(attempt: Attempt, currentCard: JsonObject): Verdict {
  return judge("card.action.trigger", attempt, currentCard, ({ toast, card }) => ({
    toast: toastOf(toast),
    card: cardOf(card),
  }));
}

/**
 * What the user sees after a click that was asked in the legacy structure, whose reply is the card itself.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/uYzM3QjL2MzN04iNzcDN/configuring-card-callbacks/card-callback-structure
 */
export function judgeLegacyAnswer(
  attempt: Attempt,
  currentCard: JsonObject,
  { legacyReply }: Quirks = defaultQuirks,
): Verdict {
  return judge("card.action.trigger_v1", attempt, currentCard, ({ toast, ...rest }) => {
    const isCard = rest.type === "template" || cardMembers.some((name) => Object.hasOwn(rest, name));
    if (legacyReply === "strict" && !isCard && Object.keys(rest).length > 0) {
      return { clientCode: explainClientCode(200_672, "the reply is neither {} nor a card") };
    }
    return { toast: toastOf(toast), card: isCard ? rest : undefined };
  });
}

/** What tells that a legacy reply is a card: other members mean nothing. */
const cardMembers = ["schema", "elements", "i18n_elements", "header", "config", "card_link", "body"];

/**
 * What becomes of a pasted link: a title in place of the link, a card below it, or a client code.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/development-link-preview/pull-link-preview-data-callback-structure
 */
export function judgePreviewAnswer(attempt: Attempt, { previewInline }: Quirks = defaultQuirks): Verdict {
  const shown = ({ inline, card }: JsonObject): Verdict => ({
    inline: isJsonObject(inline) ? inline : undefined,
    card: cardOf(card),
  });
  const isForgiven = (reply: JsonObject, { rule }: ReplyFault): boolean =>
    previewInline === "optional" && rule === "inline-shape" && reply.inline === undefined;
  return judge("url.preview.get", attempt, undefined, shown, isForgiven);
}

function judge(
  name: ReplyName,
  attempt: Attempt,
  sentCard: JsonObject | undefined,
  shown: (reply: JsonObject) => Verdict,
  isForgiven: (reply: JsonObject, fault: ReplyFault) => boolean = () => false,
): Verdict {
  const answer = replyOf(attempt);
  if (answer.type === "code") return { clientCode: answer.clientCode };
  const { reply } = answer;
  const faults = checkReply(name, reply, { checkCard, sentCard });
  const fault = faults.find((each) => isRefused(each) && !isForgiven(reply, each));
  if (fault === undefined) return shown(reply);
  const { clientCode, path, problem, mend } = fault;
  return { clientCode: { ...explainClientCode(clientCode, `${path}: ${problem}`), mend } };
}

/** The toast of a right reply as it is shown: information unless it says otherwise, and nothing without a text. */
function toastOf(toast: unknown): ToastView | undefined {
  if (!isJsonObject(toast)) return undefined;
  const { type, content, i18n } = toast;
  const texts = isJsonObject(i18n) ? [i18n.en_us, ...Object.values(i18n)] : [];
  const text = [content, ...texts].find((each) => typeof each === "string");
  return typeof text === "string" && text !== ""
    ? { type: toastTypes.find((each) => each === type) ?? "info", content: text }
    : undefined;
}

const toastTypes: readonly ToastView["type"][] = ["info", "success", "warning", "error"];

/** The card of a right reply: written out, or the template that hides it. */
function cardOf(replacement: unknown): JsonObject | undefined {
  if (!isJsonObject(replacement)) return undefined;
  const { type, data } = replacement;
  if (type === "template") return { type, data };
  return isJsonObject(data) ? data : undefined;
}
