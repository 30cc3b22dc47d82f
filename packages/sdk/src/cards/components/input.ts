import { builder, type FieldBuilder } from "../builder.ts";
import type { Localized } from "../parts/locale.ts";
import type { PlainText } from "../parts/text.ts";
import type { Field, Wide } from "./interactive.ts";

/**
 * A field for text of one or several lines, or for a password.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/input
 */
export interface Input extends Field, Wide {
  readonly tag: "input";
  /** At most 100 characters. */
  readonly placeholder?: PlainText | undefined;
  readonly default_value?: string | undefined;
  readonly i18n_default_value?: Localized<string> | undefined;
  readonly label?: PlainText | undefined;
  /** @default "top" */
  readonly label_position?: "top" | "left" | undefined;
  /** From 1 to 1000. @default 1000 */
  readonly max_length?: number | undefined;
  /** @default "text" */
  readonly input_type?: "text" | "multiline_text" | "password" | undefined;
  /** Lines that are shown of a multi-line field. @default 5 */
  readonly rows?: number | undefined;
  readonly auto_resize?: boolean | undefined;
  readonly max_rows?: number | undefined;
  /** Whether a password field has its eye. @default true */
  readonly show_icon?: boolean | undefined;
}

/**
 * A field for text.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/input
 * @example
 * ```ts
 * import { input } from "larkwire/cards";
 *
 * input({ name: "reason", label: "Reason", placeholder: "Why?", required: true });
 * ```
 */
export const input: FieldBuilder<Input> = builder("input");
