import { z } from "zod";
import type { ChatDetails } from "../console-api/contract.ts";
import { toChatView } from "../console-api/views.ts";
import type { Platform } from "../platform.ts";
import type { Chat } from "../world/entities.ts";
import { withMembers, withoutMembers } from "../world/membership.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import type { World } from "../world/world.ts";
import { answers } from "./answers.ts";
import { key, name } from "./inputs.ts";
import { requireRoom } from "./require-room.ts";
import { type Route, route } from "./route.ts";

const membersRequest = z.strictObject({ members: z.array(key).default([]), bots: z.array(key).default([]) });
const chatRequest = membersRequest.extend({
  name: name.default("Chat"),
  type: z.enum(["group", "p2p"]).default("group"),
});

/** Who talks with whom. */
export function createChatRoutes({ world }: Platform): readonly Route[] {
  return [
    route("get", "/chats", { summary: "The chats.", input: answers.nothing, output: answers.chats }, () => ({
      items: world.chats().map(toChatBody),
    })),
    route("post", "/chats", { summary: "Makes a chat.", input: chatRequest, output: answers.chat }, (chat) => {
      requireRoom(world.chats());
      requireThere(world, chat);
      return toChatBody(world.createChat(chat));
    }),
    route(
      "post",
      "/chats/{chat_id}/members",
      { summary: "Lets people and bots into a chat.", input: membersRequest, output: answers.chat },
      (body, chatId) => {
        requireThere(world, body);
        const chat = requireChat(world, chatId);
        return toChatBody(world.changeChat(chat, withMembers(chat, body)));
      },
    ),
    route(
      "delete",
      "/chats/{chat_id}/members",
      { summary: "Lets people and bots go.", input: membersRequest, output: answers.chat },
      (body, chatId) => {
        const chat = requireChat(world, chatId);
        return toChatBody(world.changeChat(chat, withoutMembers(chat, body)));
      },
    ),
  ];
}

/** @throws SimulatorError */
function requireThere(world: World, { members, bots }: z.output<typeof membersRequest>): void {
  members.forEach((openId, index) => {
    if (world.user(openId) !== undefined) return;
    throw new SimulatorError("UNKNOWN_USER", `There is no user ${openId}.`, `members.${index}`);
  });
  bots.forEach((appId, index) => {
    if (world.app(appId) !== undefined) return;
    throw new SimulatorError("UNKNOWN_APP", `There is no app ${appId}.`, `bots.${index}`);
  });
}

/** @throws SimulatorError */
function requireChat(world: World, chatId: string): Chat {
  const chat = world.chat(chatId);
  if (chat === undefined) throw new SimulatorError("UNKNOWN_CHAT", `There is no chat ${chatId}.`);
  return chat;
}

function toChatBody(chat: Chat): ChatDetails {
  return { ...toChatView(chat), type: chat.type, tenant_key: chat.tenantKey };
}
