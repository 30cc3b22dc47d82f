import { z } from "zod";
import type { Chat } from "../../world/entities.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute, type Call } from "../api-route.ts";
import { findUser, type UserIdType } from "../find-user.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { takePage } from "../take-page.ts";
import { toChatBody, toChatDetails } from "./chat-body.ts";
import { byApp, findChat, findGroup, mayManage } from "./find-chat.ts";

const invalid = 232_001;
const chats = "/open-apis/im/v1/chats";
const page = z.object({
  page_size: z.coerce.number().int().min(1).max(100).default(20),
  page_token: z.string().optional(),
});
const userIdType = z.object({ user_id_type: z.enum(["open_id", "union_id", "user_id"]).default("open_id") });
const changes = z.object({
  name: z.string().max(60).optional(),
  description: z.string().max(100).optional(),
  owner_id: z.string().optional(),
});
const creation = changes.extend({
  user_id_list: z.array(z.string()).max(50).default([]),
  bot_id_list: z.array(z.string()).max(5).default([]),
});

/** `/open-apis/im/v1/chats`: groups that bots make, change, list and dissolve. */
export function createChatRoutes(api: OpenApiContext): readonly ApiRoute[] {
  const { world } = api;

  /** The open id of somebody in the tenant. @throws ApiFault */
  function requireUser({ tenantKey }: Call, type: UserIdType, id: string): string {
    const user = findUser(api, type, id);
    if (user?.tenantKey === tenantKey) return user.openId;
    throw new ApiFault(232_030, "Your request specifies a user_id which is invalid.");
  }

  function requireBots({ tenantKey }: Call, appIds: readonly string[]): void {
    const strangers = appIds
      .map((appId) => world.app(appId))
      .filter((app) => !app || !world.isInstalled(app, tenantKey));
    if (strangers.length > 0) throw new ApiFault(232_004, "Such an app does NOT exist.");
  }

  return [
    apiRoute(`POST ${chats}`, { invalid, query: userIdType, body: creation }, (call) => {
      const { name = "", description = "", owner_id, user_id_list, bot_id_list } = call.body;
      const people = [...(owner_id === undefined ? [] : [owner_id]), ...user_id_list];
      const openIds = people.map((id) => requireUser(call, call.query.user_id_type, id));
      requireBots(call, bot_id_list);
      const { appId } = call.app;
      const chat = world.createChat({
        name,
        description,
        type: "group",
        members: [...new Set(openIds)],
        bots: [...new Set([appId, ...bot_id_list])],
        ownerId: owner_id === undefined ? appId : openIds[0],
        createdBy: appId,
        tenantKey: call.tenantKey,
      });
      return { chat_id: chat.chatId, ...toChatDetails(chat) };
    }),
    apiRoute(`GET ${chats}`, { invalid, query: page }, ({ app, tenantKey, query }) => {
      const isOwn = (chat: Chat): boolean => chat.tenantKey === tenantKey && chat.bots.includes(app.appId);
      const groups = world.chats().filter((chat) => chat.type === "group" && !chat.dissolved && isOwn(chat));
      const { items, ...rest } = takePage(groups, query, invalid);
      return { items: items.map((chat) => ({ chat_id: chat.chatId, ...toChatBody(chat) })), ...rest };
    }),
    apiRoute(`GET ${chats}/:chat_id`, { invalid }, (call) => toChatDetails(findChat(api, call))),
    apiRoute(`PUT ${chats}/:chat_id`, { invalid, query: userIdType, body: changes }, (call) => {
      const chat = findGroup(api, call);
      const { owner_id, name = chat.name, description = chat.description } = call.body;
      if (owner_id !== undefined && !mayManage(call.app, chat)) {
        throw new ApiFault(232_016, "Non-chat-owner or Non-chat-admin can only edit certain parts.");
      }
      const ownerId = owner_id === undefined ? chat.ownerId : requireUser(call, call.query.user_id_type, owner_id);
      if (owner_id !== undefined && !chat.members.includes(ownerId ?? "")) {
        throw new ApiFault(232_012, "New chat owner can NOT be out of the chat.");
      }
      world.changeChat(chat, { name, description, ownerId }, byApp(call));
      return {};
    }),
    apiRoute(`DELETE ${chats}/:chat_id`, { invalid }, (call) => {
      const chat = findGroup(api, call);
      if (!mayManage(call.app, chat)) {
        throw new ApiFault(232_017, "No Permission: the operator is NOT the owner or creator of the chat.");
      }
      world.changeChat(chat, { dissolved: true }, byApp(call));
      return {};
    }),
  ];
}
