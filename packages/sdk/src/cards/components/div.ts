import { type Builder, builder } from "../builder.ts";
import type { Icon } from "../parts/icon.ts";
import type { Placed } from "../parts/layout.ts";
import type { LarkMd, PlainText } from "../parts/text.ts";

/** One of several texts, which take half a line each where they are short. */
export interface DivField {
  readonly is_short?: boolean | undefined;
  readonly text: PlainText | LarkMd;
}

/**
 * Plain text with its size, colour and icon.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/plain-text
 */
export interface Div extends Placed {
  readonly tag: "div";
  readonly text?: PlainText | LarkMd | undefined;
  readonly icon?: Icon | undefined;
  /** From 16 to 999 px. @default "fill" */
  readonly width?: "fill" | "auto" | `${number}px` | undefined;
  readonly fields?: readonly DivField[] | undefined;
}

/**
 * Plain text.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/plain-text
 * @example
 * ```ts
 * import { div, plainText } from "larkwire/cards";
 *
 * div({ text: plainText("Sent by the release bot", { text_size: "notation", text_color: "grey" }) });
 * ```
 */
export const div: Builder<Div> = builder("div");
