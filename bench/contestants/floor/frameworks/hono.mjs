// @ts-check
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { path } from "../../../fixtures/app.mjs";
import { isWithinLimit, json } from "../webhook.mjs";

/** Hono's own `bodyLimit()` would make a web stream of every body, and cost two thirds of the rate. @param {import("../pipeline.mjs").AnswerWebhook} answer */
export function serve(answer) {
  const app = new Hono();
  app.post(path, async (context) => {
    if (!isWithinLimit(context.req.header("content-length"))) return context.body(null, 413);
    try {
      const body = Buffer.from(await context.req.arrayBuffer());
      const header = (/** @type {string} */ name) => /** @type {string} */ (context.req.header(name));
      return context.body(await answer(header, body), 200, { "content-type": json });
    } catch {
      return context.body(null, 401);
    }
  });
  return createAdaptorServer(app);
}
