import type { Brand } from "./brand.ts";
import type { JsonObject } from "./json.ts";
import type { Subscriptions } from "./subscriptions.ts";

/** An organisation that uses the platform. */
export interface Tenant {
  readonly tenantKey: string;
  readonly name: string;
  readonly brand: Brand;
}

export interface App extends Subscriptions {
  readonly appId: string;
  readonly appSecret: string;
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
}

export interface Sender {
  readonly type: "app" | "user";
  /** App id or open id. */
  readonly id: string;
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
  /** Wall-clock ms. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly revision: number;
}

/** The content as this user sees it; without a user, the copy that nobody's click has changed. */
export function contentFor(message: Message, openId: string | undefined): JsonObject {
  return (openId === undefined ? undefined : message.personalCards.get(openId)) ?? message.content;
}

/** Something that has happened in the world. */
export type Fact =
  | { readonly type: "app"; readonly app: App }
  | { readonly type: "user"; readonly user: User }
  | { readonly type: "chat"; readonly chat: Chat }
  | { readonly type: "message"; readonly message: Message };
