// @ts-check
import { createServer } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import Koa from "koa";
import { path } from "../../fixtures/app.mjs";
import { listen } from "../listen.mjs";
import { createAnswerWebhook } from "./pipeline.mjs";
import { maxBodyBytes, readBody } from "./webhook.mjs";

const json = "application/json; charset=utf-8";

/** @typedef {ReturnType<typeof createAnswerWebhook>} Answer */

/** The bare POST handler of each framework, with the framework's own way to the bytes. @type {Record<string, (answer: Answer) => any>} */
const servers = {
  express: (answer) => {
    const app = express();
    app.post(
      path,
      express.raw({ type: "*/*", limit: maxBodyBytes }),
      async (/** @type {any} */ request, /** @type {any} */ response) => {
        try {
          const body = await answer((name) => /** @type {string} */ (request.headers[name]), request.body);
          response.set("content-type", json).send(body);
        } catch {
          response.status(401).end();
        }
      },
    );
    return createServer(app);
  },
  koa: (answer) => {
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
  },
  fastify: async (answer) => {
    const app = Fastify({ bodyLimit: maxBodyBytes });
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    app.post(path, async (request, reply) => {
      try {
        const header = (/** @type {string} */ name) => /** @type {string} */ (request.headers[name]);
        return reply.type(json).send(await answer(header, /** @type {Buffer} */ (request.body)));
      } catch {
        return reply.code(401).send();
      }
    });
    await app.ready();
    return app.server;
  },
  hono: (answer) => {
    const app = new Hono();
    app.post(path, bodyLimit({ maxSize: maxBodyBytes }), async (context) => {
      try {
        const body = Buffer.from(await context.req.arrayBuffer());
        const header = (/** @type {string} */ name) => /** @type {string} */ (context.req.header(name));
        return context.body(await answer(header, body), 200, { "content-type": json });
      } catch {
        return context.body(null, 401);
      }
    });
    return createAdaptorServer(app);
  },
};

/** @param {import("../settings.mjs").Settings} settings */
export async function start(settings) {
  return listen(await servers[String(settings.framework)]?.(createAnswerWebhook(settings)));
}
