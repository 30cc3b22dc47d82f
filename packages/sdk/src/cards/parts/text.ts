import type { Color, TextTagColor } from "./color.ts";
import type { Localized } from "./locale.ts";

/** A size by name, or a name of `config.style.text_size`; what is unknown is shown as `normal`. */
export type TextSize =
  | "heading-0"
  | "heading-1"
  | "heading-2"
  | "heading-3"
  | "heading-4"
  | "heading"
  | "normal"
  | "notation"
  | "xxxx-large"
  | "xxx-large"
  | "xx-large"
  | "x-large"
  | "large"
  | "medium"
  | "small"
  | "x-small"
  | (string & {});

/** How the text of a `div` looks. */
export interface TextStyle {
  readonly text_size?: TextSize | undefined;
  readonly text_color?: Color | undefined;
  readonly text_align?: "left" | "center" | "right" | undefined;
  /** What is longer ends with an ellipsis. */
  readonly lines?: number | undefined;
}

/** Text as it stands. */
export interface PlainText extends TextStyle {
  readonly tag: "plain_text";
  readonly content: string;
  readonly i18n_content?: Localized<string> | undefined;
  readonly element_id?: string | undefined;
}

/** Text with the small markdown of Feishu: line breaks, bold, italic, strike, links, mentions, colours, emoji. */
export interface LarkMd extends TextStyle {
  readonly tag: "lark_md";
  readonly content: string;
  readonly i18n_content?: Localized<string> | undefined;
  readonly element_id?: string | undefined;
}

/** A small coloured tag beside the title. */
export interface TextTag {
  readonly tag: "text_tag";
  readonly text: PlainText;
  /** @default "blue" */
  readonly color?: TextTagColor | undefined;
  readonly element_id?: string | undefined;
}

/**
 * Text as it stands, in one language or several.
 *
 * @example
 * ```ts
 * import { plainText } from "larkwire/cards";
 *
 * plainText("Approve", { i18n_content: { zh_cn: "批准" } });
 * ```
 */
export function plainText(content: string, options?: Omit<PlainText, "tag" | "content">): PlainText {
  return { tag: "plain_text", content, ...options };
}

/**
 * Text with Feishu's small markdown.
 *
 * @example
 * ```ts
 * import { larkMd } from "larkwire/cards";
 *
 * larkMd("**Build 42** <font color='green'>passed</font>");
 * ```
 */
export function larkMd(content: string, options?: Omit<LarkMd, "tag" | "content">): LarkMd {
  return { tag: "lark_md", content, ...options };
}

/**
 * A small coloured tag for a header.
 *
 * @example
 * ```ts
 * import { header, textTag } from "larkwire/cards";
 *
 * header({ title: "Build 42", text_tag_list: [textTag("passed", "green")] });
 * ```
 */
export function textTag(text: string | PlainText, color?: TextTag["color"]): TextTag {
  return { tag: "text_tag", text: typeof text === "string" ? plainText(text) : text, ...(color && { color }) };
}
