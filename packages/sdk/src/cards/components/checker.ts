import { builder, type FieldBuilder } from "../builder.ts";
import type { Sides } from "../parts/layout.ts";
import type { LarkMd, PlainText } from "../parts/text.ts";
import type { Button } from "./button.ts";
import type { Interactive } from "./interactive.ts";

/**
 * A box to tick, with a line of text. It calls the app only with a behavior.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/checker
 */
export interface Checker extends Interactive {
  readonly tag: "checker";
  /** @default false */
  readonly checked?: boolean | undefined;
  readonly text?: PlainText | LarkMd | undefined;
  /** Whether a click on the text counts as well. @default true */
  readonly overall_checkable?: boolean | undefined;
  /** At most three buttons beside the text. */
  readonly button_area?:
    | { readonly pc_display_rule?: "always" | "on_hover" | undefined; readonly buttons?: readonly Button[] | undefined }
    | undefined;
  /** How the text looks when the box is ticked; the opacity is from 0 to 1. */
  readonly checked_style?:
    | { readonly show_strikethrough?: boolean | undefined; readonly opacity?: number | undefined }
    | undefined;
  readonly padding?: Sides | undefined;
  readonly hover_tips?: PlainText | undefined;
}

/**
 * A box to tick.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/checker
 * @example
 * ```ts
 * import { callback, checker } from "larkwire/cards";
 *
 * checker({ text: "Write the report", behaviors: [callback({ task: 7 })], checked_style: { show_strikethrough: true } });
 * ```
 */
export const checker: FieldBuilder<Checker> = builder("checker");
