import type { PropsOf } from "../builder.ts";
import { withPlainTexts } from "../builder.ts";
import type { SharedConfig } from "../card.ts";
import type { Header } from "../header.ts";
import type { Color } from "../parts/color.ts";
import type { Icon } from "../parts/icon.ts";
import type { MultiUrl } from "../parts/link.ts";
import type { Localized } from "../parts/locale.ts";
import type { MessageCardElement } from "./element.ts";

/** How a card of JSON 1.0 behaves as a whole. */
export interface MessageCardConfig extends SharedConfig {
  /** Whether everybody sees the same card; otherwise an update names whose copy it changes. @default false */
  readonly update_multi?: boolean | undefined;
  /** @deprecated since 2021: use `width_mode`. */
  readonly wide_screen_mode?: boolean | undefined;
  /** @deprecated use `width_mode: "compact"`. */
  readonly compact_width?: boolean | undefined;
}

/** The title of a card of JSON 1.0. */
export interface MessageCardHeader extends Omit<Header, "icon" | "padding"> {
  readonly icon?: Icon | { readonly img_key: string } | undefined;
  readonly ud_icon?:
    | { readonly token: string; readonly style?: { readonly color?: Color | undefined } | undefined }
    | undefined;
}

/** What clients show that do not know a component. */
export interface Fallback {
  readonly trigger_conditions: readonly (
    | { readonly type: "min_client_version"; readonly value: string }
    | { readonly type: "element_tags"; readonly value: readonly string[] }
  )[];
}

/**
 * A card of JSON 1.0, for every client.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-structure
 */
export interface MessageCard {
  readonly schema?: "1.0" | undefined;
  readonly config?: MessageCardConfig | undefined;
  readonly card_link?: MultiUrl | undefined;
  readonly header?: MessageCardHeader | undefined;
  readonly i18n_header?: Localized<MessageCardHeader> | undefined;
  readonly elements?: readonly MessageCardElement[] | undefined;
  /** The whole card in several languages; wins over the texts' own. */
  readonly i18n_elements?: Localized<readonly MessageCardElement[]> | undefined;
  readonly fallback?: Fallback | undefined;
}

/** What `messageCard()` takes: the texts of the header may be strings. */
export interface MessageCardProps extends Pick<MessageCard, "config" | "elements" | "fallback"> {
  readonly header?: PropsOf<MessageCardHeader> | undefined;
  readonly i18nHeader?: MessageCard["i18n_header"];
  /** The whole card in several languages; wins over the texts' own. */
  readonly i18nElements?: MessageCard["i18n_elements"];
  /** Where a click on the card itself leads. */
  readonly cardLink?: MultiUrl | undefined;
}

/**
 * A card of JSON 1.0, which every client shows.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-structure
 * @example
 * ```ts
 * import { markdown, messageCard } from "larkwire/cards";
 *
 * messageCard({
 *   config: { update_multi: true },
 *   header: { title: "Build 42", template: "green" },
 *   elements: [markdown("All tests passed.")],
 *   cardLink: { url: "https://example.com/builds/42" },
 * });
 * ```
 */
export function messageCard(props: MessageCardProps): MessageCard;
export function messageCard({ cardLink, header, i18nHeader, i18nElements, ...rest }: MessageCardProps): object {
  return {
    ...rest,
    ...(cardLink && { card_link: cardLink }),
    ...(header && { header: withPlainTexts(header) }),
    ...(i18nHeader && { i18n_header: i18nHeader }),
    ...(i18nElements && { i18n_elements: i18nElements }),
  };
}
