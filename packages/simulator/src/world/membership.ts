import type { Chat } from "./entities.ts";

/** People, by open id, and bots, by app id. */
export interface Membership {
  readonly members?: readonly string[] | undefined;
  readonly bots?: readonly string[] | undefined;
}

/** Who is in a chat once these are in it. */
export function withMembers(chat: Chat, { members = [], bots = [] }: Membership): Pick<Chat, "members" | "bots"> {
  return { members: [...new Set([...chat.members, ...members])], bots: [...new Set([...chat.bots, ...bots])] };
}

/** Who is in a chat once these have left it. */
export function withoutMembers(chat: Chat, { members = [], bots = [] }: Membership): Pick<Chat, "members" | "bots"> {
  return {
    members: chat.members.filter((openId) => !members.includes(openId)),
    bots: chat.bots.filter((appId) => !bots.includes(appId)),
  };
}
