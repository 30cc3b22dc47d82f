import { handleRequest } from "../handle-request.ts";
import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import { toHttpRequest, toResponse, waitsUntil } from "../web-standard.ts";

/**
 * Answers a web-standard request. What follows the request may be anything; work that goes on after the answer is
 * handed to the first of it that has `waitUntil`, as hosts that freeze after the answer need.
 */
export type FetchHandler = (request: Request, ...surroundings: readonly unknown[]) => Promise<Response>;

/**
 * Answers callbacks and events wherever a server is a function from `Request` to `Response`: Deno, Bun, Next, Hono, and
 * Workers with Node compatibility.
 *
 * Where nothing in the surroundings has `waitUntil`, the process is taken to live on after the answer.
 * An answer counts as sent when its `Response` is handed back, since these hosts do not tell what becomes of it.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @example
 * ```ts
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/fetch";
 *
 * const dispatcher = new EventDispatcher({ encryptKey, verificationToken });
 * export default { fetch: webhook({ "/webhook/event": dispatcher }) };
 * ```
 */
export function webhook(receivers: Receivers, options?: WebhookOptions): FetchHandler {
  const mount = createMount(receivers, options);
  return async (request, ...surroundings) => {
    const host = surroundings.find(waitsUntil);
    // Deno and Bun live on; a host that freezes after the answer gives a waitUntil.
    const background = host === undefined ? "process" : "waitUntil";
    const answer = await handleRequest(mount, toHttpRequest(request, background, mount.limits));
    const response = toResponse(answer);
    const lateWork = answer.settle(true);
    if (lateWork !== undefined) host?.waitUntil(Promise.resolve(lateWork));
    return response;
  };
}
