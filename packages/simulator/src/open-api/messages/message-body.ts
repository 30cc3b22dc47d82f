import type { Message } from "../../world/entities.ts";
import type { JsonObject } from "../../world/json.ts";
import { readMentions } from "../../world/mentions.ts";
import type { World } from "../../world/world.ts";

/** A message as the message API answers with it. */
export function toMessageBody(world: World, tenantKey: string, message: Message): JsonObject {
  const { sender, gone } = message;
  return {
    message_id: message.messageId,
    root_id: message.rootId,
    parent_id: message.parentId,
    thread_id: message.threadId,
    msg_type: message.msgType,
    create_time: String(message.createdAt),
    update_time: String(message.updatedAt),
    deleted: gone !== undefined,
    updated: message.revision > 0,
    chat_id: message.chatId,
    sender: {
      id: sender.id,
      id_type: sender.type === "app" ? "app_id" : "open_id",
      sender_type: sender.type,
      tenant_key: tenantKey,
    },
    ...(gone === undefined ? contentOf(world, message) : { body: { content: "This message was recalled" } }),
  };
}

function contentOf(world: World, { msgType, content }: Message): JsonObject {
  if (msgType !== "text" || typeof content.text !== "string") return { body: { content: JSON.stringify(content) } };
  const { text, mentions } = readMentions(world, content.text);
  const named = mentions.map(({ key, openId, name, tenantKey }) => {
    return { key, id: openId, id_type: "open_id", name, tenant_key: tenantKey };
  });
  return {
    body: { content: JSON.stringify({ ...content, text }) },
    mentions: named.length === 0 ? undefined : named,
  };
}
