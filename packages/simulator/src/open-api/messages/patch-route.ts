import { z } from "zod";
import { cardVersionOf, entityIdOf, isSharedCard } from "../../world/card.ts";
import { canBeReplaced } from "../../world/card-life.ts";
import type { App, Message } from "../../world/entities.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { refuseCard } from "../cards/card-check.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { requireRate } from "../rate-limits/require-rate.ts";
import { findPresentMessage, invalidParameter } from "./find-message.ts";
import { parseMessageContent } from "./message-content.ts";

/** `PATCH /open-apis/im/v1/messages/:message_id`: replaces a shared card, for everybody. */
export function createPatchRoute(api: OpenApiContext): ApiRoute {
  const { clock, world } = api;
  return apiRoute(
    "PATCH /open-apis/im/v1/messages/:message_id",
    { invalid: 230_001, body: z.object({ content: z.string() }) },
    (call) => {
      const { message, chat } = findPresentMessage(api, call);
      refuseMessage(message, call.app, clock.now());
      const { content } = call.body;
      const card = parseMessageContent(api, call, chat, { msg_type: "interactive", content });
      if (entityIdOf(card) !== undefined) throw invalidParameter("a card entity is changed, not put in a card's place");
      if (!isSharedCard(message.content) || !isSharedCard(card))
        throw invalidParameter("update_multi must be true in the card before and after");
      if (cardVersionOf(message.content) === "2.0" && cardVersionOf(card) === "1.0") {
        refuseCard({ subCode: 200_830, path: undefined, message: "a 2.0 card cannot become a 1.0 card" });
      }
      if (cardVersionOf(message.content) === "2.0" && api.updateTokens.isOpen(message.messageId)) {
        refuseCard({ subCode: 11_310, path: undefined, message: "card action is lock" });
      }
      requireRate(api, "message", message.messageId);
      world.replaceCard(message, card, "everybody", clock.now());
      return {};
    },
  );
}

/** @throws ApiFault */
function refuseMessage(message: Message, app: App, now: number): void {
  if (message.msgType !== "interactive") throw invalidParameter("This message is NOT a card");
  if (message.sender.id !== app.appId) throw new ApiFault(230_017, "The bot is NOT the owner of the resource.");
  if (!canBeReplaced(message, now))
    throw new ApiFault(230_031, "Message can only be modified within 14 days after sending.");
}
