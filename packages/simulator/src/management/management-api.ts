import { type Context, Hono } from "hono";
import type { SwitchableClock } from "../deliveries/switchable-clock.ts";
import type { Platform } from "../platform.ts";
import { parseJson } from "../world/json.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import { createActivityRoutes } from "./activity-routes.ts";
import { createChatRoutes } from "./chat-routes.ts";
import { createEntityRoutes } from "./entity-routes.ts";
import { createGestureRoutes } from "./gesture-routes.ts";
import { managementLimits } from "./limits.ts";
import { basePath, createOpenApiDocument } from "./open-api-document.ts";
import { refuse, toRefusal } from "./refusals.ts";
import { createRehearsalRoutes } from "./rehearsal-routes.ts";
import type { Route } from "./route.ts";

export interface ManagementOptions {
  readonly platform: Platform;
  readonly clock: SwitchableClock;
  /** The body as text, or `undefined` when it is longer than that. */
  readonly readText: (request: Request, maxBytes: number) => Promise<string | undefined>;
}

/** The HTTP API over which a running simulator is watched and managed, with its document at `openapi.json`. */
export function createManagementApi(options: ManagementOptions): Hono {
  const { platform, clock } = options;
  const routes = [
    ...createEntityRoutes(platform),
    ...createChatRoutes(platform),
    ...createActivityRoutes(platform),
    ...createGestureRoutes(platform),
    ...createRehearsalRoutes(platform, clock),
  ];
  const document = createOpenApiDocument(routes);
  const app = new Hono().basePath(basePath);
  app.get("/openapi.json", (context) => context.json(document));
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ":$1");
    app.on(route.method.toUpperCase(), path, (context) => serve(route, options, context));
  }
  app.all("/*", () => refuse("NOT_FOUND", "There is no such route."));
  app.onError(toRefusal);
  return app;
}

async function serve(route: Route, options: ManagementOptions, context: Context): Promise<Response> {
  const input = route.method === "get" ? context.req.query() : await readInput(options, context.req.raw);
  const parsed = route.input.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
    return refuse(
      "REQUEST_INVALID",
      `${issue?.message ?? "Not as expected"}.`,
      [...(issue?.path ?? []), ...unknown].join("."),
    );
  }
  // A stream without a reader would never end.
  if (route.isStream && context.req.method === "HEAD") return toStream(null);
  const [parameter = ""] = Object.values(context.req.param());
  const answer = await route.run(parsed.data, parameter);
  return answer instanceof ReadableStream ? toStream(answer) : Response.json(answer);
}

function toStream(events: ReadableStream | null): Response {
  return new Response(events, {
    headers: { "Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store" },
  });
}

/** Only JSON: other content types are what a foreign page may send without asking. No body stands for `{}`. @throws SimulatorError */
async function readInput({ readText }: ManagementOptions, request: Request): Promise<unknown> {
  const text = await readText(request, managementLimits.maxBodyBytes);
  if (text === undefined) {
    throw new SimulatorError("REQUEST_INVALID", `The body has more than ${managementLimits.maxBodyBytes} bytes.`);
  }
  if (text === "") return {};
  if (!/^application\/json\b/i.test(request.headers.get("Content-Type") ?? "")) {
    throw new SimulatorError("REQUEST_INVALID", "The content type must be application/json.");
  }
  return parseJson(text);
}
