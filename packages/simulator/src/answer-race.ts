import type { Outcome } from "./correspondence.ts";
import type { Verdict } from "./judge/verdict.ts";

/** One click that was asked in one or two structures: the first right answer counts, and failing takes both. */
export class AnswerRace {
  #open: number;
  #decision: Verdict | undefined;

  constructor(questions: number) {
    this.#open = questions;
  }

  /** What an answer does: one that comes second does nothing. */
  count(verdict: Verdict): Verdict {
    this.#open -= 1;
    if (this.#decision !== undefined) return { clientCode: verdict.clientCode };
    if (verdict.clientCode === undefined || this.#open === 0) this.#decision = verdict;
    return verdict;
  }

  isDecidedBy(verdict: Verdict): boolean {
    return this.#decision === verdict;
  }

  /** The outcome that decided, as soon as there is one. */
  async outcome(asked: readonly Promise<Outcome>[]): Promise<Outcome> {
    return Promise.any(
      asked.map(async (pending) => {
        const outcome = await pending;
        if (!this.isDecidedBy(outcome.verdict)) throw new Error("the other one decides");
        return outcome;
      }),
    );
  }
}
