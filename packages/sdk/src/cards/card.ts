import type { Element } from "./components/element.ts";
import { type Header, type HeaderProps, header } from "./header.ts";
import type { Arranged } from "./parts/layout.ts";
import type { MultiUrl } from "./parts/link.ts";
import type { Locale, Localized } from "./parts/locale.ts";

/** One value, or another one for each platform. */
export interface PerPlatform {
  readonly default: number;
  readonly android?: number | undefined;
  readonly ios?: number | undefined;
  readonly pc?: number | undefined;
}

/** How a card behaves as a whole, in both versions. */
export interface SharedConfig {
  /** @default true */
  readonly enable_forward?: boolean | undefined;
  /** 600 px, 400 px, or as wide as the chat. @default "default" */
  readonly width_mode?: "default" | "compact" | "fill" | undefined;
  /** @default false */
  readonly use_custom_translation?: boolean | undefined;
  /** Whether a forwarded card calls back. @default false */
  readonly enable_forward_interaction?: boolean | undefined;
  /** Names for sizes and colours, which components then use. */
  readonly style?:
    | {
        readonly text_size?:
          | Readonly<Record<string, { readonly default?: string; readonly pc: string; readonly mobile: string }>>
          | undefined;
        readonly color?:
          | Readonly<Record<string, { readonly light_mode: string; readonly dark_mode: string }>>
          | undefined;
      }
    | undefined;
}

/**
 * How a card of JSON 2.0 behaves as a whole.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-structure
 */
export interface CardConfig extends SharedConfig {
  /** Everybody sees the same card; JSON 2.0 knows nothing else. */
  readonly update_multi?: true | undefined;
  /** Whether text is typed out. @default false */
  readonly streaming_mode?: boolean | undefined;
  readonly streaming_config?:
    | {
        /** @default { default: 70 } */
        readonly print_frequency_ms?: PerPlatform | undefined;
        /** @default { default: 1 } */
        readonly print_step?: PerPlatform | undefined;
        /** @default "fast" */
        readonly print_strategy?: "fast" | "delay" | undefined;
      }
    | undefined;
  /** What the list of chats shows of the card. */
  readonly summary?:
    | { readonly content?: string | undefined; readonly i18n_content?: Localized<string> | undefined }
    | undefined;
  /** The only languages that count. */
  readonly locales?: readonly Locale[] | undefined;
}

/** What stands under the header. */
export interface CardBody extends Omit<Arranged, "element_id" | "margin"> {
  readonly elements?: readonly Element[] | undefined;
}

/**
 * A card of JSON 2.0: clients from 7.20 on.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-structure
 */
export interface Card {
  readonly schema: "2.0";
  readonly config?: CardConfig | undefined;
  readonly card_link?: MultiUrl | undefined;
  readonly header?: Header | undefined;
  readonly body?: CardBody | undefined;
}

/** What `card()` takes. */
export interface CardProps {
  readonly config?: CardConfig | undefined;
  readonly header?: HeaderProps | undefined;
  /** At most 200 components in all, 5 levels deep. */
  readonly elements?: readonly Element[] | undefined;
  /** How the elements are arranged. */
  readonly body?: Omit<CardBody, "elements"> | undefined;
  /** Where a click on the card itself leads. */
  readonly cardLink?: MultiUrl | undefined;
}

/**
 * A card of JSON 2.0.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-structure
 * @example
 * ```ts
 * import { button, callback, card, markdown } from "larkwire/cards";
 *
 * card({
 *   header: { title: "Build 42", template: "green" },
 *   elements: [
 *     markdown("All tests passed."),
 *     button({ text: "Release", type: "primary", behaviors: [callback({ release: 42 })] }),
 *   ],
 * });
 * ```
 */
export function card({ config, header: head, elements = [], body, cardLink }: CardProps): Card {
  return {
    schema: "2.0",
    ...(config && { config }),
    ...(cardLink && { card_link: cardLink }),
    ...(head && { header: header(head) }),
    body: { ...body, elements },
  };
}
