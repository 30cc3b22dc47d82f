// @ts-check
import { createServer } from "node:http";
import express from "express";
import { path } from "../../../fixtures/app.mjs";
import { json, maxBodyBytes } from "../webhook.mjs";

/** @param {import("../pipeline.mjs").AnswerWebhook} answer */
export function serve(answer) {
  const app = express();
  app.post(
    path,
    express.raw({ type: "*/*", limit: maxBodyBytes }),
    async (/** @type {any} */ request, /** @type {any} */ response) => {
      try {
        response.set("content-type", json).send(await answer((name) => request.headers[name], request.body));
      } catch {
        response.status(401).end();
      }
    },
  );
  return createServer(app);
}
