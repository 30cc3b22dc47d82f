import { builder, type FieldBuilder } from "../builder.ts";
import type { MultiUrl } from "../parts/link.ts";
import type { PlainText } from "../parts/text.ts";
import type { Interactive, Wide } from "./interactive.ts";

/** A line of the menu; with `multi_url` it opens a page, otherwise it calls the app. */
export interface OverflowOption {
  readonly text: PlainText;
  /** What the app gets as `event.action.option`. */
  readonly value?: string | undefined;
  readonly multi_url?: MultiUrl | undefined;
}

/**
 * A button with three dots that opens a menu.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/overflow
 */
export interface Overflow extends Omit<Interactive, "disabled" | "disabled_tips">, Wide {
  readonly tag: "overflow";
  readonly options: readonly OverflowOption[];
}

/**
 * A button with three dots that opens a menu.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/overflow
 * @example
 * ```ts
 * import { option, overflow } from "larkwire/cards";
 *
 * overflow({ options: [option("Snooze", "snooze"), option("Close", "close")] });
 * ```
 */
export const overflow: FieldBuilder<Overflow> = builder("overflow");
