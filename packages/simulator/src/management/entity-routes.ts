import { z } from "zod";
import type { AppDetails, TemplateView, TenantView, UserDetails } from "../console-api/contract.ts";
import { toAppView } from "../console-api/views.ts";
import { linkRules } from "../description/link-rules.ts";
import { findKeyFault, publicKey } from "../description/public-key.ts";
import type { Platform } from "../platform.ts";
import type { App, Tenant, User } from "../world/entities.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import type { Template } from "../world/template.ts";
import { answers } from "./answers.ts";
import { key, name } from "./inputs.ts";
import { managementLimits } from "./limits.ts";
import { requireRoom } from "./require-room.ts";
import { type Route, route } from "./route.ts";

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
  public_key: publicKey.optional().describe("In place of a secret: PEM, or a JSON Web Key."),
  link_rules: linkRules.optional(),
});
const subscriptionsRequest = z.strictObject({
  events: subscription.optional(),
  event_types: z
    .array(name)
    .max(managementLimits.maxItems)
    .optional()
    .describe("What the app is told of when it happens; with a `*` at its end, how names begin."),
  callbacks: subscription.optional(),
  clicks: z.array(z.enum(["card.action.trigger", "card.action.trigger_v1"])).optional(),
  bot_page_url: z.string().optional(),
  link_rules: linkRules.optional(),
});
const tenantRequest = z.strictObject({
  name: name.default("Tenant"),
  brand: z.enum(["feishu", "lark"]).default("feishu"),
});
const templateRequest = z.strictObject({
  template_id: name,
  version: name.default("1.0.0"),
  card: z.record(z.string(), z.unknown()),
});
const userRequest = z.strictObject({ name: name.default("User"), tenant_key: key.optional() });

/** Who is in the world: tenants, apps with their subscriptions, people and templates. */
export function createEntityRoutes(platform: Platform): readonly Route[] {
  const { world } = platform;
  const requireTenant = (tenantKey: string | undefined, path: string): string | undefined => {
    if (tenantKey === undefined || world.tenant(tenantKey) !== undefined) return tenantKey;
    throw new SimulatorError("UNKNOWN_TENANT", `There is no tenant ${tenantKey}.`, path);
  };
  return [
    route(
      "get",
      "/tenants",
      { summary: "The organisations.", input: answers.nothing, output: answers.tenants },
      () => ({
        items: world.tenants().map(toTenantBody),
      }),
    ),
    route(
      "post",
      "/tenants",
      { summary: "Makes an organisation.", input: tenantRequest, output: answers.tenant },
      ({ name, brand }) => {
        requireRoom(world.tenants());
        return toTenantBody(world.createTenant(name, brand));
      },
    ),
    route(
      "get",
      "/apps",
      { summary: "The apps, with their secrets.", input: answers.nothing, output: answers.apps },
      () => ({
        items: world.apps().map((app) => toAppBody(app, platform)),
      }),
    ),
    route("post", "/apps", { summary: "Makes an app.", input: appRequest, output: answers.app }, (body) => {
      requireRoom(world.apps());
      const fault = findKeyFault({ type: body.type, publicKey: body.public_key });
      if (fault !== undefined) throw new SimulatorError("REQUEST_INVALID", fault, "public_key");
      const app = world.createApp({
        name: body.name,
        type: body.type,
        encryptKey: body.encrypt_key,
        verificationToken: body.verification_token,
        publicKey: body.public_key,
        linkRules: body.link_rules,
        tenantKey: requireTenant(body.tenant_key, "tenant_key"),
        installedIn: body.installed_in,
      });
      return toAppBody(app, platform);
    }),
    route(
      "put",
      "/apps/{app_id}/callbacks",
      { summary: "Saves one way for everything and publishes it.", input: subscription, output: answers.appView },
      async (callbacks, appId) => toAppView(await platform.subscribe(appId, callbacks), platform),
    ),
    route(
      "put",
      "/apps/{app_id}/subscriptions",
      {
        summary: "Saves subscriptions, which take effect with the next version.",
        input: subscriptionsRequest,
        output: answers.app,
      },
      async ({ events, event_types, callbacks, clicks, bot_page_url, link_rules }, appId) => {
        const changes = {
          ...(events === undefined ? {} : { events }),
          ...(event_types === undefined ? {} : { eventTypes: event_types }),
          ...(callbacks === undefined ? {} : { callbacks }),
          ...(clicks === undefined ? {} : { clicks }),
          ...(bot_page_url === undefined ? {} : { botPageUrl: bot_page_url }),
          ...(link_rules === undefined ? {} : { linkRules: link_rules }),
        };
        return toAppBody(await platform.configure(appId, changes), platform);
      },
    ),
    route(
      "post",
      "/apps/{app_id}/versions",
      { summary: "Publishes a version: what was saved takes effect.", input: answers.nothing, output: answers.app },
      (_, appId) => toAppBody(platform.publishVersion(appId), platform),
    ),
    route("get", "/users", { summary: "The people.", input: answers.nothing, output: answers.users }, () => ({
      items: world.users().map(toUserBody),
    })),
    route(
      "post",
      "/users",
      { summary: "Makes a person.", input: userRequest, output: answers.user },
      ({ name, tenant_key }) => {
        requireRoom(world.users());
        return toUserBody(world.createUser(name, requireTenant(tenant_key, "tenant_key")));
      },
    ),
    route(
      "get",
      "/templates",
      {
        summary: "Released cards of the card builder.",
        input: answers.nothing,
        output: answers.templates,
      },
      () => ({ items: world.templates().map(toTemplateBody) }),
    ),
    route(
      "post",
      "/templates",
      {
        summary: "Releases a card of the card builder under a version.",
        input: templateRequest,
        output: answers.template,
      },
      ({ template_id: templateId, version, card }) => {
        requireRoom(world.templates());
        return toTemplateBody(world.releaseTemplate({ templateId, version, card }));
      },
    ),
  ];
}

function toTenantBody({ tenantKey, name, brand }: Tenant): TenantView {
  return { tenant_key: tenantKey, name, brand };
}

function toTemplateBody({ templateId, version, card }: Template): TemplateView {
  return { template_id: templateId, version, card };
}

function toAppBody(app: App, platform: Platform): AppDetails {
  return {
    ...toAppView(app, platform),
    app_secret: app.appSecret,
    public_key: app.publicKey?.pem,
    verification_token: app.verificationToken,
    encrypt_key: app.encryptKey,
    tenant_key: app.tenantKey,
    events: app.events,
    event_types: app.eventTypes,
    clicks: app.clicks,
    bot_page_url: app.botPageUrl,
    link_rules: app.linkRules,
    draft: app.draft,
  };
}

function toUserBody({ openId, unionId, userId, email, name, tenantKey }: User): UserDetails {
  return { open_id: openId, union_id: unionId, user_id: userId, email, name, tenant_key: tenantKey };
}
