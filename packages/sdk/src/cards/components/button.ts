import { builder, type FieldBuilder } from "../builder.ts";
import type { Behavior } from "../parts/behavior.ts";
import type { Icon } from "../parts/icon.ts";
import type { PlainText } from "../parts/text.ts";
import type { Interactive, Wide } from "./interactive.ts";

export type ButtonType =
  | "default"
  | "primary"
  | "danger"
  | "text"
  | "primary_text"
  | "danger_text"
  | "primary_filled"
  | "danger_filled"
  | "laser";

/**
 * A button that calls the app, opens a page, or submits a form.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/button
 */
export interface Button extends Omit<Interactive, "behaviors">, Wide {
  readonly tag: "button";
  /** At most 100 characters. */
  readonly text?: PlainText | undefined;
  readonly icon?: Icon | undefined;
  /** @default "default" */
  readonly type?: ButtonType | undefined;
  /** @default "medium" */
  readonly size?: "tiny" | "small" | "medium" | "large" | undefined;
  readonly hover_tips?: PlainText | undefined;
  /** A link, a callback, or both. */
  readonly behaviors?: readonly Behavior[] | undefined;
  /** What the button does with the form around it. */
  readonly form_action_type?: "submit" | "reset" | undefined;
}

/**
 * A button.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/button
 * @example
 * ```ts
 * import { button, callback } from "larkwire/cards";
 *
 * button({ text: "Approve", type: "primary", behaviors: [callback({ action: "approve" })] });
 * ```
 */
export const button: FieldBuilder<Button> = builder("button");
