import type { Attempt } from "./attempt.ts";
import { explainClientCode } from "./client-code.ts";
import { replyOf } from "./reply.ts";
import type { Verdict } from "./verdict.ts";

/** An event is taken when the answer has status 200, whatever its body; otherwise the code tells why it was not. */
export function judgeEventAnswer(attempt: Attempt): Verdict {
  if (attempt.type !== "answered") {
    const refused = replyOf(attempt);
    return refused.type === "code" ? { clientCode: refused.clientCode } : {};
  }
  return attempt.status === 200 ? {} : { clientCode: explainClientCode(200_671, `${attempt.status}`) };
}
