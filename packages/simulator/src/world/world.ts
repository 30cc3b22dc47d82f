import type { Brand } from "./brand.ts";
import { entityIdOf } from "./card.ts";
import { CardEntities, type CardEntity, type EntityChange } from "./card-entities.ts";
import type { Deed, Doer } from "./deed.ts";
import type { App, Chat, Fact, Message, PublicKey, Sender, Tenant, User } from "./entities.ts";
import { FileStore, type StoredFile } from "./file-store.ts";
import { type ChatChange, groupDeeds } from "./group-deeds.ts";
import type { Identifiers } from "./identifiers.ts";
import type { JsonObject } from "./json.ts";
import { everyLink } from "./link-rules.ts";
import { linksOf } from "./message-links.ts";
import { Register } from "./register.ts";
import type { Subscriptions } from "./subscriptions.ts";
import { fillTemplate, type Template } from "./template.ts";

/** Beyond this many messages the oldest are forgotten. */
const maxMessages = 10_000;

/** A world at one moment. */
export interface WorldSnapshot {
  readonly tenants: readonly Tenant[];
  readonly apps: readonly App[];
  readonly users: readonly User[];
  readonly chats: readonly Chat[];
  readonly messages: readonly Message[];
  readonly templates: readonly Template[];
  readonly files: readonly StoredFile[];
  readonly cardEntities: readonly CardEntity[];
}

/** A message to be. */
export interface Post {
  readonly chat: Chat;
  readonly sender: Sender;
  readonly msgType: string;
  readonly content: JsonObject;
  readonly parent?: Message | undefined;
  readonly threadId?: string | undefined;
  /** The only one who is to see it. */
  readonly onlyFor?: string | undefined;
}

/** What the open platform holds: apps, people, chats, messages. Commands change it and tell what happened. */
export class World {
  /** The tenant that is there from the beginning: self-built apps act in it. */
  readonly tenantKey: string;
  readonly files: FileStore = new FileStore();
  readonly cardEntities: CardEntities;
  readonly #identifiers: Identifiers;
  readonly #tell: (fact: Fact) => void;
  readonly #done: (deed: Deed) => void;
  readonly #tenants = new Register<Tenant>(({ tenantKey }) => tenantKey);
  readonly #apps = new Register<App>(({ appId }) => appId);
  readonly #users = new Register<User>(({ openId }) => openId);
  readonly #chats = new Register<Chat>(({ chatId }) => chatId);
  readonly #messages = new Register<Message>(({ messageId }) => messageId, maxMessages);
  #templates: readonly Template[] = [];

  /** @param tell - what has changed @param done - what was done, beside that */
  constructor(identifiers: Identifiers, tell: (fact: Fact) => void, done: (deed: Deed) => void) {
    this.#identifiers = identifiers;
    this.cardEntities = new CardEntities(identifiers);
    this.#tell = tell;
    this.#done = done;
    this.tenantKey = this.createTenant("Tenant", "feishu").tenantKey;
  }

  apps(): readonly App[] {
    return this.#apps.list();
  }

  users(): readonly User[] {
    return this.#users.list();
  }

  chats(): readonly Chat[] {
    return this.#chats.list();
  }

  /** Oldest first. */
  messages(): readonly Message[] {
    return this.#messages.list();
  }

  snapshot(): WorldSnapshot {
    const [tenants, apps, users] = [this.tenants(), this.apps(), this.users()];
    const [chats, messages, files] = [this.chats(), this.messages(), this.files.list()];
    const cardEntities = this.cardEntities.list();
    return { tenants, apps, users, chats, messages, templates: this.#templates, files, cardEntities };
  }

  /** Puts everything back to how it was. Nobody is told: who listens must look anew. */
  restore({ tenants, apps, users, chats, messages, templates, files, cardEntities }: WorldSnapshot): void {
    this.files.restore(files);
    this.cardEntities.restore(cardEntities);
    this.#templates = templates;
    this.#tenants.restore(tenants);
    this.#apps.restore(apps);
    this.#users.restore(users);
    this.#chats.restore(chats);
    this.#messages.restore(messages);
  }

  app(appId: string): App | undefined {
    return this.#apps.find(appId);
  }

  user(openId: string): User | undefined {
    return this.#users.find(openId);
  }

  chat(chatId: string): Chat | undefined {
    return this.#chats.find(chatId);
  }

  message(messageId: string): Message | undefined {
    return this.#messages.find(messageId);
  }

  createApp(
    app: Pick<App, "name" | "type" | "encryptKey"> & {
      readonly verificationToken: string | undefined;
      readonly tenantKey?: string | undefined;
      readonly installedIn?: readonly string[] | undefined;
      readonly appId?: string | undefined;
      readonly appSecret?: string | undefined;
      /** In place of a secret. */
      readonly publicKey?: PublicKey | undefined;
      readonly linkRules?: readonly string[] | undefined;
    },
  ): App {
    const mode = app.type === "store" ? "webhook" : "long-connection";
    return this.#putApp({
      appId: app.appId ?? this.#identifiers.appId(),
      appSecret: app.publicKey === undefined ? (app.appSecret ?? this.#identifiers.secret()) : undefined,
      publicKey: app.publicKey,
      name: app.name,
      type: app.type,
      encryptKey: app.encryptKey,
      verificationToken: app.verificationToken ?? this.#identifiers.secret(),
      tenantKey: app.tenantKey ?? this.tenantKey,
      installedIn: app.installedIn,
      events: { mode },
      eventTypes: ["*"],
      callbacks: { mode },
      clicks: ["card.action.trigger"],
      botPageUrl: undefined,
      linkRules: app.linkRules ?? [everyLink],
      draft: undefined,
    });
  }

  /** Saves what takes effect with the next version. */
  saveDraft(app: App, draft: Subscriptions): App {
    return this.#putApp({ ...app, draft });
  }

  /** Publishes a version: what was saved takes effect. */
  publishVersion(app: App): App {
    return this.#putApp({ ...app, ...app.draft, draft: undefined });
  }

  /** Releases a card of the card builder, or another version of it. */
  releaseTemplate(template: Template): Template {
    const others = this.#templates.filter(({ templateId, version }) => {
      return templateId !== template.templateId || version !== template.version;
    });
    this.#templates = [...others, template];
    return template;
  }

  templates(): readonly Template[] {
    return this.#templates;
  }

  /** The card that is shown for a card that was sent, `undefined` where it names a template or an entity that there is not. */
  expand(card: JsonObject): JsonObject | undefined {
    const cardId = entityIdOf(card);
    return cardId === undefined ? fillTemplate(card, this.#templates) : this.cardEntities.find(cardId)?.card;
  }

  /** The messages that show an entity. */
  messagesOf({ cardId }: CardEntity): readonly Message[] {
    return this.messages().filter((message) => message.cardId === cardId);
  }

  /** Changes an entity, in the messages that show it too. */
  changeEntity(entity: CardEntity, card: JsonObject, change: EntityChange, now: number): void {
    this.cardEntities.change(entity, card, change, now);
    for (const message of this.messagesOf(entity)) this.replaceCard(message, card, "everybody", now);
  }

  /** One more organisation: people and their chats are in one. */
  createTenant(name: string, brand: Brand): Tenant {
    const tenant: Tenant = { tenantKey: this.#identifiers.hex(16), name, brand };
    this.#tenants.put(tenant);
    return tenant;
  }

  tenants(): readonly Tenant[] {
    return this.#tenants.list();
  }

  tenant(tenantKey: string): Tenant | undefined {
    return this.#tenants.find(tenantKey);
  }

  /** Whether an app may act in a tenant: a self-built one in its own, a store app where it is installed. */
  isInstalled(app: App, tenantKey: string): boolean {
    if (app.type === "self-built") return app.tenantKey === tenantKey;
    return this.#tenants.find(tenantKey) !== undefined && (app.installedIn?.includes(tenantKey) ?? true);
  }

  createUser(name: string, tenantKey: string = this.tenantKey): User {
    const openId = this.#identifiers.openId();
    const userId = openId.slice("ou_".length, "ou_".length + 8);
    const unionId = this.#identifiers.unionId();
    const user: User = { openId, unionId, userId, email: `${userId}@example.com`, name, tenantKey };
    this.#users.put(user);
    this.#tell({ type: "user", user });
    return user;
  }

  /** A chat in the tenant of its first member, who owns it unless somebody else is named. */
  createChat(chat: Pick<Chat, "name" | "type" | "members" | "bots"> & Partial<Chat>): Chat {
    return this.#putChat({
      tenantKey: this.user(chat.members[0] ?? "")?.tenantKey ?? this.tenantKey,
      description: "",
      ownerId: chat.type === "group" ? chat.members[0] : undefined,
      createdBy: undefined,
      dissolved: false,
      ...chat,
      chatId: this.#identifiers.chatId(),
    });
  }

  changeChat(
    chat: Chat,
    changes: Partial<Pick<Chat, "name" | "description" | "ownerId" | "members" | "bots" | "dissolved">>,
    change: ChatChange,
  ): Chat {
    const changed = this.#putChat({ ...chat, ...changes });
    for (const deed of groupDeeds(chat, changed, change)) this.#done(deed);
    return changed;
  }

  /** The chat of a bot and one person, which begins with the first message. */
  directChat(app: App, user: User): Chat {
    const known = this.chats().find(
      (chat) => chat.type === "p2p" && chat.bots[0] === app.appId && chat.members[0] === user.openId,
    );
    return (
      known ??
      this.createChat({ name: `${app.name}, ${user.name}`, type: "p2p", members: [user.openId], bots: [app.appId] })
    );
  }

  post(message: Post, now: number): Message {
    const { chat, sender, msgType, content, parent, threadId, onlyFor } = message;
    return this.#putMessage({
      messageId: this.#identifiers.messageId(),
      chatId: chat.chatId,
      sender,
      msgType,
      content: msgType === "interactive" ? (this.expand(content) ?? content) : content,
      personalCards: new Map(),
      parentId: parent?.messageId,
      rootId: parent === undefined ? undefined : (parent.rootId ?? parent.messageId),
      threadId,
      onlyFor,
      links: linksOf(msgType, content),
      cardId: msgType === "interactive" ? entityIdOf(content) : undefined,
      gone: undefined,
      urged: [],
      readBy: [],
      reactions: [],
      createdAt: now,
      updatedAt: now,
      revision: 0,
    });
  }

  /** Puts another card in the place of a message's card: for everybody, or only in the copies of some viewers. */
  replaceCard(message: Message, card: JsonObject, viewers: readonly string[] | "everybody", now: number): Message {
    const shared = viewers === "everybody";
    const shown = this.expand(card) ?? card;
    const entity = this.cardEntities.find(message.cardId ?? "");
    if (entity !== undefined) this.cardEntities.show(entity, shown, now);
    return this.#putMessage({
      ...message,
      content: shared ? shown : message.content,
      personalCards: shared
        ? new Map()
        : new Map([...message.personalCards, ...viewers.map((viewer) => [viewer, shown] as const)]),
      updatedAt: now,
      revision: message.revision + 1,
    });
  }

  /** Puts another text or post in the place of a message's. */
  replaceText(message: Message, msgType: string, content: JsonObject, now: number): Message {
    const links = linksOf(msgType, content, message.links);
    return this.#putMessage({ ...message, msgType, content, links, updatedAt: now, revision: message.revision + 1 });
  }

  /** Changes what is about a message, not what it says. */
  mark(
    message: Message,
    changes: Partial<Pick<Message, "gone" | "threadId" | "urged" | "readBy" | "reactions" | "links">>,
  ): Message {
    return this.#putMessage({ ...message, ...changes });
  }

  /** Takes a message back: nobody sees it any more. */
  recall(message: Message, by: Doer): Message {
    const recalled = this.mark(message, { gone: "recalled" });
    this.#done({ type: "recalled", message: recalled, by });
    return recalled;
  }

  /** Takes back what happened to a card since the snapshot; what happened to its message stays. */
  revertCard({ messageId, content, personalCards }: Message, now: number): void {
    const message = this.message(messageId);
    if (message === undefined) return;
    this.#putMessage({ ...message, content, personalCards, updatedAt: now, revision: message.revision + 1 });
  }

  #putApp(app: App): App {
    this.#apps.put(app);
    this.#tell({ type: "app", app });
    return app;
  }

  #putChat(chat: Chat): Chat {
    this.#chats.put(chat);
    this.#tell({ type: "chat", chat });
    return chat;
  }

  #putMessage(message: Message): Message {
    this.#messages.put(message);
    this.#tell({ type: "message", message });
    return message;
  }
}
