import type { Attempt } from "./attempt.ts";
import { replyOf } from "./reply.ts";

/** Why a request URL cannot be saved, or `undefined` where it answered `url_verification` as it should. */
export function findChallengeFault(attempt: Attempt, challenge: string): string | undefined {
  if (attempt.type === "late") return "No answer within 1 s.";
  const answer = replyOf(attempt);
  if (answer.type === "code") return answer.clientCode.cause;
  return answer.reply.challenge === challenge ? undefined : "Challenge code not returned.";
}
