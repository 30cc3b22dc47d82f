import type { Deed, Doer } from "../world/deed.ts";
import type { Chat, Message, User } from "../world/entities.ts";
import { type Mention, readMentions } from "../world/mentions.ts";
import type { World } from "../world/world.ts";
import type { Announcement } from "./announcement.ts";
import { userIdsOf } from "./user-ids.ts";

type MessageDeed = Extract<Deed, { readonly message: Message }>;
type Told = Pick<Announcement, "name" | "event" | "openId">;

/** What the bots of its chat are told of something that was done with a message, `undefined` where it is nothing. */
export function messageAnnouncement(deed: MessageDeed, world: World, now: number): Announcement | undefined {
  const chat = world.chat(deed.message.chatId);
  const told = chat === undefined ? undefined : tell(deed, chat, world, now);
  if (chat === undefined || told === undefined) return undefined;
  return { ...told, to: chat.bots, tenantKey: chat.tenantKey };
}

function tell(deed: MessageDeed, chat: Chat, world: World, now: number): Told | undefined {
  switch (deed.type) {
    case "wrote":
      return {
        name: "im.message.receive_v1",
        event: toReceived(deed.user, chat, deed.message, world),
        openId: deed.user.openId,
      };
    case "recalled":
      return {
        name: "im.message.recalled_v1",
        event: {
          message_id: deed.message.messageId,
          chat_id: chat.chatId,
          recall_time: String(now),
          recall_type: recallType(deed.message, chat, deed.by),
        },
        openId: deed.by?.type === "user" ? deed.by.id : undefined,
      };
    case "read":
      return toldOfReading(deed, chat, now);
    case "reacted":
    case "unreacted":
      return {
        name: `im.message.reaction.${deed.type === "reacted" ? "created" : "deleted"}_v1`,
        event: {
          message_id: deed.message.messageId,
          reaction_type: { emoji_type: deed.reaction.emojiType },
          operator_type: "user",
          user_id: userIdsOf(deed.user),
          action_time: String(now),
        },
        openId: deed.user.openId,
      };
  }
}

/** Only a bot whose message was read in a chat of two is told. */
function toldOfReading(
  { user, message }: Extract<MessageDeed, { type: "read" }>,
  chat: Chat,
  now: number,
): Told | undefined {
  if (chat.type === "group" || message.sender.type !== "app") return undefined;
  const event = {
    reader: { reader_id: userIdsOf(user), read_time: String(now), tenant_key: user.tenantKey },
    message_id_list: [message.messageId],
  };
  return { name: "im.message.message_read_v1", event, openId: user.openId };
}

function recallType({ sender }: Message, { ownerId }: Chat, by: Doer): string {
  if (by?.id === sender.id) return "message_owner";
  return by !== undefined && by.id === ownerId ? "group_owner" : "enterprise_manager";
}

function toReceived(user: User, chat: Chat, message: Message, world: World): object {
  const { text, mentions } = readMentions(world, String(message.content.text));
  return {
    sender: { sender_id: userIdsOf(user), sender_type: "user", tenant_key: user.tenantKey },
    message: {
      message_id: message.messageId,
      root_id: message.rootId,
      parent_id: message.parentId,
      create_time: String(message.createdAt),
      update_time: String(message.updatedAt),
      chat_id: chat.chatId,
      chat_type: chat.type,
      message_type: message.msgType,
      content: JSON.stringify({ text }),
      mentions: mentions.map(toMentionEvent),
    },
  };
}

function toMentionEvent({ key, user, openId, name, tenantKey }: Mention): object {
  const id = user === undefined ? { open_id: openId } : userIdsOf(user);
  return { key, id, mentioned_type: user === undefined ? "bot" : "user", name, tenant_key: tenantKey };
}
