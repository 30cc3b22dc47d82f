import { createMount, type Receivers, type WebhookOptions } from "../mount.ts";
import { createNodeListener, type NodeListener } from "../node-listener.ts";

const advice = "create the app with NestFactory.create(AppModule, { rawBody: true })";

/**
 * Answers callbacks and events in NestJS, on its Express platform: as a middleware, or in a controller as
 * `handle(@Req() request, @Res() response)`. Nest parses bodies before either, so create the app with `rawBody: true`.
 *
 * @param receivers - a dispatcher for every path (or `options.path`), or dispatchers by path as the client asks for it
 * @throws CONFIG_INVALID when a receiver has no secret and `insecure` is not set
 * @example
 * ```ts
 * import { NestFactory } from "@nestjs/core";
 * import { EventDispatcher } from "larkwire";
 * import { webhook } from "larkwire/nest";
 *
 * class AppModule {}
 *
 * const dispatcher = new EventDispatcher({ encryptKey, verificationToken });
 * const app = await NestFactory.create(AppModule, { rawBody: true });
 * app.use(webhook({ "/webhook/event": dispatcher }));
 * await app.listen(7777);
 * ```
 */
export function webhook(receivers: Receivers, options?: WebhookOptions): NodeListener {
  // For its middlewares Nest cuts off the path that they are for.
  return createNodeListener(createMount(receivers, options), advice, ({ originalUrl, url }) => originalUrl ?? url);
}
