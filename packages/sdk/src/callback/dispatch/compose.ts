import { LarkwireError } from "../../errors.ts";
import type { Awaitable } from "../../ports.ts";
import { after, quietly } from "./awaitable.ts";
import type { Turn } from "./turn.ts";

/** A middleware of whatever client: its type is known where it is registered. */
export type AnyMiddleware = (ctx: never, next: () => Promise<unknown>) => Awaitable<unknown>;

/** What is done in a turn: its result is the reply. */
export type Work = (turn: Turn) => Awaitable<unknown>;

/** Wraps work in middleware, the first one outermost. */
export function compose(middleware: readonly AnyMiddleware[], work: Work): Work {
  return middleware.reduceRight<Work>((inner, outer) => (turn) => runAround(outer, inner, turn), work);
}

function runAround(outer: AnyMiddleware, inner: Work, turn: Turn): Awaitable<unknown> {
  let called = false;
  let going: Promise<unknown> | undefined;
  let produced: unknown;
  const go = async (): Promise<unknown> => {
    produced = await inner(turn);
    return produced;
  };
  const next = (): Promise<unknown> => {
    if (called) {
      return quietly(Promise.reject(new LarkwireError("HANDLER_FAILED", "A middleware called next() twice")));
    }
    called = true;
    going = quietly(
      go().finally(() => {
        going = undefined;
      }),
    );
    return going;
  };
  // A middleware that does not await next() is waited for all the same: otherwise a failure would be nobody's.
  return after(outer(turn as never, next), (value) => {
    if (!called && (value === undefined || value === null)) {
      turn.log("warn", "A middleware neither called next() nor returned a reply");
    }
    return value ?? going ?? produced;
  });
}
