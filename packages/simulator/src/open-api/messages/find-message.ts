import type { Chat, Message } from "../../world/entities.ts";
import { ApiFault } from "../api-fault.ts";
import type { Call } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";

/** The parameters are as they should be in form, and mean nothing. */
export function invalidParameter(detail: string): ApiFault {
  return new ApiFault(230_001, `Your request contains an invalid request parameter, ext=${detail}`);
}

/** @throws ApiFault where the chat is another tenant's or dissolved, or the bot is not in it */
export function requireMember({ app, tenantKey }: Pick<Call, "app" | "tenantKey">, chat: Chat): Chat {
  const isOwn = chat.tenantKey === tenantKey;
  if (isOwn && chat.dissolved)
    throw new ApiFault(232_009, "Your request specifies a chat which has already been dissolved.");
  if (!(isOwn && chat.bots.includes(app.appId))) {
    throw new ApiFault(230_002, "Bot/User can NOT be out of the chat.");
  }
  return chat;
}

/** The message that the path names, recalled or not, in a chat that the bot is in. @throws ApiFault */
export function findMessage({ world }: OpenApiContext, call: Call): { readonly message: Message; readonly chat: Chat } {
  const message = world.message(call.ids.message_id ?? "");
  const chat = world.chat(message?.chatId ?? "");
  // An ephemeral card is none of the messages that this API knows.
  if (message === undefined || chat === undefined || message.onlyFor !== undefined) {
    throw invalidParameter("invalid message_id");
  }
  return { message, chat: requireMember(call, chat) };
}

/** The same, where it is still there. @throws ApiFault */
export function findPresentMessage(api: OpenApiContext, call: Call): ReturnType<typeof findMessage> {
  const found = findMessage(api, call);
  if (found.message.gone === "recalled") throw new ApiFault(230_011, "The message was recalled.");
  if (found.message.gone === "deleted")
    throw new ApiFault(230_110, "Action unavailable as the message has been deleted.");
  return found;
}
