import type { Color } from "./color.ts";

/**
 * An icon of Feishu's library.
 *
 * @see https://open.feishu.cn/document/feishu-cards/enumerations-for-icons
 */
export interface StandardIcon {
  readonly tag: "standard_icon";
  /** Such as `chat_outlined`. */
  readonly token: string;
  /** Only for icons whose name ends with `_outlined` or `_filled`. */
  readonly color?: Color | undefined;
  /** Such as `16px 16px`; only in the header of a collapsible panel. */
  readonly size?: string | undefined;
}

/** An uploaded image as an icon. */
export interface CustomIcon {
  readonly tag: "custom_icon";
  readonly img_key: string;
  readonly size?: string | undefined;
}

export type Icon = StandardIcon | CustomIcon;

/**
 * An icon of Feishu's library, by its token.
 *
 * @example
 * ```ts
 * import { button, icon } from "larkwire/cards";
 *
 * button({ text: "Chat", icon: icon("chat_outlined", "blue") });
 * ```
 */
export function icon(token: string, color?: Color): StandardIcon {
  return { tag: "standard_icon", token, ...(color && { color }) };
}

/** An uploaded image as an icon. @param imageKey - what the upload of the image returned, such as `img_v3_...` */
export function customIcon(imageKey: string): CustomIcon {
  return { tag: "custom_icon", img_key: imageKey };
}
