import type { Chat } from "../../world/entities.ts";
import { ApiFault } from "../api-fault.ts";
import type { Call } from "../api-route.ts";
import { findUser, type UserIdType } from "../find-user.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { requireMember } from "./find-message.ts";

/** The chat that a message goes to. @throws ApiFault where there is none, or none that the bot may write into */
export function receiverOf(api: OpenApiContext, call: Call, type: UserIdType | "chat_id", id: string): Chat {
  const { world } = api;
  if (type === "chat_id") {
    const chat = world.chat(id);
    if (chat?.tenantKey !== call.tenantKey) throw new ApiFault(230_034, "The receive_id is invalid.");
    return requireMember(call, chat);
  }
  const user = findUser(api, type, id);
  if (user === undefined) throw new ApiFault(230_034, "The receive_id is invalid.");
  if (user.tenantKey !== call.tenantKey) throw new ApiFault(230_038, "Cross tenant p2p chat operate forbidden.");
  return world.directChat(call.app, user);
}
