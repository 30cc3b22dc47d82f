import type { CallbackSubscription } from "../console-api/contract.ts";
import { fitsName } from "./fits-name.ts";

/** The legacy name of a click: a flat body over HTTP. */
export const legacyClick = "card.action.trigger_v1";

/** A click, in the structure that it comes in. */
export type ClickName = "card.action.trigger" | typeof legacyClick;

/** What the developer console has of an app: which way events and callbacks go, each, and which clicks it wants. */
export interface Subscriptions {
  readonly events: CallbackSubscription;
  /** The events that are subscribed to: names, with a `*` at its end how names begin. */
  readonly eventTypes: readonly string[];
  readonly callbacks: CallbackSubscription;
  /** The structures of clicks that are subscribed to. */
  readonly clicks: readonly ClickName[];
  /** The "message card request URL" of the bot's page, from before there were callbacks: legacy clicks only. */
  readonly botPageUrl: string | undefined;
  /** The links that it previews: `Host[:Port][/Path]`, at most 10; `**` is every link in the chats of its bot. */
  readonly linkRules: readonly string[];
}

/** Whether an app is told of such an event when it happens. */
export function isSubscribed({ eventTypes }: Subscriptions, name: string): boolean {
  return eventTypes.some((pattern) => fitsName(pattern, name));
}

/**
 * What one click asks: the new structure, the legacy one, or both, where either answer counts.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/handle-card-callbacks
 */
export function clicksOf({ clicks, botPageUrl }: Subscriptions): readonly ClickName[] {
  const legacy = clicks.includes(legacyClick) || botPageUrl !== undefined;
  return [
    ...(clicks.includes("card.action.trigger") ? (["card.action.trigger"] as const) : []),
    ...(legacy ? ([legacyClick] as const) : []),
  ];
}

/** Where legacy clicks go: to the callbacks' request URL where they are subscribed to, else to the bot's page. Never over the long connection. */
export function legacyUrlOf({ clicks, callbacks, botPageUrl }: Subscriptions): string | undefined {
  if (!clicks.includes(legacyClick)) return botPageUrl;
  return callbacks.mode === "webhook" ? callbacks.requestUrl : undefined;
}
