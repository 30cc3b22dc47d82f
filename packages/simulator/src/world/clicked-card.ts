import { contentFor, type Message } from "./entities.ts";
import type { JsonObject } from "./json.ts";
import { previewIn, shownTo, withShown } from "./message-links.ts";
import type { UpdateGrant } from "./update-tokens.ts";
import type { World } from "./world.ts";

/** Where a clicked card stands: it is the message, or the preview of a link in it. */
export type ClickedPlace = Pick<UpdateGrant, "openId" | "previewToken">;

/** The clicked card as a message has it now; the other that is given where it has none any more. */
export function clickedCardIn(message: Message, { openId, previewToken }: ClickedPlace): JsonObject | undefined {
  if (previewToken === undefined) return contentFor(message, openId);
  const preview = previewIn(message, previewToken);
  return preview && shownTo(preview, openId)?.card;
}

/** Puts another card in the place of the one that was clicked. */
export function replaceClickedCard(
  world: World,
  message: Message,
  { previewToken }: ClickedPlace,
  card: JsonObject,
  viewers: readonly string[] | "everybody",
  now: number,
): void {
  if (previewToken === undefined) {
    world.replaceCard(message, card, viewers, now);
    return;
  }
  const shown = world.expand(card) ?? card;
  const links = withShown(message, previewToken, viewers, (before) => {
    return { inline: before?.inline, clientCode: undefined, card: shown };
  });
  world.mark(message, { links });
}

/** Takes back what happened to a card since it was clicked. */
export function revertClickedCard(world: World, { clicked, previewToken }: UpdateGrant, now: number): void {
  if (previewToken === undefined) {
    world.revertCard(clicked, now);
    return;
  }
  const message = world.message(clicked.messageId);
  const former = previewIn(clicked, previewToken);
  if (message === undefined || former === undefined) return;
  const links = withShown(message, previewToken, "everybody", (before, openId) => {
    return { inline: before?.inline, clientCode: before?.clientCode, card: shownTo(former, openId)?.card };
  });
  world.mark(message, { links });
}
