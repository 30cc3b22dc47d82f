// @ts-check
import { createServer } from "node:http";
import Koa from "koa";
import { path } from "../../../fixtures/app.mjs";
import { json, readBody } from "../webhook.mjs";

/** @param {import("../pipeline.mjs").AnswerWebhook} answer */
export function serve(answer) {
  const app = new Koa();
  app.use(async (/** @type {any} */ context) => {
    if (context.method !== "POST" || context.path !== path) return;
    const body = await new Promise((resolve) => readBody(context.req, resolve));
    try {
      context.body = await answer((name) => context.get(name), body);
      context.type = json;
    } catch {
      context.status = 401;
    }
  });
  return createServer(app.callback());
}
