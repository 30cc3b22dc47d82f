import type { CardReplacement } from "./card-replacement.ts";
import type { PreviewLocale } from "./locale.ts";
import type { Toast } from "./toast.ts";

/**
 * What a card click may be answered with; nothing at all leaves the card as it is.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 */
export interface CardActionReply {
  readonly toast?: Toast | undefined;
  readonly card?: CardReplacement | undefined;
}

/**
 * What a pasted link turns into: a title in the text line, and optionally a card below the message.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/development-link-preview/pull-link-preview-data-callback-structure
 */
export interface UrlPreviewReply {
  readonly inline: InlinePreview;
  readonly card?: CardReplacement | undefined;
}

/** The one-line form of a link preview. */
export interface InlinePreview {
  readonly title?: string | undefined;
  /** Wins over `title`. */
  readonly i18n_title?: Readonly<Partial<Record<PreviewLocale, string>>> | undefined;
  /** The icon in front of the title. */
  readonly image_key?: string | undefined;
  readonly url?: PreviewUrl | undefined;
}

/** Where the preview leads, by client. */
export interface PreviewUrl {
  readonly copy_url?: string | undefined;
  readonly ios?: string | undefined;
  readonly android?: string | undefined;
  readonly pc?: string | undefined;
  readonly web?: string | undefined;
}
