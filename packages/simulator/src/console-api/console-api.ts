import { type Context, Hono } from "hono";
import { z } from "zod";
import { isVisibleTo } from "../world/entities.ts";
import { parseJson } from "../world/json.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import type { BrowserGuard } from "./browser-guard.ts";
import type {
  CallbackSubscription,
  ClickedAction,
  ClickView,
  ConsoleError,
  ExchangeView,
  WorldView,
} from "./contract.ts";
import type { Feed } from "./feed.ts";
import { consoleLimits } from "./limits.ts";
import { createLiveStream } from "./live-stream.ts";
import { clickRequest, messageRequest } from "./requests.ts";
import type { StaticFiles } from "./static-files.ts";
import { toAppView, toChatView, toMessageView, toUserView, type ViewSources } from "./views.ts";

/** What the console may see and do. */
export interface ConsoleContext extends ViewSources {
  readonly feed: Feed;
  /** The body as text, or `undefined` when it is longer than that. */
  readText(request: Request, maxBytes: number): Promise<string | undefined>;
  exchanges(): readonly ExchangeView[];
  /** @throws SimulatorError */
  click(openId: string, messageId: string, action: ClickedAction): Promise<ClickView>;
  /** Resolves when the bots of the chat have answered or failed to. @throws SimulatorError */
  send(openId: string, chatId: string, text: string): Promise<void>;
  /** @throws SimulatorError */
  subscribe(appId: string, callbacks: CallbackSubscription): Promise<void>;
}

const callbackSubscription: z.ZodType<CallbackSubscription> = z.object({
  mode: z.enum(["long-connection", "webhook"]),
  requestUrl: z.string().optional(),
});

/** The routes of contract.ts, and the console's page at the root. */
export function createConsoleApi(simulated: ConsoleContext, guard: BrowserGuard, files: StaticFiles): Hono {
  const app = new Hono();
  app.use("/*", async (context, next) => {
    if (!guard.isOwn(context.req.header("Host") ?? ""))
      return refuse("HOST_REFUSED", "The Host header does not name this machine.", 403);
    return next();
  });

  app.get("/console/api/world", (context) => context.json(toWorldView(simulated, context.req.query("viewer"))));
  app.get("/console/api/stream", (context) => {
    if (simulated.feed.subscribers >= consoleLimits.maxStreams)
      return refuse("TOO_MANY_STREAMS", "Close other pages of the console.", 429);
    return new Response(createLiveStream(simulated.feed, simulated, context.req.query("viewer")), {
      headers: { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store" },
    });
  });
  app.post("/console/api/clicks", async (context) => {
    const { open_id, message_id, action } = await readBody(simulated, context, clickRequest);
    return context.json(await simulated.click(open_id, message_id, action));
  });
  app.post("/console/api/messages", async (context) => {
    const { open_id, chat_id, text } = await readBody(simulated, context, messageRequest);
    await simulated.send(open_id, chat_id, text);
    return context.json({});
  });
  app.put("/console/api/apps/:app_id/callbacks", async (context) => {
    const appId = context.req.param("app_id");
    await simulated.subscribe(appId, await readBody(simulated, context, callbackSubscription));
    const changed = simulated.world.app(appId);
    return changed === undefined
      ? refuse("UNKNOWN_APP", "There is no such app.", 404)
      : context.json(toAppView(changed, simulated));
  });
  app.all("/console/api/*", () => refuse("NOT_FOUND", "There is no such route.", 404));
  app.get("/*", async (context) => {
    const file = await files.read(context.req.path.slice(1));
    return file === undefined
      ? refuse("NOT_FOUND", "There is no such file; the console's page comes with its build.", 404)
      : new Response(file.body, { headers: file.headers });
  });
  app.onError((error) => {
    if (!(error instanceof SimulatorError)) throw error;
    return refuse(error.code, error.message, error.code.startsWith("UNKNOWN_") ? 404 : 400);
  });
  return app;
}

function toWorldView(simulated: ConsoleContext, viewer: string | undefined): WorldView {
  const { world } = simulated;
  return {
    apps: world.apps().map((app) => toAppView(app, simulated)),
    users: world.users().map(toUserView),
    chats: world.chats().map(toChatView),
    messages: world
      .messages()
      .filter((message) => isVisibleTo(message, viewer))
      .map((message) => toMessageView(message, simulated, viewer)),
    exchanges: simulated.exchanges(),
  };
}

/** Only JSON: other content types are what a foreign page may send without asking. @throws SimulatorError */
async function readBody<Output>(
  simulated: ConsoleContext,
  context: Context,
  schema: z.ZodType<Output>,
): Promise<Output> {
  if (!/^application\/json\b/i.test(context.req.header("Content-Type") ?? "")) {
    throw new SimulatorError("REQUEST_INVALID", "The content type must be application/json.");
  }
  const text = await simulated.readText(context.req.raw, consoleLimits.maxBodyBytes);
  if (text === undefined)
    throw new SimulatorError("REQUEST_INVALID", `The body has more than ${consoleLimits.maxBodyBytes} bytes.`);
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SimulatorError(
    "REQUEST_INVALID",
    `${issue?.path.join(".") || "body"}: ${issue?.message ?? "not as expected"}`,
  );
}

function refuse(code: string, message: string, status: 400 | 403 | 404 | 429): Response {
  const body: ConsoleError = { error: { code, message } };
  return Response.json(body, { status });
}
