import { type CheckResult, checkCard, checkFailure, checkToast, type ExpectedToast } from "./checks.ts";

/** What `expect()` can do after `@larkwire/simulator/vitest` or `@larkwire/simulator/jest` was imported. */
export interface SimulatorMatchers<Result> {
  /** The person saw a toast: any, one with this text, one that fits the pattern, or one with these members. */
  toShowToast(expected?: ExpectedToast): Result;
  /** The card, as the person sees it now, is this one; given a text, it contains it. */
  toHaveCard(expected: string | object): Result;
  /** The person saw this client code in place of an answer, such as 200341 for one that came too late. */
  toFailWith(clientCode: number): Result;
}

interface MatcherContext {
  readonly equals: (actual: unknown, expected: unknown) => boolean;
}

/** For `expect.extend()` of vitest and jest. */
export const matchers = {
  toShowToast: (received: unknown, expected?: ExpectedToast): CheckResult => checkToast(received, expected),
  toHaveCard(this: MatcherContext, received: unknown, expected: string | object): CheckResult {
    return checkCard(received, expected, this.equals);
  },
  toFailWith: (received: unknown, clientCode: number): CheckResult => checkFailure(received, clientCode),
} as const;
