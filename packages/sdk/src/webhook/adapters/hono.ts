import { handleRequest } from "../handle-request.ts";
import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import { toHttpRequest, toResponse, type WaitsUntil, waitsUntil } from "../web-standard.ts";

/** What is used of a Hono context. */
export interface HonoContext {
  readonly req: { readonly path: string; readonly raw: Request; arrayBuffer(): Promise<ArrayBuffer> };
  /** Throws where the host has none, and lives on. */
  readonly executionCtx: unknown;
}

/** A handler and middleware of Hono. */
export type HonoMiddleware = (context: HonoContext, next: () => Promise<void>) => Promise<Response | undefined>;

/**
 * Answers callbacks and events in Hono, on any of its hosts: as a handler, or as a middleware, where requests for other paths go on to
 * the next one. What a middleware before it has read is taken from Hono's own copy.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @example
 * ```ts
 * import { Hono } from "hono";
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/hono";
 *
 * const dispatcher = new EventDispatcher({ encryptKey, verificationToken });
 * const app = new Hono().use(webhook({ "/webhook/event": dispatcher }));
 * export default app;
 * ```
 */
export function webhook(receivers: Receivers, options?: WebhookOptions): HonoMiddleware {
  const mount = createMount(receivers, options);
  return async (context, next) => {
    const { path, raw } = context.req;
    if (mount.find(path) === undefined) {
      await next();
      return undefined;
    }
    const request = toHttpRequest(raw, "waitUntil", mount.limits);
    const body = (raw.bodyUsed ? await keptBody(context) : undefined) ?? request.body;
    const answer = await handleRequest(mount, { ...request, path, body });
    const lateWork = answer.settle(true);
    if (lateWork !== undefined) executionContextOf(context)?.waitUntil(Promise.resolve(lateWork));
    return toResponse(answer);
  };
}

/** Nothing when the body was read behind Hono's back. */
async function keptBody({ req }: HonoContext): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await req.arrayBuffer());
  } catch {
    return undefined;
  }
}

function executionContextOf(context: HonoContext): WaitsUntil | undefined {
  try {
    const { executionCtx } = context;
    return waitsUntil(executionCtx) ? executionCtx : undefined;
  } catch {
    return undefined;
  }
}
