import { z } from "zod";
import type { CallbackSubscription } from "../console-api/contract.ts";
import type { Brand } from "../world/brand.ts";
import type { PublicKey } from "../world/entities.ts";
import type { JsonObject } from "../world/json.ts";
import type { QuirkChanges } from "../world/quirks.ts";
import type { ClickName } from "../world/subscriptions.ts";
import { linkRules } from "./link-rules.ts";
import { type PublicKeyInput, publicKey } from "./public-key.ts";
import { quirkChanges } from "./quirk-schema.ts";

/** A world as it is written: who is there at the start. Everything is called by its name, so names are unique. */
export interface WorldInput {
  readonly $schema?: string | undefined;
  readonly tenants?: readonly { readonly name: string; readonly brand?: Brand | undefined }[] | undefined;
  readonly apps?: readonly DescribedApp[] | undefined;
  readonly users?: readonly DescribedUser[] | undefined;
  readonly chats?: readonly DescribedChat[] | undefined;
  readonly messages?: readonly DescribedMessage[] | undefined;
  readonly templates?: readonly DescribedTemplate[] | undefined;
  /** What the platform does where its sources contradict each other. @default what the better sources say */
  readonly quirks?: QuirkChanges | undefined;
  /** Whether calls of the open API are limited as the platform limits them. @default false */
  readonly rateLimits?: boolean | undefined;
}

export interface DescribedApp {
  readonly name: string;
  /** @default "self-built" */
  readonly type?: "self-built" | "store" | undefined;
  /** Whose it is. @default the tenant that is there from the beginning */
  readonly tenant?: string | undefined;
  /** Where a store app is installed. @default everywhere */
  readonly installedIn?: readonly string[] | undefined;
  /** `cli_` and 16 hex digits. @default made up from the seed, as are the secrets */
  readonly appId?: string | undefined;
  readonly appSecret?: string | undefined;
  /** In place of a secret: PEM, or a JSON Web Key. */
  readonly publicKey?: PublicKeyInput | undefined;
  readonly encryptKey?: string | undefined;
  readonly verificationToken?: string | undefined;
  /** In effect from the start, without a check of the URL. */
  readonly events?: CallbackSubscription | undefined;
  /** The events that it is told of when they happen. @default all */
  readonly eventTypes?: readonly string[] | undefined;
  readonly callbacks?: CallbackSubscription | undefined;
  readonly clicks?: readonly ClickName[] | undefined;
  readonly botPageUrl?: string | undefined;
  /** The links that it previews, as `*.ci.example/builds/**`. @default every link in the chats of its bot */
  readonly linkRules?: readonly string[] | undefined;
  /** Keys of images that its cards name, as if it had uploaded them. */
  readonly imageKeys?: readonly string[] | undefined;
}

export interface DescribedUser {
  readonly name: string;
  /** @default the tenant that is there from the beginning */
  readonly tenant?: string | undefined;
}

export interface DescribedChat {
  readonly name: string;
  /** @default "group" */
  readonly type?: "group" | "p2p" | undefined;
  /** Users, by name. */
  readonly members?: readonly string[] | undefined;
  /** Apps, by name. */
  readonly bots?: readonly string[] | undefined;
}

export interface DescribedMessage {
  readonly chat: string;
  /** A bot or a member of the chat. */
  readonly from: string;
  readonly msg_type: string;
  /** The content as an object, not as a string of JSON. */
  readonly content: JsonObject;
}

/** A card of the card builder, released under a version. */
export interface DescribedTemplate {
  readonly templateId: string;
  /** @default "1.0.0" */
  readonly version?: string | undefined;
  /** The card as an object; `${name}` in its texts is a variable. */
  readonly card: JsonObject;
}

/** The same once it has been checked, with every default filled in. */
export interface WorldDescription {
  readonly tenants: readonly { readonly name: string; readonly brand: Brand }[];
  readonly apps: readonly (Omit<DescribedApp, "publicKey"> & {
    readonly type: "self-built" | "store";
    readonly publicKey?: PublicKey | undefined;
  })[];
  readonly users: readonly DescribedUser[];
  readonly chats: readonly {
    readonly name: string;
    readonly type: "group" | "p2p";
    readonly members: readonly string[];
    readonly bots: readonly string[];
  }[];
  readonly messages: readonly DescribedMessage[];
  readonly templates: readonly (DescribedTemplate & { readonly version: string })[];
  readonly quirks: QuirkChanges;
  readonly rateLimits?: boolean | undefined;
}

const name = z.string().min(1).max(200);
const names = z.array(name).max(10_000).default([]);
const subscription = z.strictObject({
  mode: z.enum(["long-connection", "webhook"]),
  requestUrl: z.url({ protocol: /^https?$/ }).optional(),
});

/** What a file is checked against. */
export const worldDescription: z.ZodType<WorldDescription, WorldInput> = z.strictObject({
  $schema: z.string().optional().describe("For editors."),
  tenants: z.array(z.strictObject({ name, brand: z.enum(["feishu", "lark"]).default("feishu") })).default([]),
  apps: z
    .array(
      z.strictObject({
        name,
        type: z.enum(["self-built", "store"]).default("self-built"),
        tenant: name.optional().describe("Whose it is; without it, the tenant that is there from the beginning."),
        installedIn: z.array(name).optional().describe("Where a store app is installed; without it, everywhere."),
        appId: z
          .string()
          .regex(/^cli_[0-9a-f]{16}$/)
          .optional(),
        appSecret: name.optional(),
        publicKey: publicKey.optional().describe("In place of a secret: PEM, or a JSON Web Key."),
        encryptKey: name.optional(),
        verificationToken: name.optional(),
        events: subscription.optional(),
        eventTypes: z
          .array(name)
          .max(1_000)
          .optional()
          .describe("The events that it is told of when they happen; without it, all."),
        callbacks: subscription.optional(),
        clicks: z.array(z.enum(["card.action.trigger", "card.action.trigger_v1"])).optional(),
        botPageUrl: z.url({ protocol: /^https?$/ }).optional(),
        linkRules: linkRules.optional(),
        imageKeys: z
          .array(name)
          .max(1_000)
          .optional()
          .describe("Images that its cards name, as if it had uploaded them."),
      }),
    )
    .default([]),
  users: z.array(z.strictObject({ name, tenant: name.optional() })).default([]),
  chats: z
    .array(z.strictObject({ name, type: z.enum(["group", "p2p"]).default("group"), members: names, bots: names }))
    .default([]),
  messages: z
    .array(
      z.strictObject({
        chat: name,
        from: name.describe("A bot or a member of the chat."),
        msg_type: name,
        content: z.record(z.string(), z.unknown()).describe("The content as an object, not as a string of JSON."),
      }),
    )
    .default([]),
  templates: z
    .array(
      z.strictObject({
        templateId: name,
        version: name.default("1.0.0"),
        card: z.record(z.string(), z.unknown()).describe("The card as an object, with its variables."),
      }),
    )
    .max(10_000)
    .default([]),
  quirks: quirkChanges.default({}),
  rateLimits: z
    .boolean()
    .optional()
    .describe("Whether calls of the open API are limited as the platform limits them; without it, they are not."),
});
