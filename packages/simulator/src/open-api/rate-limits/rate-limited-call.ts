import type { Context } from "hono";

/** A call beyond what the gateway lets through. */
export class RateLimitedCall extends Error {
  override readonly name = "RateLimitedCall";
  /** Calls in the window. */
  readonly limit: number;
  readonly resetSeconds: number;

  constructor(limit = 50, resetSeconds = 1) {
    super("beyond a rate limit");
    this.limit = limit;
    this.resetSeconds = resetSeconds;
  }
}

/** The answer to a call beyond a rate limit, as `onError` gives it. */
export function answerRateLimited(context: Context, { limit, resetSeconds }: RateLimitedCall): Response {
  return context.json({ code: 99_991_400, msg: "request trigger frequency limit" }, 429, {
    "x-ogw-ratelimit-limit": String(limit),
    "x-ogw-ratelimit-reset": String(resetSeconds),
  });
}
