import { createDecipheriv, createHash } from "node:crypto";
import { expect, it } from "vitest";
import { Identifiers } from "../world/identifiers.ts";
import { createRandom } from "../world/random.ts";
import { createWebhookRequest } from "./webhook-request.ts";

const ids = new Identifiers(createRandom(1));
const now = 1_700_000_000_999;
const json = '{"schema":"2.0","text":"批准"}';

it("without an Encrypt Key the body is the JSON, unsigned", () => {
  const { headers, body } = createWebhookRequest({ url: "http://x", encryptKey: undefined }, json, ids, now);

  expect(body).toBe(json);
  expect(headers).not.toHaveProperty("X-Lark-Signature");
  expect(headers).toMatchObject({
    "X-Lark-Request-Timestamp": "1700000000",
    "X-Tt-Logid": expect.stringMatching(/^20231114/),
  });
});

it("with an Encrypt Key the body is encrypted and signed as documented", () => {
  const { headers, body } = createWebhookRequest({ url: "http://x", encryptKey: "test key" }, json, ids, now);

  const bytes = Buffer.from(JSON.parse(body).encrypt, "base64");
  const key = createHash("sha256").update("test key").digest();
  const decipher = createDecipheriv("aes-256-cbc", key, bytes.subarray(0, 16));
  expect(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString()).toBe(json);
  const signed = `${headers["X-Lark-Request-Timestamp"]}${headers["X-Lark-Request-Nonce"]}test key${body}`;
  expect(headers["X-Lark-Signature"]).toBe(createHash("sha256").update(signed).digest("hex"));
});

it("each request has a nonce and an iv of its own", () => {
  const create = () => createWebhookRequest({ url: "http://x", encryptKey: "test key" }, json, ids, now);
  const [one, two] = [create(), create()];

  expect(one.headers["X-Lark-Request-Nonce"]).not.toBe(two.headers["X-Lark-Request-Nonce"]);
  expect(one.body).not.toBe(two.body);
});
