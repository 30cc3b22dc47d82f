import type {
  AppView,
  ChatView,
  ConsoleEvent,
  ExchangeView,
  MessageView,
  UserView,
  WorldView,
} from "@larkwire/simulator/contract";

/** The newest so many are kept; older ones leave the page. */
export const worldLimits = { maxMessages: 400, maxExchanges: 300 } as const;

/** The simulated world as the page knows it. Messages and exchanges are oldest first. */
export interface World {
  readonly apps: readonly AppView[];
  readonly users: readonly UserView[];
  readonly chats: readonly ChatView[];
  readonly messages: readonly MessageView[];
  readonly exchanges: readonly ExchangeView[];
}

export const emptyWorld: World = { apps: [], users: [], chats: [], messages: [], exchanges: [] };

export function toWorld(view: WorldView): World {
  return {
    apps: view.apps,
    users: view.users,
    chats: view.chats,
    messages: view.messages.slice(-worldLimits.maxMessages),
    exchanges: view.exchanges.slice(-worldLimits.maxExchanges),
  };
}

/** The world after an event. An event that changes nothing returns the same object. */
export function applyEvent(world: World, event: ConsoleEvent): World {
  switch (event.type) {
    case "app":
      return { ...world, apps: put(world.apps, event.app, (app) => app.app_id) };
    case "user":
      return { ...world, users: put(world.users, event.user, (user) => user.open_id) };
    case "chat":
      return { ...world, chats: put(world.chats, event.chat, (chat) => chat.chat_id) };
    case "message":
      return withMessage(world, event.message);
    case "exchange":
      return {
        ...world,
        exchanges: put(world.exchanges, event.exchange, (exchange) => exchange.id).slice(-worldLimits.maxExchanges),
      };
  }
}

/**
 * Takes the exchange that a click's own response carries. The stream tells the same story and goes on telling it
 * (late updates), so what it has already concluded stays.
 */
export function adoptExchange(world: World, exchange: ExchangeView): World {
  const known = world.exchanges.find(({ id }) => id === exchange.id);
  if (known !== undefined && !isWaiting(known)) return world;
  return applyEvent(world, { type: "exchange", exchange });
}

/** Whether the app may still answer. */
export function isWaiting(exchange: ExchangeView): boolean {
  return exchange.answer === undefined && exchange.latencyMs === undefined && exchange.clientCode === undefined;
}

function withMessage(world: World, message: MessageView): World {
  const known = world.messages.find(({ message_id }) => message_id === message.message_id);
  if (known !== undefined && known.revision > message.revision) return world;
  const messages = put(world.messages, message, ({ message_id }) => message_id);
  return { ...world, messages: messages.slice(-worldLimits.maxMessages) };
}

/** Replaces the item with the same id where it stands, or appends. */
function put<Item>(items: readonly Item[], item: Item, idOf: (item: Item) => string): readonly Item[] {
  const id = idOf(item);
  const index = items.findIndex((other) => idOf(other) === id);
  return index === -1 ? [...items, item] : items.with(index, item);
}
