// @ts-check
import { createDecipheriv, createHash, timingSafeEqual } from "node:crypto";
import { reply } from "../../fixtures/click.mjs";
import { encryptKey } from "../../fixtures/signed-request.mjs";
import { rememberOutcomes } from "./outcomes.mjs";

const key = createHash("sha256").update(encryptKey).digest();
const freshnessMs = 3_600_000;
const outcomes = rememberOutcomes(10_000);

/** The app's own work, the same for every contestant. @param {{ action: { value: { id: string } } }} event */
const handler = async (event) => reply(event.action.value.id);

/** What no receiver can leave out, and nothing else. @param {any} delivery @returns {Promise<string>} */
export async function answerDelivery(delivery) {
  const { event_id: eventId } = delivery.header;
  const known = outcomes.get(eventId);
  if (known !== undefined) return known;
  const json = JSON.stringify((await handler(delivery.event)) ?? {});
  outcomes.set(eventId, json);
  return json;
}

/** @param {(name: string) => string} header @param {Buffer} body */
export function answerWebhook(header, body) {
  const timestamp = header("x-lark-request-timestamp");
  const prefix = timestamp + header("x-lark-request-nonce") + encryptKey;
  const digest = Buffer.from(createHash("sha256").update(prefix).update(body).digest("hex"), "latin1");
  const signature = Buffer.from(header("x-lark-signature"), "latin1");
  if (signature.length !== digest.length || !timingSafeEqual(signature, digest)) throw new Error("signature");
  if (Math.abs(Date.now() - Number(timestamp) * 1000) > freshnessMs) throw new Error("stale");
  const encrypted = Buffer.from(JSON.parse(body.toString()).encrypt, "base64");
  const decipher = createDecipheriv("aes-256-cbc", key, encrypted.subarray(0, 16));
  const plain = Buffer.concat([decipher.update(encrypted.subarray(16)), decipher.final()]);
  return answerDelivery(JSON.parse(plain.toString()));
}

export function start() {
  /** @param {import("../../fixtures/signed-request.mjs").SignedRequest} request */
  return ({ headers, body }) => answerWebhook((name) => /** @type {string} */ (headers[name]), body);
}
