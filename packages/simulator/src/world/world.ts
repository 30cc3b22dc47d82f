import type { Brand } from "./brand.ts";
import { entityIdOf } from "./card.ts";
import { CardEntities, type CardEntity, type EntityChange } from "./card-entities.ts";
import { imageKeysOf } from "./card-images.ts";
import type { App, Chat, Fact, Message, Sender, Tenant, User } from "./entities.ts";
import { FileStore, type StoredFile } from "./file-store.ts";
import type { Identifiers } from "./identifiers.ts";
import type { JsonObject } from "./json.ts";
import type { Subscriptions } from "./subscriptions.ts";
import { fillTemplate, type Template } from "./template.ts";

/** Beyond this many messages the oldest are forgotten. */
const maxMessages = 10_000;

/** The smallest image, a GIF. */
const transparentPixel = Uint8Array.from(
  "GIF89a\x01\0\x01\0\x80\0\0\0\0\0\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;",
  (character) => character.charCodeAt(0),
);

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
  readonly #tenants = new Map<string, Tenant>();
  readonly #identifiers: Identifiers;
  readonly #tell: (fact: Fact) => void;
  readonly #apps = new Map<string, App>();
  readonly #users = new Map<string, User>();
  readonly #chats = new Map<string, Chat>();
  readonly #messages = new Map<string, Message>();
  #templates: readonly Template[] = [];

  constructor(identifiers: Identifiers, tell: (fact: Fact) => void) {
    this.#identifiers = identifiers;
    this.cardEntities = new CardEntities(identifiers);
    this.#tell = tell;
    this.tenantKey = this.createTenant("Tenant", "feishu").tenantKey;
  }

  apps(): readonly App[] {
    return [...this.#apps.values()];
  }

  users(): readonly User[] {
    return [...this.#users.values()];
  }

  chats(): readonly Chat[] {
    return [...this.#chats.values()];
  }

  /** Oldest first. */
  messages(): readonly Message[] {
    return [...this.#messages.values()];
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
    refill(this.#tenants, tenants, ({ tenantKey }) => tenantKey);
    refill(this.#apps, apps, ({ appId }) => appId);
    refill(this.#users, users, ({ openId }) => openId);
    refill(this.#chats, chats, ({ chatId }) => chatId);
    refill(this.#messages, messages, ({ messageId }) => messageId);
  }

  app(appId: string): App | undefined {
    return this.#apps.get(appId);
  }

  user(openId: string): User | undefined {
    return this.#users.get(openId);
  }

  chat(chatId: string): Chat | undefined {
    return this.#chats.get(chatId);
  }

  message(messageId: string): Message | undefined {
    return this.#messages.get(messageId);
  }

  createApp(
    app: Pick<App, "name" | "type" | "encryptKey"> & {
      readonly verificationToken: string | undefined;
      readonly tenantKey?: string | undefined;
      readonly installedIn?: readonly string[] | undefined;
      readonly appId?: string | undefined;
      readonly appSecret?: string | undefined;
    },
  ): App {
    const mode = app.type === "store" ? "webhook" : "long-connection";
    return this.#putApp({
      appId: app.appId ?? this.#identifiers.appId(),
      appSecret: app.appSecret ?? this.#identifiers.secret(),
      name: app.name,
      type: app.type,
      encryptKey: app.encryptKey,
      verificationToken: app.verificationToken ?? this.#identifiers.secret(),
      tenantKey: app.tenantKey ?? this.tenantKey,
      installedIn: app.installedIn,
      events: { mode },
      callbacks: { mode },
      clicks: ["card.action.trigger"],
      botPageUrl: undefined,
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

  /** The key of an image in a card that its app has not uploaded, if there is one. */
  foreignImageOf({ appId }: App, card: JsonObject): string | undefined {
    return [...imageKeysOf(card)].find((key) => this.files.find(key)?.appId !== appId);
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

  /** An image under a key of its app's choosing, as if the app had uploaded it long ago. */
  addImage({ appId }: App, key: string, bytes: Uint8Array = transparentPixel): void {
    this.files.put({ key, appId, kind: "image", type: "message", name: key, contentType: "image/gif", bytes });
  }

  /** One more organisation: people and their chats are in one. */
  createTenant(name: string, brand: Brand): Tenant {
    const tenant: Tenant = { tenantKey: this.#identifiers.hex(16), name, brand };
    this.#tenants.set(tenant.tenantKey, tenant);
    return tenant;
  }

  tenants(): readonly Tenant[] {
    return [...this.#tenants.values()];
  }

  tenant(tenantKey: string): Tenant | undefined {
    return this.#tenants.get(tenantKey);
  }

  /** Whether an app may act in a tenant: a self-built one in its own, a store app where it is installed. */
  isInstalled(app: App, tenantKey: string): boolean {
    if (app.type === "self-built") return app.tenantKey === tenantKey;
    return this.#tenants.has(tenantKey) && (app.installedIn?.includes(tenantKey) ?? true);
  }

  createUser(name: string, tenantKey: string = this.tenantKey): User {
    const openId = this.#identifiers.openId();
    const userId = openId.slice("ou_".length, "ou_".length + 8);
    const unionId = this.#identifiers.unionId();
    const user: User = { openId, unionId, userId, email: `${userId}@example.com`, name, tenantKey };
    this.#users.set(user.openId, user);
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
  ): Chat {
    return this.#putChat({ ...chat, ...changes });
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
      cardId: msgType === "interactive" ? entityIdOf(content) : undefined,
      gone: undefined,
      urged: [],
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
    return this.#putMessage({ ...message, msgType, content, updatedAt: now, revision: message.revision + 1 });
  }

  /** Changes what is about a message, not what it says. */
  mark(message: Message, changes: Partial<Pick<Message, "gone" | "threadId" | "urged">>): Message {
    return this.#putMessage({ ...message, ...changes });
  }

  /** Takes back what happened to a card since the snapshot. */
  revertCard(snapshot: Message, now: number): Message {
    const { revision } = this.#messages.get(snapshot.messageId) ?? snapshot;
    return this.#putMessage({ ...snapshot, updatedAt: now, revision: revision + 1 });
  }

  #putApp(app: App): App {
    this.#apps.set(app.appId, app);
    this.#tell({ type: "app", app });
    return app;
  }

  #putChat(chat: Chat): Chat {
    this.#chats.set(chat.chatId, chat);
    this.#tell({ type: "chat", chat });
    return chat;
  }

  #putMessage(message: Message): Message {
    this.#messages.set(message.messageId, message);
    if (this.#messages.size > maxMessages) {
      for (const oldest of this.#messages.keys()) {
        this.#messages.delete(oldest);
        break;
      }
    }
    this.#tell({ type: "message", message });
    return message;
  }
}

function refill<Entity>(map: Map<string, Entity>, entities: readonly Entity[], idOf: (entity: Entity) => string): void {
  map.clear();
  for (const entity of entities) map.set(idOf(entity), entity);
}
