import { z } from "zod";
import type {
  AppDetails,
  AppView,
  ChatDetails,
  ClickView,
  ClockView,
  ConsoleEvent,
  ExchangeView,
  FaultView,
  MessageView,
  QuirkView,
  RateLimitsView,
  ScenarioView,
  SnapshotView,
  TemplateView,
  TenantView,
  UserDetails,
  WorldView,
} from "../console-api/contract.ts";

const list = <Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> => z.array(item).readonly();
const way = z.enum(["long-connection", "webhook"]);
const subscription = z.object({ mode: way, requestUrl: z.string().optional() });
const subscriptions = z.object({
  events: subscription,
  eventTypes: list(z.string()),
  callbacks: subscription,
  clicks: list(z.enum(["card.action.trigger", "card.action.trigger_v1"])),
  botPageUrl: z.string().optional(),
  linkRules: list(z.string()),
});
const object = z.record(z.string(), z.unknown());
const headers = z.record(z.string(), z.string());

const tenant = z.object({ tenant_key: z.string(), name: z.string(), brand: z.enum(["feishu", "lark"]) });

const appView = z.object({
  app_id: z.string(),
  name: z.string(),
  type: z.enum(["self-built", "store"]),
  callbacks: subscription,
  connections: z.int().describe("How many clients are connected now."),
});

const app = appView.extend({
  app_secret: z.string().optional().describe("Missing where there is a public key."),
  public_key: z.string().optional().describe("In PEM."),
  verification_token: z.string(),
  encrypt_key: z.string().optional(),
  tenant_key: z.string(),
  events: subscription,
  event_types: list(z.string()).describe("What it is told of when it happens; with a `*` at its end, how names begin."),
  clicks: list(z.enum(["card.action.trigger", "card.action.trigger_v1"])),
  bot_page_url: z.string().optional(),
  link_rules: list(z.string()).describe("The links that it previews."),
  draft: subscriptions.optional().describe("What was saved and takes effect with the next version."),
});

const userView = z.object({ open_id: z.string(), name: z.string() });
const user = userView.extend({
  union_id: z.string(),
  user_id: z.string(),
  email: z.string().optional(),
  tenant_key: z.string(),
});

const chatView = z.object({
  chat_id: z.string(),
  name: z.string(),
  members: list(z.string()).describe("Open ids."),
  bots: list(z.string()).describe("App ids."),
});
const chat = chatView.extend({
  type: z.enum(["group", "p2p"]),
  tenant_key: z.string(),
  description: z.string(),
  owner_id: z.string().optional().describe("An open id, or the app id of a bot."),
  dissolved: z.boolean(),
});

const template = z.object({ template_id: z.string(), version: z.string(), card: object });

const clientCode = z.object({ code: z.int(), cause: z.string(), mend: z.string() });

const preview = z.object({
  app_id: z.string(),
  preview_token: z.string(),
  waiting: z.boolean().describe("Whether the app was asked and nothing has come of it yet."),
  inline: object.optional().describe("What stands in place of the link."),
  card: object.optional(),
  clientCode: clientCode.optional().describe("Why the newest answer was not taken; what was shown before stays."),
  revision: z.int().describe("How often another answer or card has taken the place of the first."),
});

const message = z.object({
  message_id: z.string(),
  chat_id: z.string(),
  sender: z.object({ type: z.enum(["app", "user"]), id: z.string(), name: z.string() }),
  msg_type: z.string(),
  content: z.unknown(),
  createdAt: z.number(),
  updatedAt: z.number(),
  revision: z.int(),
  deleted: z.boolean(),
  onlyFor: z.string().optional().describe("Open id of the only one who sees it."),
  urged: list(z.object({ way: z.enum(["app", "sms", "phone"]), open_id: z.string() })),
  readBy: list(z.string()).describe("Who has read it, by open id."),
  reactions: list(z.object({ emoji_type: z.string(), open_id: z.string() })),
  links: list(z.object({ url: z.string(), preview: preview.optional() })).describe("The links in a text."),
});

const toast = z.object({ type: z.enum(["info", "success", "warning", "error"]), content: z.string() });

const exchange = z.object({
  id: z.string(),
  app_id: z.string(),
  name: z.string(),
  event_id: z.string(),
  attempt: z.int(),
  way,
  message_id: z.string().optional(),
  startedAt: z.number().describe("Milliseconds since 1970."),
  deadlineMs: z.number(),
  request: z.object({ body: z.unknown(), headers, raw: z.string().describe("The HTTP body, or the frames in hex.") }),
  answer: z.object({ status: z.int(), body: z.unknown(), headers, raw: z.string() }).optional(),
  latencyMs: z.number().optional(),
  toast: toast.optional(),
  clientCode: clientCode.optional(),
  replacedCard: z.boolean(),
  lateUpdates: list(z.object({ afterMs: z.number(), code: z.int(), msg: z.string() })),
});

const click = z.object({ toast: toast.optional(), clientCode: clientCode.optional(), exchange });

const world = z.object({
  apps: list(appView),
  users: list(userView),
  chats: list(chatView),
  messages: list(message),
  exchanges: list(exchange),
});

const happening = z.discriminatedUnion("type", [
  z.object({ type: z.literal("app"), app: appView }),
  z.object({ type: z.literal("user"), user: userView }),
  z.object({ type: z.literal("chat"), chat: chatView }),
  z.object({ type: z.literal("message"), message }),
  z.object({ type: z.literal("exchange"), exchange }),
]);

const fault = z.object({
  scope: z.unknown(),
  fault: z.unknown(),
  struck: z.int().describe("How often it has struck."),
  rest: z.int().optional().describe("How often it may strike yet; missing where it has no limit."),
});

const scenario = z.object({
  name: z.string(),
  symptom: z.string().describe("What people saw."),
  seen: list(z.string()).describe("Where they tell of it."),
  steps: list(z.object({ scope: z.unknown(), fault: z.unknown() })),
});

const quirkValue = z.union([z.boolean(), z.number(), z.string()]);
const quirk = z.object({
  name: z.string(),
  value: quirkValue.describe("What holds now."),
  values: list(quirkValue).describe("What it can be; first what the better source says."),
  about: z.string().describe("What it decides."),
});

const clock = z.object({
  now: z.number().describe("Milliseconds since 1970."),
  mode: z.union([z.enum(["real", "virtual"]), z.object({ speed: z.number() })]),
});

const snapshot = z.object({
  snapshot_id: z.string(),
  takenAt: z.number().describe("Milliseconds since 1970."),
  tenants: z.int().describe("How many."),
  apps: z.int(),
  users: z.int(),
  chats: z.int(),
  messages: z.int(),
  templates: z.int(),
});

/** An answer that is a list. */
interface Items<Item> {
  readonly items: readonly Item[];
}

const items = <Item>(item: z.ZodType<Item>): z.ZodType<Items<Item>> => z.object({ items: list(item) });

interface Answers {
  readonly nothing: z.ZodType<object>;
  readonly tenant: z.ZodType<TenantView>;
  readonly tenants: z.ZodType<Items<TenantView>>;
  readonly appView: z.ZodType<AppView>;
  readonly app: z.ZodType<AppDetails>;
  readonly apps: z.ZodType<Items<AppDetails>>;
  readonly user: z.ZodType<UserDetails>;
  readonly users: z.ZodType<Items<UserDetails>>;
  readonly chat: z.ZodType<ChatDetails>;
  readonly chats: z.ZodType<Items<ChatDetails>>;
  readonly template: z.ZodType<TemplateView>;
  readonly templates: z.ZodType<Items<TemplateView>>;
  readonly messages: z.ZodType<Items<MessageView>>;
  readonly exchange: z.ZodType<ExchangeView>;
  readonly exchanges: z.ZodType<Items<ExchangeView>>;
  readonly click: z.ZodType<ClickView>;
  readonly world: z.ZodType<WorldView>;
  readonly happening: z.ZodType<ConsoleEvent>;
  readonly faults: z.ZodType<Items<FaultView>>;
  readonly scenarios: z.ZodType<Items<ScenarioView>>;
  readonly quirks: z.ZodType<Items<QuirkView>>;
  readonly clock: z.ZodType<ClockView>;
  readonly rateLimits: z.ZodType<RateLimitsView>;
  readonly snapshot: z.ZodType<SnapshotView>;
  readonly snapshots: z.ZodType<Items<SnapshotView>>;
}

/** What the API answers, as its document has it; the types are the contract's, so that none can say anything else. */
export const answers: Answers = {
  nothing: z.strictObject({}),
  tenant,
  tenants: items(tenant),
  appView,
  app,
  apps: items(app),
  user,
  users: items(user),
  chat,
  chats: items(chat),
  template,
  templates: items(template),
  messages: items(message),
  exchange,
  exchanges: items(exchange),
  click,
  world,
  happening,
  faults: items(fault),
  scenarios: items(scenario),
  quirks: items(quirk),
  clock,
  rateLimits: z.object({ enabled: z.boolean() }),
  snapshot,
  snapshots: items(snapshot),
};
