// @ts-check
import express from "express";
import { path } from "../../../fixtures/app.mjs";
import { createNest, serverOf } from "../../nest.mjs";
import { json, maxBodyBytes } from "../webhook.mjs";

/** What is used before `init()` stands above Nest's own parser. @param {import("../pipeline.mjs").AnswerWebhook} answer */
export async function serve(answer) {
  const app = await createNest([]);
  app.use(
    path,
    express.raw({ type: "*/*", limit: maxBodyBytes }),
    async (/** @type {any} */ request, /** @type {any} */ response, /** @type {() => void} */ next) => {
      if (request.method !== "POST") return next();
      try {
        response.set("content-type", json).send(await answer((name) => request.headers[name], request.body));
      } catch {
        response.status(401).end();
      }
    },
  );
  return serverOf(app);
}
