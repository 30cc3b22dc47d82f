import type { Doer, GroupDeed } from "./deed.ts";
import type { Chat } from "./entities.ts";

/** How a chat is changed. */
export interface ChatChange {
  readonly by: Doer;
  /** Whether those who leave had only been let in by mistake. */
  readonly withdrawn?: boolean | undefined;
}

const settings = ["name", "description", "ownerId"] as const;

/** What was done to a group that has become another one; of a chat with one person there is nothing to tell. */
export function groupDeeds(before: Chat, chat: Chat, { by, withdrawn = false }: ChatChange): readonly GroupDeed[] {
  if (chat.type === "p2p") return [];
  const joined = { members: without(chat.members, before.members), bots: without(chat.bots, before.bots) };
  const left = { members: without(before.members, chat.members), bots: without(before.bots, chat.bots) };
  const deeds: readonly (GroupDeed | false)[] = [
    isAnybody(joined) && { type: "joined", chat, ...joined, by },
    isAnybody(left) && { type: withdrawn ? "withdrew" : "left", chat, ...left, by },
    settings.some((name) => chat[name] !== before[name]) && { type: "changed", before, chat, by },
    chat.dissolved && !before.dissolved && { type: "dissolved", chat, by },
  ];
  return deeds.filter((deed) => deed !== false);
}

function without(ids: readonly string[], others: readonly string[]): readonly string[] {
  return ids.filter((id) => !others.includes(id));
}

function isAnybody({ members, bots }: { members: readonly string[]; bots: readonly string[] }): boolean {
  return members.length + bots.length > 0;
}
