import { handleRequest } from "../handle-request.ts";
import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import { dismissRest, type NodeRequest, type NodeResponse, toHttpRequest, whenClosed } from "../node-listener.ts";

const advice = "write app.use(webhook(…)) above the body parser, or let it keep ctx.request.rawBody";

/** What is used of a Koa context. */
export interface KoaContext {
  readonly path: string;
  readonly req: NodeRequest;
  readonly res: NodeResponse;
  /** Body parsers leave the text here. */
  readonly request: { readonly rawBody?: unknown };
  set(headers: Record<string, string>): void;
  status: number;
  body: unknown;
}

/** A middleware of Koa. */
export type KoaMiddleware = (context: KoaContext, next: () => Promise<unknown>) => Promise<void>;

/**
 * Answers callbacks and events in Koa 2 and 3. Mount it above any body parser: the signature covers the raw bytes. Requests for
 * other paths go on to the next middleware.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @example
 * ```ts
 * import Koa from "koa";
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/koa";
 *
 * const dispatcher = new EventDispatcher({ encryptKey, verificationToken });
 * new Koa().use(webhook({ "/webhook/event": dispatcher })).listen(7777);
 * ```
 */
export function webhook(receivers: Receivers, options?: WebhookOptions): KoaMiddleware {
  const mount = createMount(receivers, options);
  return async (context, next) => {
    const { path, req, res } = context;
    if (mount.find(path) === undefined) {
      await next();
      return;
    }
    const { rawBody } = context.request;
    const closing = whenClosed(res);
    const request = toHttpRequest(req, path, advice);
    const kept = typeof rawBody === "string" ? { ...request, body: Buffer.from(rawBody) } : request;
    const answer = await handleRequest(mount, kept);
    closing.settles(answer);
    context.status = answer.status;
    context.set({ ...answer.headers, ...dismissRest(req) });
    context.body = answer.body;
  };
}
