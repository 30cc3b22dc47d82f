import type { CardReplacement, CardTemplate } from "./card-replacement.ts";
import type { CustomResponse } from "./custom-response.ts";
import type { Toast } from "./toast.ts";

/** The card itself, in card JSON 1.0, with a toast beside its members. */
export interface LegacyCard {
  readonly toast?: Toast | undefined;
  readonly config?: object | undefined;
  readonly header?: object | undefined;
  readonly elements?: readonly object[] | undefined;
  readonly i18n_elements?: Readonly<Record<string, readonly object[]>> | undefined;
  readonly card_link?: object | undefined;
}

/** A published template in place of the card. */
export interface LegacyTemplate {
  readonly toast?: Toast | undefined;
  readonly type: "template";
  readonly data: CardTemplate;
}

/**
 * What a legacy card click may be answered with: a card or template at the top level, a toast, JSON as a string that is sent
 * as it is, or a response of one's own.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/uYzM3QjL2MzN04iNzcDN/configuring-card-callbacks/card-callback-structure
 */
export type LegacyCardReply = LegacyCard | LegacyTemplate | CustomResponse | string;

/** The card of a legacy reply in the form of the update API; `undefined` when the reply has no card. */
export function toCardReplacement(reply: Readonly<Record<string, unknown>>): CardReplacement | undefined {
  const { toast: _, ...card } = reply;
  if (card.type === "template") return { type: "template", data: card.data as CardTemplate };
  return "elements" in card || "i18n_elements" in card ? { type: "raw", data: card } : undefined;
}
