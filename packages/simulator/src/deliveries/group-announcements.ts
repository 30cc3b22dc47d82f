import type { GroupDeed } from "../world/deed.ts";
import type { Chat } from "../world/entities.ts";
import type { JsonObject } from "../world/json.ts";
import type { World } from "../world/world.ts";
import type { Announcement } from "./announcement.ts";
import { userIdsOf } from "./user-ids.ts";

/** Which event tells that people, or bots, have come or gone. */
const userEvents = {
  joined: "im.chat.member.user.added_v1",
  left: "im.chat.member.user.deleted_v1",
  withdrew: "im.chat.member.user.withdrawn_v1",
} as const;
const botEvents = {
  joined: "im.chat.member.bot.added_v1",
  left: "im.chat.member.bot.deleted_v1",
  withdrew: "im.chat.member.bot.deleted_v1",
} as const;

/**
 * What is told of something that was done to a group: to the bots in it, and of a bot that comes or goes to that bot alone.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/chat-member-bot/events/added
 */
export function groupAnnouncements(deed: GroupDeed, world: World): readonly Announcement[] {
  const { chat, by } = deed;
  const operator = by?.type === "user" ? world.user(by.id) : undefined;
  // No document says what stands for an app that does it.
  const about = {
    chat_id: chat.chatId,
    operator_id: operator && userIdsOf(operator),
    external: false,
    operator_tenant_key: operator?.tenantKey ?? chat.tenantKey,
  };
  const announce = (name: string, to: readonly string[], event: object): Announcement => {
    return { name, to, event: { ...about, ...event }, tenantKey: chat.tenantKey, openId: operator?.openId };
  };
  switch (deed.type) {
    case "changed":
      return [announce("im.chat.updated_v1", chat.bots, toChanges(deed.before, chat, world))];
    case "dissolved":
      return [announce("im.chat.disbanded_v1", chat.bots, { name: chat.name })];
    default: {
      const users = deed.members.map((openId) => world.user(openId)).filter((user) => user !== undefined);
      const people = users.map((user) => {
        return { name: user.name, tenant_key: user.tenantKey, user_id: userIdsOf(user) };
      });
      const bots = announcedBots(deed);
      return [
        ...(bots.length === 0 ? [] : [announce(botEvents[deed.type], bots, { name: chat.name })]),
        ...(people.length === 0
          ? []
          : [announce(userEvents[deed.type], chat.bots, { users: people, name: chat.name })]),
      ];
    }
  }
}

/** A bot that another bot lets in is told nothing, nor is one that leaves by itself. */
function announcedBots({
  type,
  bots,
  by,
}: Extract<GroupDeed, { readonly bots: readonly string[] }>): readonly string[] {
  if (type === "joined") return by?.type === "app" ? [] : bots;
  return bots.filter((appId) => appId !== by?.id);
}

/** Only what has changed. */
function toChanges(before: Chat, after: Chat, world: World): JsonObject {
  const ownerOf = ({ ownerId }: Chat): JsonObject | undefined => {
    const owner = world.user(ownerId ?? "");
    return owner && userIdsOf(owner);
  };
  const pick = (chat: Chat): JsonObject => ({
    ...(before.name === after.name ? {} : { name: chat.name }),
    ...(before.description === after.description ? {} : { description: chat.description }),
    ...(before.ownerId === after.ownerId ? {} : { owner_id: ownerOf(chat) }),
  });
  return { before_change: pick(before), after_change: pick(after) };
}
