/**
 * A click opens a page.
 *
 * @see https://open.feishu.cn/document/feishu-cards/configuring-card-interactions
 */
export interface OpenUrl {
  readonly type: "open_url";
  readonly default_url: string;
  readonly pc_url?: string | undefined;
  readonly ios_url?: string | undefined;
  readonly android_url?: string | undefined;
}

/**
 * A click calls the app, which gets `value` as `event.action.value`.
 *
 * @see https://open.feishu.cn/document/feishu-cards/configuring-card-interactions
 */
export interface Callback {
  readonly type: "callback";
  readonly value: object;
}

/** What a click does; a link and a callback may stand side by side. */
export type Behavior = OpenUrl | Callback;

/**
 * A click calls the app with this value.
 *
 * @example
 * ```ts
 * import { button, callback } from "larkwire/cards";
 *
 * button({ text: "Approve", behaviors: [callback({ action: "approve", id: 42 })] });
 * ```
 */
export function callback(value: object): Callback {
  return { type: "callback", value };
}

/**
 * A click opens a page.
 *
 * @example
 * ```ts
 * import { button, openUrl } from "larkwire/cards";
 *
 * button({ text: "Open", behaviors: [openUrl("https://example.com")] });
 * ```
 */
export function openUrl(url: string, options?: Omit<OpenUrl, "type" | "default_url">): OpenUrl {
  return { type: "open_url", default_url: url, ...options };
}
