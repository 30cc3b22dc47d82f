import type { Attempt } from "../judge/attempt.ts";
import { emptyTranscript, type Transcript } from "../judge/transcript.ts";

/** One question on its way to an app: what was put on the wire, and what comes of it. Never rejects. */
export interface Push {
  readonly sent: Transcript;
  readonly attempt: Promise<Attempt>;
  /** The same question once more, where a fault makes copies. */
  readonly copies: readonly Copy[];
}

export interface Copy {
  readonly afterMs: number;
  readonly push: () => Push;
}

/** A push that could not be begun. */
export function failedPush(failure: Extract<Attempt, { type: "failed" }>): Push {
  return { sent: emptyTranscript, attempt: Promise.resolve(failure), copies: [] };
}
