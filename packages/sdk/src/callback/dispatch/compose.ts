import { LarkwireError } from "../../errors.ts";
import type { Awaitable } from "../../ports.ts";
import { after } from "./awaitable.ts";
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
  let produced: unknown;
  const next = async (): Promise<unknown> => {
    if (called) throw new LarkwireError("HANDLER_FAILED", "A middleware called next() twice");
    called = true;
    produced = await inner(turn);
    return produced;
  };
  return after(outer(turn as never, next), (value) => value ?? produced);
}
