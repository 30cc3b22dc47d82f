import { appIdOfBot, botOpenId } from "./bot-open-id.ts";
import type { App, Chat, User } from "./entities.ts";
import { linkForm } from "./message-links.ts";
import type { World } from "./world.ts";

/** Somebody who is mentioned in a text, and what stands there in place of the name. */
export interface Mention {
  readonly key: string;
  readonly openId: string;
  readonly name: string;
  readonly tenantKey: string;
  /** `undefined` for a bot. */
  readonly user: User | undefined;
}

/** How texts are sent and kept: `<at user_id="ou_…">Ada</at>`. */
const tag = /<at user_id="([^"<>]*)">([^<]*)<\/at>/g;
const everybody = "all";

/** A text as others read it, with placeholders for those who are mentioned, and who they are. */
export function readMentions(world: World, text: string): { readonly text: string; readonly mentions: Mention[] } {
  const mentions: Mention[] = [];
  const replaced = text.replace(tag, (written, openId: string) => {
    if (openId === everybody) return "@_all";
    const found = findMentioned(world, openId);
    if (found === undefined) return written;
    const key = `@_user_${mentions.length + 1}`;
    mentions.push({ ...found, key, openId });
    return key;
  });
  return { text: replaced, mentions };
}

function findMentioned(world: World, openId: string): Pick<Mention, "name" | "tenantKey" | "user"> | undefined {
  const user = world.user(openId);
  if (user !== undefined) return { name: user.name, tenantKey: user.tenantKey, user };
  const app = world.app(appIdOfBot(openId));
  return app && botOpenId(app) === openId ? { name: app.name, tenantKey: app.tenantKey, user } : undefined;
}

/** A text that somebody has typed, with tags for the names behind an @ that are somebody's in the chat, or `@all`. */
export function writeMentions(world: World, chat: Chat, typed: string): string {
  const byName = new Map(
    [...present(chat.members, (id) => world.user(id)), ...present(chat.bots, (id) => world.app(id))].map((one) => [
      one.name,
      "openId" in one ? one.openId : botOpenId(one),
    ]),
  );
  // A name that is the beginning of another one's is looked for after it.
  const names = [...byName.keys(), everybody]
    .filter((name) => /^[^<>]+$/.test(name))
    .sort((a, b) => b.length - a.length);
  const mention = new RegExp(`(?<!\\w)@(${names.map(escaped).join("|")})(?!\\w)`, "g");
  const toTag = (_: string, name: string): string => `<at user_id="${byName.get(name) ?? everybody}">${name}</at>`;
  // Every other piece is a link, in which nobody is mentioned.
  const pieces = typed.split(new RegExp(`(${linkForm.source})`, "i"));
  return pieces.map((piece, index) => (index % 2 === 0 ? piece.replace(mention, toTag) : piece)).join("");
}

function present<Found extends App | User>(ids: readonly string[], find: (id: string) => Found | undefined): Found[] {
  return ids.map(find).filter((found) => found !== undefined);
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
