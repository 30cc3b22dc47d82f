// @ts-check
import { createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import { encryptKey, verificationToken } from "../../fixtures/app.mjs";
import { createHandlers } from "./handlers.mjs";
import { rememberOutcomes } from "./outcomes.mjs";

const key = createHash("sha256").update(encryptKey).digest();
const token = Buffer.from(verificationToken);
const freshnessMs = 3_600_000;

/** @typedef {import("../settings.mjs").Settings} Settings */

/** What no receiver can leave out, and nothing else. @param {Settings} settings */
export function createAnswerDelivery(settings) {
  const outcomes = settings.dedupe ? rememberOutcomes(10_000) : undefined;
  const handlers = createHandlers(settings);
  return async (/** @type {any} */ delivery) => {
    const { event_id: eventId, event_type: name } = delivery.header;
    const known = outcomes?.get(eventId);
    if (known !== undefined) return known;
    const json = JSON.stringify((await handlers.get(name)?.(delivery.event)) ?? {});
    outcomes?.set(eventId, json);
    return json;
  };
}

/** @typedef {(header: (name: string) => string, body: Buffer) => Promise<string>} AnswerWebhook */

/** @param {Settings} settings @returns {AnswerWebhook} */
export function createAnswerWebhook(settings) {
  const answerDelivery = createAnswerDelivery(settings);
  if (settings.encrypted) return (header, body) => answerDelivery(JSON.parse(openEncrypted(header, body)));
  return (_, body) => {
    const delivery = JSON.parse(body.toString());
    if (!isEqual(Buffer.from(delivery.header.token), token)) throw new Error("token");
    return answerDelivery(delivery);
  };
}

/** @param {(name: string) => string} header @param {Buffer} body */
function openEncrypted(header, body) {
  const timestamp = header("x-lark-request-timestamp");
  const prefix = timestamp + header("x-lark-request-nonce") + encryptKey;
  const digest = Buffer.from(createHash("sha256").update(prefix).update(body).digest("hex"), "latin1");
  if (!isEqual(Buffer.from(header("x-lark-signature"), "latin1"), digest)) throw new Error("signature");
  if (Math.abs(Date.now() - Number(timestamp) * 1000) > freshnessMs) throw new Error("stale");
  const encrypted = Buffer.from(JSON.parse(body.toString()).encrypt, "base64");
  const decipher = createDecipheriv("aes-256-cbc", key, encrypted.subarray(0, 16));
  return Buffer.concat([decipher.update(encrypted.subarray(16)), decipher.final()]).toString();
}

/** @param {Buffer} given @param {Buffer} wanted */
const isEqual = (given, wanted) => given.length === wanted.length && timingSafeEqual(given, wanted);

/** @param {Settings} settings */
export function start(settings) {
  const answerWebhook = createAnswerWebhook(settings);
  /** @param {import("../../fixtures/request.mjs").WebhookRequest} request */
  return ({ headers, body }) => answerWebhook((name) => /** @type {string} */ (headers[name]), body);
}
