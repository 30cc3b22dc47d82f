import { CardActionHandler as Handler } from "../callback/card-action-handler.ts";
import type { TenantPort } from "../callback/dispatch/context.ts";
import type { Handler as HandlerOf } from "../callback/dispatch/handler.ts";
import { type EventDispatcherOptions, resolvePorts } from "./event-dispatcher.ts";

/**
 * Answers `card.action.trigger_v1`, the legacy callback of cards, which comes over HTTP only and is signed with the
 * Verification Token. Its options are those of an {@link EventDispatcher}; `verificationToken` is needed.
 *
 * @throws CONFIG_INVALID when there is no `verificationToken`, or an option makes no sense
 * @see https://open.feishu.cn/document/ukTMukTMukTM/uYzM3QjL2MzN04iNzcDN/configuring-card-callbacks/card-callback-structure
 * @example
 * ```ts
 * import { CardActionHandler, toast } from "larkwire";
 *
 * export const cards = new CardActionHandler({ verificationToken: "…" }, (event) => ({
 *   toast: toast.success(`Approved by ${event.open_id}`),
 * }));
 * ```
 */
export class CardActionHandler<Api extends TenantPort | undefined = undefined> extends Handler<Api> {
  constructor(options: EventDispatcherOptions<Api>, handler: HandlerOf<"card.action.trigger_v1", Api>) {
    super(options, handler, resolvePorts(options));
  }
}
