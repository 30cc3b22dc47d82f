import { z } from "zod";
import { toAppView, toChatView } from "../console-api/views.ts";
import type { Platform } from "../platform.ts";
import type { App, Chat, User } from "../world/entities.ts";
import { withMembers, withoutMembers } from "../world/membership.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import type { World } from "../world/world.ts";
import { managementLimits } from "./limits.ts";
import { type Route, route } from "./route.ts";

const name = z.string().min(1).max(managementLimits.maxNameLength);
const key = z.string().max(managementLimits.maxNameLength);
const subscription = z.strictObject({
  mode: z.enum(["long-connection", "webhook"]),
  requestUrl: z.string().optional(),
});
const appRequest = z.strictObject({
  name: name.default("App"),
  type: z.enum(["self-built", "store"]).default("self-built"),
  tenant_key: key.optional(),
  installed_in: z.array(key).optional(),
  encrypt_key: key.optional(),
  verification_token: key.optional(),
});
const chatRequest = z.strictObject({
  name: name.default("Chat"),
  type: z.enum(["group", "p2p"]).default("group"),
  members: z.array(key).default([]),
  bots: z.array(key).default([]),
});
const membersRequest = z.strictObject({ members: z.array(key).default([]), bots: z.array(key).default([]) });
const nothing = z.strictObject({});
const subscriptionsRequest = z.strictObject({
  events: subscription.optional(),
  callbacks: subscription.optional(),
  clicks: z.array(z.enum(["card.action.trigger", "card.action.trigger_v1"])).optional(),
  bot_page_url: z.string().optional(),
});
const tenantRequest = z.strictObject({
  name: name.default("Tenant"),
  brand: z.enum(["feishu", "lark"]).default("feishu"),
});
const userRequest = z.strictObject({ name: name.default("User"), tenant_key: key.optional() });

/** Who is in the world: tenants, apps with their subscriptions, people and chats. */
export function createEntityRoutes(platform: Platform): readonly Route[] {
  const { world } = platform;
  const requireTenant = (tenantKey: string | undefined, path: string): string | undefined => {
    if (tenantKey === undefined || world.tenant(tenantKey) !== undefined) return tenantKey;
    throw new SimulatorError("UNKNOWN_TENANT", `${path}: there is no tenant ${tenantKey}; GET /tenants lists them.`);
  };
  return [
    route("get", "/tenants", "The organisations.", nothing, () => ({
      items: world
        .tenants()
        .map((tenant) => ({ tenant_key: tenant.tenantKey, name: tenant.name, brand: tenant.brand })),
    })),
    route("post", "/tenants", "Makes an organisation.", tenantRequest, ({ name, brand }) => {
      requireRoom(world.tenants());
      return { tenant_key: world.createTenant(name, brand).tenantKey };
    }),
    route("get", "/apps", "The apps, with their secrets.", nothing, () => ({
      items: world.apps().map((app) => toAppBody(app, platform)),
    })),
    route("post", "/apps", "Makes an app.", appRequest, (body) => {
      requireRoom(world.apps());
      const app = world.createApp({
        name: body.name,
        type: body.type,
        encryptKey: body.encrypt_key,
        verificationToken: body.verification_token,
        tenantKey: requireTenant(body.tenant_key, "tenant_key"),
        installedIn: body.installed_in,
      });
      return toAppBody(app, platform);
    }),
    route(
      "put",
      "/apps/{app_id}/subscriptions",
      "Saves subscriptions, which take effect with the next version.",
      subscriptionsRequest,
      async ({ events, callbacks, clicks, bot_page_url }, appId) => {
        const changes = {
          ...(events === undefined ? {} : { events }),
          ...(callbacks === undefined ? {} : { callbacks }),
          ...(clicks === undefined ? {} : { clicks }),
          ...(bot_page_url === undefined ? {} : { botPageUrl: bot_page_url }),
        };
        return toAppBody(await platform.configure(appId, changes), platform);
      },
    ),
    route("post", "/apps/{app_id}/versions", "Publishes a version: what was saved takes effect.", nothing, (_, appId) =>
      toAppBody(platform.publishVersion(appId), platform),
    ),
    route("get", "/users", "The people.", nothing, () => ({ items: world.users().map(toUserBody) })),
    route("post", "/users", "Makes a person.", userRequest, ({ name, tenant_key }) => {
      requireRoom(world.users());
      return toUserBody(world.createUser(name, requireTenant(tenant_key, "tenant_key")));
    }),
    route("get", "/chats", "The chats.", nothing, () => ({ items: world.chats().map(toChatBody) })),
    route("post", "/chats", "Makes a chat.", chatRequest, ({ name, type, members, bots }) => {
      requireRoom(world.chats());
      requireThere(world, { members, bots });
      return toChatBody(world.createChat({ name, type, members, bots }));
    }),
    route("post", "/chats/{chat_id}/members", "Lets people and bots into a chat.", membersRequest, (body, chatId) => {
      requireThere(world, body);
      const chat = requireChat(world, chatId);
      return toChatBody(world.changeChat(chat, withMembers(chat, body)));
    }),
    route("delete", "/chats/{chat_id}/members", "Lets people and bots go.", membersRequest, (body, chatId) => {
      const chat = requireChat(world, chatId);
      return toChatBody(world.changeChat(chat, withoutMembers(chat, body)));
    }),
  ];
}

/** @throws SimulatorError */
function requireThere(world: World, { members, bots }: z.output<typeof membersRequest>): void {
  members.forEach((openId, index) => {
    if (world.user(openId) === undefined)
      throw new SimulatorError("UNKNOWN_USER", `members.${index}: there is no user ${openId}; GET /users lists them.`);
  });
  bots.forEach((appId, index) => {
    if (world.app(appId) === undefined)
      throw new SimulatorError("UNKNOWN_APP", `bots.${index}: there is no app ${appId}; GET /apps lists them.`);
  });
}

/** @throws SimulatorError */
function requireChat(world: World, chatId: string): Chat {
  const chat = world.chat(chatId);
  if (chat === undefined)
    throw new SimulatorError("UNKNOWN_CHAT", `There is no chat ${chatId}; GET /chats lists them.`);
  return chat;
}

function requireRoom(known: readonly unknown[]): void {
  if (known.length < managementLimits.maxEntities) return;
  throw new SimulatorError(
    "REQUEST_INVALID",
    `There are ${known.length} of them already, the most that fit: POST /reset begins anew.`,
  );
}

function toAppBody(app: App, platform: Platform): object {
  return {
    ...toAppView(app, platform),
    app_secret: app.appSecret,
    verification_token: app.verificationToken,
    encrypt_key: app.encryptKey,
    tenant_key: app.tenantKey,
    events: app.events,
    clicks: app.clicks,
    bot_page_url: app.botPageUrl,
    draft: app.draft,
  };
}

function toUserBody({ openId, unionId, userId, email, name, tenantKey }: User): object {
  return { open_id: openId, union_id: unionId, user_id: userId, email, name, tenant_key: tenantKey };
}

function toChatBody(chat: Chat): object {
  return { ...toChatView(chat), type: chat.type, tenant_key: chat.tenantKey };
}
