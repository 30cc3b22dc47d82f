// @ts-check
import { createAnswerWebhook } from "./pipeline.mjs";
import { isWithinLimit, json, maxBodyBytes } from "./webhook.mjs";

/** A bare route handler or function. @param {import("../settings.mjs").Settings} settings */
export function start(settings) {
  const answer = createAnswerWebhook(settings);
  if (settings.framework !== "next") return createLambda(answer);
  const handle = createRouteHandler(answer);
  return async (/** @type {Request} */ request) => (await handle(request)).text();
}

/** @param {import("./pipeline.mjs").AnswerWebhook} answer */
function createRouteHandler(answer) {
  return async (/** @type {Request} */ request) => {
    if (!isWithinLimit(request.headers.get("content-length"))) return new Response(null, { status: 413 });
    try {
      const header = (/** @type {string} */ name) => /** @type {string} */ (request.headers.get(name));
      const body = await answer(header, Buffer.from(await request.arrayBuffer()));
      return new Response(body, { headers: { "content-type": json } });
    } catch {
      return new Response(null, { status: 401 });
    }
  };
}

/** @param {import("./pipeline.mjs").AnswerWebhook} answer */
function createLambda(answer) {
  return async (/** @type {any} */ event) => {
    const { body } = await respond(event);
    return body;
  };

  /** @param {any} event */
  async function respond(event) {
    const bytes = Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8");
    if (bytes.length > maxBodyBytes) return { statusCode: 413, headers: {}, body: "" };
    // REST APIs keep the case that the sender wrote.
    const headers = new Map(Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]));
    try {
      const body = await answer((name) => headers.get(name), bytes);
      return { statusCode: 200, headers: { "content-type": json }, body };
    } catch {
      return { statusCode: 401, headers: {}, body: "" };
    }
  }
}
