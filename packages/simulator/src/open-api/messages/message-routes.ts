import { z } from "zod";
import { recallableMs } from "../../world/recallable-ms.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { findMessage, findPresentMessage, invalidParameter } from "./find-message.ts";
import { createListRoute } from "./list-route.ts";
import { toMessageBody } from "./message-body.ts";
import { parseMessageContent } from "./message-content.ts";
import { createPatchRoute } from "./patch-route.ts";
import { createSendRoutes } from "./send-routes.ts";
import { createUrgentRoutes } from "./urgent-routes.ts";

const maxEdits = 20;
const editable = ["text", "post"];

const invalid = 230_001;
const message = "/open-apis/im/v1/messages/:message_id";

/** `/open-apis/im/v1/messages`: send, reply, forward, list, read, edit, replace a card, recall, urge. */
export function createMessageRoutes(api: OpenApiContext): readonly ApiRoute[] {
  const { clock, world } = api;
  return [
    ...createSendRoutes(api),
    createListRoute(api),
    apiRoute(`GET ${message}`, { invalid }, (call) => {
      const { message } = findMessage(api, call);
      if (message.gone === "deleted")
        throw new ApiFault(230_110, "Action unavailable as the message has been deleted.");
      return { items: [toMessageBody(world, call.tenantKey, message)] };
    }),
    apiRoute(`PUT ${message}`, { invalid, body: z.object({ msg_type: z.string(), content: z.string() }) }, (call) => {
      const { message, chat } = findPresentMessage(api, call);
      const { msg_type } = call.body;
      if (message.sender.id !== call.app.appId) throw new ApiFault(230_071, "The operator is not the message sender.");
      if (!editable.includes(message.msgType) || !editable.includes(msg_type)) {
        throw invalidParameter("only text and post can be edited");
      }
      if (message.revision >= maxEdits) {
        throw new ApiFault(230_072, "The message has reached the number of times it can be edited.");
      }
      const edited = parseMessageContent(api, call, chat, call.body);
      return toMessageBody(world, call.tenantKey, world.replaceText(message, msg_type, edited, clock.now()));
    }),
    createPatchRoute(api),
    apiRoute(`DELETE ${message}`, { invalid }, (call) => {
      const { message, chat } = findPresentMessage(api, call);
      const isOwn = message.sender.id === call.app.appId;
      if (!isOwn && chat.ownerId !== call.app.appId) {
        throw new ApiFault(230_026, "No permission to recall this message.");
      }
      if (isOwn && clock.now() - message.createdAt > recallableMs) {
        throw new ApiFault(230_009, "Message can only be recalled within one day.");
      }
      world.recall(message, { type: "app", id: call.app.appId });
      return {};
    }),
    ...createUrgentRoutes(api),
  ];
}
