import { AssertionError } from "node:assert";
import { isDeepStrictEqual } from "node:util";
import { type Checked, type CheckResult, checkCard, checkFailure, checkToast, type ExpectedToast } from "./checks.ts";

export type { Checked, ExpectedToast } from "./checks.ts";

/**
 * The person saw a toast: any, one with this text, one that fits the pattern, or one with these members.
 *
 * @throws AssertionError
 */
export function assertShowsToast(received: Checked, expected?: ExpectedToast): void {
  demand(checkToast(received, expected), assertShowsToast);
}

/** The card, as the person sees it now, is this one; given a text, it contains it. @throws AssertionError */
export function assertHasCard(received: Checked, expected: string | object): void {
  demand(checkCard(received, expected, isDeepStrictEqual), assertHasCard);
}

/** The person saw this client code in place of an answer. @throws AssertionError */
export function assertFailsWith(received: Checked, clientCode: number): void {
  demand(checkFailure(received, clientCode), assertFailsWith);
}

function demand({ pass, message }: CheckResult, stackStartFn: (...received: never[]) => void): void {
  if (!pass) throw new AssertionError({ message: message(), stackStartFn });
}
