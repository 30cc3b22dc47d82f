import { type Context, Hono } from "hono";
import type { SwitchableClock } from "../deliveries/switchable-clock.ts";
import type { Platform } from "../platform.ts";
import { parseJson } from "../world/json.ts";
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
    app.on(route.method.toUpperCase(), toPattern(route), (context) => serve(route, options, context));
  }
  for (const pattern of new Set(routes.map(toPattern))) {
    const known = routes.filter((route) => toPattern(route) === pattern);
    app.all(pattern, (context) => refuseMethod(context.req.method, known));
  }
  app.all("/*", () => refuse("NOT_FOUND", "There is no such route."));
  app.onError(toRefusal);
  return app;
}

/** The path as Hono has it. */
function toPattern({ path }: Route): string {
  return path.replace(/\{(\w+)\}/g, ":$1");
}

function refuseMethod(asked: string, known: readonly Route[]): Response {
  const methods = known.map(({ method }) => method.toUpperCase());
  const response = refuse("METHOD_REFUSED", `There is ${methods.join(" and ")} here, and no ${asked}.`);
  response.headers.set("Allow", [...methods, ...(methods.includes("GET") ? ["HEAD"] : [])].join(", "));
  return response;
}

async function serve(route: Route, options: ManagementOptions, context: Context): Promise<Response> {
  const input = route.method === "get" ? context.req.query() : await readInput(options, context.req.raw);
  if (input instanceof Response) return input;
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

/**
 * The input, or the refusal of what cannot be any. Only JSON: other content types are what a foreign page may send without
 * asking. No body stands for `{}`.
 */
async function readInput({ readText }: ManagementOptions, request: Request): Promise<unknown> {
  const text = await readText(request, managementLimits.maxBodyBytes);
  if (text === undefined) {
    return refuse("BODY_TOO_LONG", `The body has more than ${managementLimits.maxBodyBytes} bytes.`);
  }
  if (text === "") return {};
  if (!/^application\/json\b/i.test(request.headers.get("Content-Type") ?? "")) {
    return refuse("CONTENT_TYPE_REFUSED", "The content type is not application/json.");
  }
  const input = parseJson(text);
  return input === undefined ? refuse("REQUEST_INVALID", "The body is no JSON, or is nested too deep.") : input;
}
