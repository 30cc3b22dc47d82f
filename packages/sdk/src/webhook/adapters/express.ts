import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import { createNodeListener, type NodeListener } from "../node-listener.ts";

const advice =
  "write app.use(webhook(…)) above app.use(express.json()), or keep the bytes: express.json({ verify: (request, _, bytes) => { request.rawBody = bytes } })";

/**
 * Answers callbacks and events in Express 4 and 5. Mount it above `express.json()`: the signature covers the raw bytes. Requests for
 * other paths go on to the next handler.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path, below the path that the router is mounted at
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @example
 * ```ts
 * import express from "express";
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/express";
 *
 * const dispatcher = new EventDispatcher({ encryptKey, verificationToken });
 * express()
 *   .use(webhook({ "/webhook/event": dispatcher }))
 *   .listen(7777);
 * ```
 */
export function webhook(receivers: Receivers, options?: WebhookOptions): NodeListener {
  return createNodeListener(createMount(receivers, options), advice);
}
