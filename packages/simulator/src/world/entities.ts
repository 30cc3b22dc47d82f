import type { Brand } from "./brand.ts";
import type { JsonObject } from "./json.ts";
import type { MessageLink } from "./message-links.ts";
import type { Subscriptions } from "./subscriptions.ts";

/** An organisation that uses the platform. */
export interface Tenant {
  readonly tenantKey: string;
  readonly name: string;
  readonly brand: Brand;
}

/** What an app without a secret signs for itself is verified with. */
export interface PublicKey {
  /** The only algorithm that goes with it. */
  readonly alg: "RS256" | "ES256";
  /** Its SubjectPublicKeyInfo. */
  readonly pem: string;
}

export interface App extends Subscriptions {
  readonly appId: string;
  /** One that has none has a public key. */
  readonly appSecret: string | undefined;
  readonly publicKey: PublicKey | undefined;
  readonly name: string;
  readonly type: "self-built" | "store";
  readonly encryptKey: string | undefined;
  readonly verificationToken: string;
  /** Whose it is; a self-built app acts there, and nowhere else. */
  readonly tenantKey: string;
  /** Where a store app is installed, by tenant key; `undefined` is everywhere. */
  readonly installedIn: readonly string[] | undefined;
  /** What was saved and takes effect with the next version. */
  readonly draft: Subscriptions | undefined;
}

export interface User {
  readonly openId: string;
  readonly unionId: string;
  /** Within the tenant. */
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly tenantKey: string;
}

export interface Chat {
  readonly chatId: string;
  readonly name: string;
  readonly type: "p2p" | "group";
  readonly tenantKey: string;
  /** Open ids. */
  readonly members: readonly string[];
  /** App ids. */
  readonly bots: readonly string[];
  readonly description: string;
  /** An open id or an app id; a p2p chat has none. */
  readonly ownerId: string | undefined;
  /** The app that has made it. */
  readonly createdBy: string | undefined;
  /** Nothing can be sent any more. */
  readonly dissolved: boolean;
}

export interface Sender {
  readonly type: "app" | "user";
  /** App id or open id. */
  readonly id: string;
}

/** How somebody was urged to read a message. */
export interface Urgency {
  readonly way: "app" | "sms" | "phone";
  readonly openId: string;
}

/** An emoji that a person has put under a message. */
export interface Reaction {
  /** Such as `THUMBSUP`. */
  readonly emojiType: string;
  readonly openId: string;
}

export interface Message {
  readonly messageId: string;
  readonly chatId: string;
  readonly sender: Sender;
  readonly msgType: string;
  readonly content: JsonObject;
  /** The copies of a private card that differ from `content`, by open id. */
  readonly personalCards: ReadonlyMap<string, JsonObject>;
  readonly parentId: string | undefined;
  readonly rootId: string | undefined;
  readonly threadId: string | undefined;
  /** The only one who sees it; `undefined` is everybody in the chat. */
  readonly onlyFor: string | undefined;
  /** The links in its text. */
  readonly links: readonly MessageLink[];
  /** The card entity that it shows. */
  readonly cardId: string | undefined;
  /** Taken back by its app, or deleted by somebody else. */
  readonly gone: "recalled" | "deleted" | undefined;
  readonly urged: readonly Urgency[];
  /** Who has read it, by open id. */
  readonly readBy: readonly string[];
  readonly reactions: readonly Reaction[];
  /** Wall-clock ms. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** How often the content was replaced. */
  readonly revision: number;
}

/** The content as this user sees it; without a user, the copy that nobody's click has changed. */
export function contentFor(message: Message, openId: string | undefined): JsonObject {
  return (openId === undefined ? undefined : message.personalCards.get(openId)) ?? message.content;
}

/** Whether a person sees a message at all; without a person, whether anybody does. */
export function isVisibleTo({ onlyFor }: Message, openId: string | undefined): boolean {
  return onlyFor === undefined || openId === undefined || onlyFor === openId;
}

/** Something that has happened in the world. */
export type Fact =
  | { readonly type: "app"; readonly app: App }
  | { readonly type: "user"; readonly user: User }
  | { readonly type: "chat"; readonly chat: Chat }
  | { readonly type: "message"; readonly message: Message };
