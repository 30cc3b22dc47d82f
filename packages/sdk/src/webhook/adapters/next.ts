import { handleRequest } from "../handle-request.ts";
import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import { toHttpRequest, toResponse } from "../web-standard.ts";

/** Options of a webhook in Next.js. */
export interface NextWebhookOptions extends WebhookOptions {
  /**
   * `after` of `next/server`, which keeps the function awake for late card updates. Without it late work is refused with
   * LATE_WORK_IMPOSSIBLE, since a function may be frozen with its answer.
   *
   * @default none
   */
  readonly after?: ((work: Promise<unknown>) => void) | undefined;
}

/** A route handler of Next.js. */
export type NextRouteHandler = (request: Request) => Promise<Response>;

/**
 * Answers callbacks and events in a route handler of Next.js, on the Node.js runtime.
 *
 * @param receivers - the dispatcher of this route, or dispatchers by path
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @see https://nextjs.org/docs/app/api-reference/functions/after
 * @example
 * ```ts
 * // app/webhook/event/route.ts
 * import { after } from "next/server";
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/next";
 *
 * const dispatcher = new EventDispatcher({ encryptKey, verificationToken });
 * export const POST = webhook(dispatcher, { after });
 * ```
 */
export function webhook(receivers: Receivers, options: NextWebhookOptions = {}): NextRouteHandler {
  const mount = createMount(receivers, options);
  const { after } = options;
  return async (request) => {
    const background = after === undefined ? "none" : "waitUntil";
    const answer = await handleRequest(mount, toHttpRequest(request, background, mount.limits));
    const lateWork = answer.settle(true);
    if (lateWork !== undefined) after?.(Promise.resolve(lateWork));
    return toResponse(answer);
  };
}
