import { type PropsOf, withPlainTexts } from "./builder.ts";
import type { HeaderTemplate } from "./parts/color.ts";
import type { Icon } from "./parts/icon.ts";
import type { Sides } from "./parts/layout.ts";
import type { Localized } from "./parts/locale.ts";
import type { LarkMd, PlainText, TextTag } from "./parts/text.ts";

/**
 * The title of a card of JSON 2.0.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/title
 */
export interface Header {
  /** At most 4 lines. */
  readonly title: PlainText | LarkMd;
  /** One line. */
  readonly subtitle?: PlainText | LarkMd | undefined;
  /** The first 3 are shown. */
  readonly text_tag_list?: readonly TextTag[] | undefined;
  /** Wins over `text_tag_list`. */
  readonly i18n_text_tag_list?: Localized<readonly TextTag[]> | undefined;
  /** @default "default" */
  readonly template?: HeaderTemplate | undefined;
  readonly icon?: Icon | undefined;
  /** @default "12px" */
  readonly padding?: Sides | undefined;
}

/** What `header()` and the builders of cards take: texts may be strings. */
export type HeaderProps = PropsOf<Header>;

/**
 * The title of a card.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/title
 * @example
 * ```ts
 * import { header, icon } from "larkwire/cards";
 *
 * header({ title: "Build 42", subtitle: "main", template: "green", icon: icon("done_outlined") });
 * ```
 */
export function header(props: HeaderProps): Header;
export function header(props: object): object {
  return withPlainTexts(props);
}
