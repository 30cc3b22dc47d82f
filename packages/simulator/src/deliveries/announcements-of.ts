import type { Deed } from "../world/deed.ts";
import type { World } from "../world/world.ts";
import type { Announcement } from "./announcement.ts";
import { groupAnnouncements } from "./group-announcements.ts";
import { messageAnnouncement } from "./message-announcement.ts";
import { userIdsOf } from "./user-ids.ts";

/** What the platform tells of something that was done. @param now - when, in wall-clock ms */
export function announcementsOf(deed: Deed, world: World, now: number): readonly Announcement[] {
  switch (deed.type) {
    case "wrote":
    case "recalled":
    case "read":
    case "reacted":
    case "unreacted": {
      const announcement = messageAnnouncement(deed, world, now);
      return announcement === undefined ? [] : [announcement];
    }
    case "opened": {
      const { user, chat, lastMessage } = deed;
      if (chat.type === "group") return [];
      const event = {
        chat_id: chat.chatId,
        operator_id: userIdsOf(user),
        last_message_id: lastMessage?.messageId,
        last_message_create_time: lastMessage && String(lastMessage.createdAt),
      };
      const name = "im.chat.access_event.bot_p2p_chat_entered_v1";
      return [{ name, event, to: selfBuilt(chat.bots, world), tenantKey: chat.tenantKey, openId: user.openId }];
    }
    case "chose": {
      const { user, app, eventKey } = deed;
      const event = {
        operator: { operator_name: user.name, operator_id: userIdsOf(user) },
        event_key: eventKey,
        timestamp: Math.floor(now / 1_000),
      };
      const to = selfBuilt([app.appId], world);
      return [{ name: "application.bot.menu_v6", event, to, tenantKey: user.tenantKey, openId: user.openId }];
    }
    default:
      return groupAnnouncements(deed, world);
  }
}

/** The platform has some events for self-built apps only. */
function selfBuilt(appIds: readonly string[], world: World): readonly string[] {
  return appIds.filter((appId) => world.app(appId)?.type === "self-built");
}
