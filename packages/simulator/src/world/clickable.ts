import { contentFor, type Message } from "./entities.ts";
import type { JsonObject } from "./json.ts";
import { shownTo } from "./message-links.ts";

/** A card that can be clicked, and whose it is. */
export interface ClickableCard {
  readonly appId: string;
  /** As the person sees it. */
  readonly card: JsonObject;
  /** The link whose preview it is. */
  readonly link?: { readonly url: string; readonly token: string } | undefined;
}

/** The card that a message is, or with the token of a preview the card of that; `undefined` where there is none. */
export function findClickable(message: Message, openId: string, previewToken?: string): ClickableCard | undefined {
  const { msgType, sender, links } = message;
  if (previewToken === undefined) {
    if (msgType !== "interactive" || sender.type !== "app") return undefined;
    return { appId: sender.id, card: contentFor(message, openId) };
  }
  const found = links.find(({ preview }) => preview?.token === previewToken);
  const card = found?.preview && shownTo(found.preview, openId)?.card;
  if (found?.preview === undefined || card === undefined) return undefined;
  return { appId: found.preview.appId, card, link: { url: found.url, token: previewToken } };
}
