import type { Chat, User } from "../../world/entities.ts";
import { ApiFault } from "../api-fault.ts";
import type { Call } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { requireMember } from "./find-message.ts";

/** What ids of people are called, and where a person has them. */
export const userIds = { open_id: "openId", union_id: "unionId", user_id: "userId", email: "email" } as const;

/** A kind of id that a person has. */
export type UserIdType = keyof typeof userIds;

/** Who is meant by an id. */
export function findUser({ world }: OpenApiContext, type: UserIdType, id: string): User | undefined {
  return world.users().find((user) => user[userIds[type]] === id);
}

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
