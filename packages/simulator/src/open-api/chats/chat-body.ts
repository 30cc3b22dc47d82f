import type { Chat } from "../../world/entities.ts";
import type { JsonObject } from "../../world/json.ts";

/** What every API tells of a chat. */
export function toChatBody({ name, description, ownerId, dissolved, tenantKey }: Chat): JsonObject {
  return {
    avatar: "",
    name,
    description,
    ...toOwner(ownerId),
    external: false,
    tenant_key: tenantKey,
    chat_status: dissolved ? "dissolved" : "normal",
  };
}

/** What is told of one chat only. */
export function toChatDetails(chat: Chat): JsonObject {
  return {
    ...toChatBody(chat),
    chat_mode: chat.type,
    chat_type: "private",
    user_count: String(chat.members.length),
    bot_count: String(chat.bots.length),
  };
}

/** A bot that owns its group is not named. */
function toOwner(ownerId: string | undefined): JsonObject {
  return ownerId?.startsWith("ou_") ? { owner_id: ownerId, owner_id_type: "open_id" } : {};
}
