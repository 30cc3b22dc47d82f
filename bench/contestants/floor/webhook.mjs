// @ts-check
import { createServer } from "node:http";
import { path } from "../../fixtures/app.mjs";
import { listen } from "../listen.mjs";
import { createAnswerWebhook } from "./pipeline.mjs";

export const maxBodyBytes = 1_048_576;
export const json = "application/json; charset=utf-8";

/** For hosts that end a body at the length that was announced. @param {string | null | undefined} contentLength */
export const isWithinLimit = (contentLength) => Number(contentLength ?? Number.NaN) <= maxBodyBytes;

/** @param {import("node:http").IncomingMessage} request @param {(body: Buffer | undefined) => void} done */
export function readBody(request, done) {
  /** @type {Buffer[]} */
  const chunks = [];
  let length = 0;
  request.on("data", (chunk) => {
    length += chunk.length;
    if (length > maxBodyBytes) request.destroy();
    else chunks.push(chunk);
  });
  request.on("end", () => done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
  request.on("error", () => done(undefined));
}

/** @param {import("../settings.mjs").Settings} settings */
export function start(settings) {
  const answerWebhook = createAnswerWebhook(settings);
  const server = createServer((request, response) => {
    /** @param {number} status @param {string} body */
    const respond = (status, body) => {
      response.writeHead(status, { "content-type": json, "content-length": Buffer.byteLength(body) });
      response.end(body);
    };
    if (request.method !== "POST" || request.url !== path) return respond(404, "");
    readBody(request, async (body) => {
      if (body === undefined) return;
      try {
        respond(200, await answerWebhook((name) => /** @type {string} */ (request.headers[name]), body));
      } catch {
        respond(401, "");
      }
    });
  });
  return listen(server);
}
