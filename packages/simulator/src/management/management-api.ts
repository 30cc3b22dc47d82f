import { Hono } from "hono";
import { parseJson } from "../world/json.ts";
import { SimulatorError } from "../world/simulator-error.ts";
import { createActivityRoutes, type Managed } from "./activity-routes.ts";
import { createEntityRoutes } from "./entity-routes.ts";
import { managementLimits } from "./limits.ts";
import { basePath, createOpenApiDocument } from "./open-api-document.ts";

export interface ManagementOptions extends Managed {
  /** The body as text, or `undefined` when it is longer than that. */
  readonly readText: (request: Request, maxBytes: number) => Promise<string | undefined>;
  /** Whether the `Host` header names this machine. */
  readonly isOwnHost: (host: string) => boolean;
}

/** The HTTP API over which a running simulator is managed, with its document at `openapi.json`. */
export function createManagementApi(options: ManagementOptions): Hono {
  const routes = [...createEntityRoutes(options.platform), ...createActivityRoutes(options)];
  const document = createOpenApiDocument(routes);
  const app = new Hono().basePath(basePath);
  app.use("/*", async (context, next) => {
    if (options.isOwnHost(context.req.header("Host") ?? "")) return next();
    return refuse(403, { code: "HOST_REFUSED", message: "The Host header does not name this machine." });
  });
  app.get("/openapi.json", (context) => context.json(document));
  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path.replace(/\{(\w+)\}/g, ":$1"), async (context) => {
      const input = route.method === "get" ? context.req.query() : await readInput(options, context.req.raw);
      const parsed = route.input.safeParse(input);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const path = issue?.path.join(".") ?? "";
        const message = `${issue?.message ?? "not as expected"}. ${basePath}/openapi.json says what is.`;
        return refuse(400, { code: "REQUEST_INVALID", path, message });
      }
      const [parameter = ""] = Object.values<string>(context.req.param());
      return context.json((await route.run(parsed.data, parameter)) as object);
    });
  }
  app.all("/*", () =>
    refuse(404, { code: "NOT_FOUND", message: `There is no such route; see ${basePath}/openapi.json.` }),
  );
  app.onError((error) => {
    if (!(error instanceof SimulatorError)) throw error;
    return refuse(error.code.startsWith("UNKNOWN_") ? 404 : 400, { code: error.code, message: error.message });
  });
  return app;
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

function refuse(status: number, error: { code: string; path?: string; message: string }): Response {
  return Response.json({ error }, { status });
}
