import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import { createNodeListener, type NodeListener } from "../node-listener.ts";

/**
 * Answers callbacks and events over HTTP: a listener for `http`, `https` and `http2` servers, and a middleware for
 * connect and its like. Requests for other paths are answered 404, or go on to the next middleware where there is one.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/node";
 *
 * const dispatcher = new EventDispatcher({ encryptKey: process.env.ENCRYPT_KEY });
 * createServer(webhook({ "/webhook/event": dispatcher })).listen(7777);
 * ```
 */
export function webhook(receivers: Receivers, options?: WebhookOptions): NodeListener {
  return createNodeListener(
    createMount(receivers, options),
    "mount webhook() above it, or let it keep request.rawBody",
  );
}
