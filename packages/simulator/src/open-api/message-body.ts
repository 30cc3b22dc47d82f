import type { Message } from "../world/entities.ts";

/** A message as the message API answers with it. */
export function toMessageBody(message: Message, tenantKey: string): object {
  const { sender } = message;
  return {
    message_id: message.messageId,
    root_id: message.rootId,
    parent_id: message.parentId,
    msg_type: message.msgType,
    create_time: String(message.createdAt),
    update_time: String(message.updatedAt),
    deleted: false,
    updated: message.revision > 0,
    chat_id: message.chatId,
    sender: {
      id: sender.id,
      id_type: sender.type === "app" ? "app_id" : "open_id",
      sender_type: sender.type,
      tenant_key: tenantKey,
    },
    body: { content: JSON.stringify(message.content) },
  };
}
