import { z } from "zod";
import type { ChatDetails } from "../console-api/contract.ts";
import { toChatView } from "../console-api/views.ts";
import type { Platform } from "../platform.ts";
import type { Chat } from "../world/entities.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import type { World } from "../world/world.ts";
import { answers } from "./answers.ts";
import { key, name } from "./inputs.ts";
import { managementLimits } from "./limits.ts";
import { requireRoom } from "./require-room.ts";
import { type Route, route } from "./route.ts";

const membersRequest = z.strictObject({ members: z.array(key).default([]), bots: z.array(key).default([]) });
const chatRequest = membersRequest.extend({
  name: name.default("Chat"),
  type: z.enum(["group", "p2p"]).default("group"),
});

const operatorRequest = z.strictObject({
  operator_id: key.optional().describe("Open id of who does it; without it, the person who owns the group."),
});
const leavingRequest = operatorRequest.extend({
  withdrawn: z.boolean().default(false).describe("Whether who let them in takes it back."),
});
const changeRequest = operatorRequest.extend({
  name: name.optional(),
  description: z.string().max(managementLimits.maxNameLength).optional(),
  owner_id: key.optional().describe("Open id of a member."),
});

/** Who talks with whom. */
export function createChatRoutes(platform: Platform): readonly Route[] {
  const { world, groups } = platform;
  return [
    route("get", "/chats", { summary: "The chats.", input: answers.nothing, output: answers.chats }, () => ({
      items: world.chats().map(toChatBody),
    })),
    route("post", "/chats", { summary: "Makes a chat.", input: chatRequest, output: answers.chat }, (chat) => {
      requireRoom(world.chats());
      groups.requireThere(chat);
      return toChatBody(world.createChat(chat));
    }),
    route(
      "put",
      "/chats/{chat_id}",
      { summary: "Changes a group; its bots are told.", input: changeRequest, output: answers.chat },
      async ({ name, description, owner_id: ownerId, operator_id }, chatId) => {
        await platform.act(() => groups.change(chatId, { name, description, ownerId }, operator_id));
        return toChatBody(requireChat(world, chatId));
      },
    ),
    route(
      "delete",
      "/chats/{chat_id}",
      { summary: "Dissolves a group; its bots are told.", input: operatorRequest, output: answers.chat },
      async ({ operator_id }, chatId) => {
        await platform.act(() => groups.dissolve(chatId, operator_id));
        return toChatBody(requireChat(world, chatId));
      },
    ),
    route(
      "post",
      "/chats/{chat_id}/members",
      {
        summary: "Lets people and bots into a chat; the bots of a group are told.",
        input: membersRequest.extend(operatorRequest.shape),
        output: answers.chat,
      },
      async ({ operator_id, ...newcomers }, chatId) => {
        await platform.act(() => groups.letIn(chatId, newcomers, operator_id));
        return toChatBody(requireChat(world, chatId));
      },
    ),
    route(
      "delete",
      "/chats/{chat_id}/members",
      {
        summary: "Lets people and bots go; the bots of a group are told.",
        input: membersRequest.extend(leavingRequest.shape),
        output: answers.chat,
      },
      async ({ operator_id, withdrawn, ...leavers }, chatId) => {
        await platform.act(() => groups.letGo(chatId, leavers, operator_id, withdrawn));
        return toChatBody(requireChat(world, chatId));
      },
    ),
  ];
}

/** @throws SimulatorError */
function requireChat(world: World, chatId: string): Chat {
  const chat = world.chat(chatId);
  if (chat === undefined) throw new SimulatorError("UNKNOWN_CHAT", `There is no chat ${chatId}.`);
  return chat;
}

function toChatBody(chat: Chat): ChatDetails {
  const { type, tenantKey, description, ownerId, dissolved } = chat;
  return { ...toChatView(chat), type, tenant_key: tenantKey, description, owner_id: ownerId, dissolved };
}
