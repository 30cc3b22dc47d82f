import type { JsonObject } from "../world/json.ts";
import type { Quirks } from "../world/quirks.ts";
import { legacyClick } from "../world/subscriptions.ts";
import type { Attempt } from "./attempt.ts";
import { judgeCardAnswer, judgeLegacyAnswer, judgePreviewAnswer } from "./judge-answer.ts";
import { judgeEventAnswer } from "./judge-event-answer.ts";
import { replyOf } from "./reply.ts";
import type { Verdict } from "./verdict.ts";

/** What the platform makes of an answer to a callback or an event of this name. @param currentCard - the one that was clicked */
export function judgeCallback(name: string, attempt: Attempt, quirks: Quirks, currentCard: JsonObject = {}): Verdict {
  const counted = quirks.replyStatus === "any" && attempt.type === "answered" ? { ...attempt, status: 200 } : attempt;
  switch (name) {
    case "card.action.trigger":
      return judgeCardAnswer(counted, currentCard);
    case legacyClick:
      return judgeLegacyAnswer(counted, currentCard, quirks);
    case "url.preview.get":
      return judgePreviewAnswer(counted, quirks);
    case "profile.view.get":
      return judgeAnyReply(counted);
    default:
      return judgeEventAnswer(attempt);
  }
}

/** What the reply has to be is documented nowhere: any object will do. */
function judgeAnyReply(attempt: Attempt): Verdict {
  const answer = replyOf(attempt);
  return answer.type === "code" ? { clientCode: answer.clientCode } : {};
}
