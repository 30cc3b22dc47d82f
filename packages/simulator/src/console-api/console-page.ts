import { Hono } from "hono";
import type { StaticFiles } from "./static-files.ts";

/** The console's page at the root, which talks to the management API. */
export function createConsolePage(files: StaticFiles): Hono {
  const app = new Hono();
  app.get("/*", async (context, next) => {
    const file = await files.read(context.req.path.slice(1));
    return file === undefined ? next() : new Response(file.body, { headers: file.headers });
  });
  return app;
}
