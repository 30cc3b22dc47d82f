import { Hono } from "hono";
import type { StaticFiles } from "./static-files.ts";

/** The console's page at the root, which talks to the management API. */
export function createConsolePage(files: StaticFiles): Hono {
  const app = new Hono();
  app.get("/*", async (context) => {
    const file = await files.read(context.req.path.slice(1));
    if (file !== undefined) return new Response(file.body, { headers: file.headers });
    return context.text("There is no such file; the console's page comes with its build.", 404);
  });
  return app;
}
