import type { Deed } from "./deed.ts";
import { type Chat, isVisibleTo, type Message, type User } from "./entities.ts";
import { writeMentions } from "./mentions.ts";
import { recallableMs } from "./recallable-ms.ts";
import { SimulatorError } from "./simulator-error.ts";
import type { World } from "./world.ts";

/** What people do in the world, beside clicking on cards. Whoever they are, they are called by their open ids. */
export class People {
  readonly #world: World;
  readonly #done: (deed: Deed) => void;
  readonly #now: () => number;

  /** @param now - wall-clock ms */
  constructor(world: World, done: (deed: Deed) => void, now: () => number) {
    this.#world = world;
    this.#done = done;
    this.#now = now;
  }

  /**
   * Writes a text. A name behind an @ mentions who has it in the chat.
   *
   * @param asksLinks - whether the apps of the links in it are asked what they lead to
   * @throws SimulatorError UNKNOWN_USER, UNKNOWN_CHAT
   */
  write(openId: string, chatId: string, text: string, asksLinks = true): Message {
    const user = this.#user(openId);
    const chat = this.#chatOf(user, chatId);
    const sender = { type: "user", id: openId } as const;
    const content = { text: writeMentions(this.#world, chat, text) };
    const message = this.#world.post({ chat, sender, msgType: "text", content }, this.#now());
    this.#done({ type: "wrote", user, chat, message, asksLinks });
    return message;
  }

  /** Takes back a message of one's own, or in a group of one's own. @throws SimulatorError NOT_PERMITTED */
  recall(openId: string, messageId: string): void {
    const { user, chat, message } = this.#seen(openId, messageId);
    const isOwn = message.sender.id === openId;
    if (!isOwn && chat.ownerId !== openId) throw notPermitted(`Message ${messageId} is another's, and the group too.`);
    if (isOwn && this.#now() - message.createdAt > recallableMs) {
      throw notPermitted(`${user.name} can recall message ${messageId} within a day only.`);
    }
    this.#world.recall(message, { type: "user", id: openId });
  }

  /** Reads a message, for the first time or not. @throws SimulatorError */
  read(openId: string, messageId: string): void {
    const { user, chat, message } = this.#seen(openId, messageId);
    if (message.readBy.includes(openId) || message.sender.id === openId) return;
    const read = this.#world.mark(message, { readBy: [...message.readBy, openId] });
    this.#done({ type: "read", user, chat, message: read });
  }

  /** Puts an emoji under a message, unless it is there already. @throws SimulatorError */
  react(openId: string, messageId: string, emojiType: string): void {
    const { user, message } = this.#seen(openId, messageId);
    const reaction = { emojiType, openId };
    if (message.reactions.some(isSame(reaction))) return;
    const marked = this.#world.mark(message, { reactions: [...message.reactions, reaction] });
    this.#done({ type: "reacted", user, message: marked, reaction });
  }

  /** Takes an emoji of one's own away, if it is there. @throws SimulatorError */
  unreact(openId: string, messageId: string, emojiType: string): void {
    const { user, message } = this.#seen(openId, messageId);
    const reaction = message.reactions.find(isSame({ emojiType, openId }));
    if (reaction === undefined) return;
    const reactions = message.reactions.filter((other) => other !== reaction);
    this.#done({ type: "unreacted", user, message: this.#world.mark(message, { reactions }), reaction });
  }

  /** Opens a chat. @throws SimulatorError */
  open(openId: string, chatId: string): void {
    const user = this.#user(openId);
    const chat = this.#chatOf(user, chatId);
    const messages = this.#world.messages().filter((message) => message.chatId === chatId);
    const lastMessage = messages.findLast((message) => message.gone === undefined && isVisibleTo(message, openId));
    this.#done({ type: "opened", user, chat, lastMessage });
  }

  /** Chooses an item of a bot's menu. @throws SimulatorError */
  chooseFromMenu(openId: string, appId: string, eventKey: string): void {
    const user = this.#user(openId);
    const app = this.#world.app(appId);
    if (app === undefined) throw new SimulatorError("UNKNOWN_APP", `There is no app ${appId}.`);
    if (!this.#world.isInstalled(app, user.tenantKey)) {
      throw notPermitted(`${user.name} does not see ${app.name}: it is not in the same tenant.`);
    }
    this.#done({ type: "chose", user, app, eventKey });
  }

  /** Takes a message away from everybody, as an administrator can. @throws SimulatorError UNKNOWN_MESSAGE */
  deleteMessage(messageId: string): void {
    this.#world.mark(this.#message(messageId), { gone: "deleted" });
  }

  /** A message that a person can do something with. */
  #seen(openId: string, messageId: string): { readonly user: User; readonly chat: Chat; readonly message: Message } {
    const user = this.#user(openId);
    const message = this.#message(messageId);
    const chat = this.#chatOf(user, message.chatId);
    if (message.gone !== undefined || !isVisibleTo(message, openId)) {
      throw notPermitted(`${user.name} does not see message ${messageId}: it is gone or for others.`);
    }
    return { user, chat, message };
  }

  #user(openId: string): User {
    const user = this.#world.user(openId);
    if (user === undefined) throw new SimulatorError("UNKNOWN_USER", `There is no user ${openId}.`);
    return user;
  }

  #message(messageId: string): Message {
    const message = this.#world.message(messageId);
    if (message === undefined) throw new SimulatorError("UNKNOWN_MESSAGE", `There is no message ${messageId}.`);
    return message;
  }

  #chatOf({ openId, name }: User, chatId: string): Chat {
    const chat = this.#world.chat(chatId);
    if (chat === undefined) throw new SimulatorError("UNKNOWN_CHAT", `There is no chat ${chatId}.`);
    if (chat.members.includes(openId) && !chat.dissolved) return chat;
    throw new SimulatorError("UNKNOWN_CHAT", `${name} is not in the chat ${chat.name}, or it is dissolved.`);
  }
}

function isSame({ emojiType, openId }: Message["reactions"][number]): (other: Message["reactions"][number]) => boolean {
  return (other) => other.emojiType === emojiType && other.openId === openId;
}

function notPermitted(message: string): SimulatorError {
  return new SimulatorError("NOT_PERMITTED", message);
}
