// @ts-check
import Fastify from "fastify";
import { path } from "../../../fixtures/app.mjs";
import { json, maxBodyBytes } from "../webhook.mjs";

/** @param {import("../pipeline.mjs").AnswerWebhook} answer */
export async function serve(answer) {
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
}
