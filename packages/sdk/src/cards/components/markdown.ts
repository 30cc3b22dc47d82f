import type { PropsOf } from "../builder.ts";
import type { Icon } from "../parts/icon.ts";
import type { HorizontalAlign, Placed } from "../parts/layout.ts";
import type { Localized } from "../parts/locale.ts";
import type { TextSize } from "../parts/text.ts";

/**
 * Rich text: CommonMark without HTML blocks, with the tags of Feishu such as `<at>`, `<font color>` and `<text_tag>`.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/rich-text
 */
export interface Markdown extends Placed {
  readonly tag: "markdown";
  readonly content: string;
  readonly i18n_content?: Localized<string> | undefined;
  /** @default "left" */
  readonly text_align?: HorizontalAlign | undefined;
  /** @default "normal" */
  readonly text_size?: TextSize | undefined;
  readonly icon?: Icon | undefined;
}

/**
 * Rich text.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/rich-text
 * @example
 * ```ts
 * import { markdown } from "larkwire/cards";
 *
 * markdown("**Build 42** <font color='green'>passed</font>");
 * ```
 */
export function markdown(content: string, options?: Omit<PropsOf<Markdown>, "content">): Markdown {
  return { tag: "markdown", content, ...options };
}
