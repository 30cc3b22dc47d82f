import { type Exchange, toExchangeView } from "../deliveries/exchange.ts";
import { type App, type Chat, contentFor, type Fact, isVisibleTo, type Message, type User } from "../world/entities.ts";
import { type MessageLink, shownTo } from "../world/message-links.ts";
import type { World } from "../world/world.ts";
import type {
  AppView,
  ChatView,
  ClickView,
  ConsoleEvent,
  LinkView,
  MessageView,
  UserView,
  WorldView,
} from "./contract.ts";

/** What the views need beside an entity: the counts and names that it refers to. */
export interface ViewSources {
  readonly world: World;
  connections(appId: string): number;
}

/** What the whole world is made of. */
export interface WorldSources extends ViewSources {
  exchanges(): readonly Exchange[];
}

/** @param viewer - open id of the person who looks */
export function toWorldView(sources: WorldSources, viewer: string | undefined): WorldView {
  const { world } = sources;
  return {
    apps: world.apps().map((app) => toAppView(app, sources)),
    users: world.users().map(toUserView),
    chats: world.chats().map(toChatView),
    messages: world
      .messages()
      .filter((message) => isVisibleTo(message, viewer))
      .map((message) => toMessageView(message, sources, viewer)),
    exchanges: sources.exchanges().map(toExchangeView),
  };
}

export function toAppView(app: App, sources: ViewSources): AppView {
  const { appId, name, type, callbacks } = app;
  return { app_id: appId, name, type, callbacks, connections: sources.connections(appId) };
}

function toUserView({ openId, name }: User): UserView {
  return { open_id: openId, name };
}

export function toChatView({ chatId, name, members, bots }: Chat): ChatView {
  return { chat_id: chatId, name, members, bots };
}

/** @param viewer - open id of the person who looks: a private card may look different to each */
export function toMessageView(message: Message, { world }: ViewSources, viewer?: string): MessageView {
  const { type, id } = message.sender;
  const sender = type === "app" ? world.app(id) : world.user(id);
  return {
    message_id: message.messageId,
    chat_id: message.chatId,
    sender: { type, id, name: sender?.name ?? id },
    msg_type: message.msgType,
    content: message.gone === undefined ? contentFor(message, viewer) : {},
    createdAt: message.createdAt,
    updatedAt: message.updatedAt,
    revision: message.revision,
    deleted: message.gone !== undefined,
    onlyFor: message.onlyFor,
    urged: message.urged.map(({ way, openId }) => ({ way, open_id: openId })),
    readBy: message.readBy,
    reactions: message.reactions.map(({ emojiType, openId }) => ({ emoji_type: emojiType, open_id: openId })),
    links: message.gone === undefined ? message.links.map((link) => toLinkView(link, viewer)) : [],
  };
}

function toLinkView({ url, preview }: MessageLink, viewer: string | undefined): LinkView {
  if (preview === undefined) return { url };
  const shown = shownTo(preview, viewer);
  return {
    url,
    preview: {
      app_id: preview.appId,
      preview_token: preview.token,
      waiting: shown === undefined,
      inline: shown?.inline,
      card: shown?.card,
      clientCode: shown?.clientCode,
      revision: shown?.revision ?? 0,
    },
  };
}

export function toClickView(exchange: Exchange): ClickView {
  const view = toExchangeView(exchange);
  return { toast: view.toast, clientCode: view.clientCode, exchange: view };
}

/** Something that happened, as the console is told of it. */
export type Happening = Fact | { readonly type: "exchange"; readonly exchange: Exchange };

export function toConsoleEvent(happening: Happening, sources: ViewSources, viewer?: string): ConsoleEvent {
  switch (happening.type) {
    case "app":
      return { type: "app", app: toAppView(happening.app, sources) };
    case "user":
      return { type: "user", user: toUserView(happening.user) };
    case "chat":
      return { type: "chat", chat: toChatView(happening.chat) };
    case "message":
      return { type: "message", message: toMessageView(happening.message, sources, viewer) };
    case "exchange":
      return { type: "exchange", exchange: toExchangeView(happening.exchange) };
  }
}
