import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { EventDispatcher } from "larkwire";
import { Client } from "larkwire/client";
import { WSClient } from "larkwire/ws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { KeylessApp, Simulator } from "./index.ts";
import { startSimulator } from "./simulator.ts";

const card = {
  elements: [{ tag: "action", actions: [{ tag: "button", text: { tag: "plain_text", content: "Go" } }] }],
};
const rsa = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pemOf = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();
const rsaPem = pemOf(rsa.publicKey);

let simulator: Simulator;
let app: KeylessApp;
beforeEach(async () => {
  simulator = await startSimulator({ clock: "virtual", console: false });
  app = simulator.createApp({ publicKey: rsaPem });
});
afterEach(() => simulator.close());

const toPart = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
type Sign = (text: string) => Buffer;
const withRsa: Sign = (text) => sign("sha256", Buffer.from(text), rsa.privateKey);
const withP256: Sign = (text) => sign("sha256", Buffer.from(text), { key: p256.privateKey, dsaEncoding: "ieee-p1363" });

function toToken(header: object, claims: unknown, signature: Sign): string {
  const text = `${toPart(header)}.${toPart(claims)}`;
  return `${text}.${signature(text).toString("base64url")}`;
}

const host = (): string => new URL(simulator.domain).host;
const seconds = (): number => Math.floor(simulator.clock.now() / 1_000);
const claimsFor = (audience = host()) => {
  return { iss: app.appId, sub: app.appId, aud: audience as unknown, iat: seconds(), exp: seconds() + 60 };
};
const genuine = (audience?: string): string => toToken({ alg: "RS256", typ: "JWT" }, claimsFor(audience), withRsa);

const fieldsOf = (client_assertion: string) => ({
  grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
  client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
  client_assertion,
  client_id: app.appId,
});

async function post(path: string, body: unknown) {
  const response = await fetch(`${simulator.domain}${path}`, {
    method: "POST",
    ...(body instanceof URLSearchParams
      ? { body }
      : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const buy = (assertion: string) => post("/oauth/v3/token", fieldsOf(assertion));
const discover = (ClientAssertion: string | undefined, AppSecret = "") =>
  post("/callback/ws/endpoint", { AppID: app.appId, AppSecret, ClientAssertion });

describe.each([
  ["RS256", "PEM", rsaPem, withRsa],
  ["RS256", "a JSON Web Key", rsa.publicKey.export({ format: "jwk" }), withRsa],
  ["ES256", "PEM", pemOf(p256.publicKey), withP256],
  ["ES256", "the text of a JSON Web Key", JSON.stringify(p256.publicKey.export({ format: "jwk" })), withP256],
] as const)("an app that signs with %s, its key given as %s", (alg, _, publicKey, signature) => {
  const clientAssertion = (audience: string): string => toToken({ alg }, claimsFor(audience), signature);

  it("gets a token and sends a message with larkwire's client", async () => {
    app = simulator.createApp({ publicKey });
    const ada = simulator.createUser();
    const chat = simulator.createChat({ members: [ada], bots: [app] });
    const client = new Client({ ...app.credentials, clientAssertion, logLevel: "silent" });

    await client.im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: chat.chatId, msg_type: "text", content: { text: "hi" } },
    });

    expect(chat.messages()).toMatchObject([{ sender: { id: app.appId }, content: { text: "hi" } }]);
  });

  it("answers a click over the long connection", async () => {
    app = simulator.createApp({ publicKey });
    const ada = simulator.createUser();
    const chat = simulator.createChat({ members: [ada], bots: [app] });
    const client = new Client({ ...app.credentials, clientAssertion, logLevel: "silent" });
    const { clock } = simulator;
    const dispatcher = new EventDispatcher({ client, clock, logLevel: "silent" });
    dispatcher.onCardAction(() => ({ toast: { content: "ok" } }));
    const connection = new WSClient({ ...app.credentials, clientAssertion, dispatcher, logLevel: "silent" });
    await connection.start();

    const { toast } = await ada.click({ message_id: app.sendCard(chat, card).message_id, button: "Go" });
    await connection.close();

    expect(toast?.content).toBe("ok");
  });
});

describe("an assertion", () => {
  it("may be used again until it expires", async () => {
    const assertion = genuine();
    const first = await buy(assertion);

    expect(first).toEqual({
      status: 200,
      body: { code: 0, access_token: expect.stringMatching(/^t-/), token_type: "Bearer", expires_in: 7_200 },
    });
    expect((await buy(assertion)).body).toEqual(first.body);
    expect((await discover(assertion)).body.code).toBe(0);
    await simulator.advance(60_000);
    expect((await buy(assertion)).body).toMatchObject({ error: "invalid_client" });
    expect((await discover(assertion)).body.code).toBe(514);
  });

  it("may come in a form, and be meant for others as well", async () => {
    const assertion = toToken({ alg: "RS256" }, { ...claimsFor(), aud: ["others.example", host()] }, withRsa);

    expect((await post("/oauth/v3/token", new URLSearchParams(fieldsOf(assertion)))).status).toBe(200);
  });

  const stranger = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const hmac: Sign = (text) => createHmac("sha256", rsaPem).update(text).digest();
  const claim = (changes: () => object) => () => toToken({ alg: "RS256" }, { ...claimsFor(), ...changes() }, withRsa);
  it.each<[string, () => string, RegExp]>([
    ["nothing", () => "", /no JSON Web Token/],
    ["no token", () => "jwt", /no JSON Web Token/],
    ["a header that is no object", () => toToken([], claimsFor(), withRsa), /no JSON Web Token/],
    ["alg none", () => toToken({ alg: "none" }, claimsFor(), () => Buffer.alloc(0)), /alg is not RS256/],
    ["no signature", () => toToken({ alg: "RS256" }, claimsFor(), () => Buffer.alloc(0)), /not signed with/],
    ["HS256 with the public key", () => toToken({ alg: "HS256" }, claimsFor(), hmac), /alg is not RS256/],
    ["RS256 that is HS256", () => toToken({ alg: "RS256" }, claimsFor(), hmac), /not signed with/],
    ["another algorithm", () => toToken({ alg: "ES256" }, claimsFor(), withP256), /alg is not RS256/],
    [
      "another key",
      () => toToken({ alg: "RS256" }, claimsFor(), (text) => sign("sha256", Buffer.from(text), stranger.privateKey)),
      /not signed with/,
    ],
    [
      "claims that were changed",
      () => genuine().replace(/\.[^.]+\./, `.${toPart({ ...claimsFor(), exp: seconds() + 9_999 })}.`),
      /not signed with/,
    ],
    ["an extension", () => toToken({ alg: "RS256", crit: ["x"], x: 1 }, claimsFor(), withRsa), /crit/],
    ["claims that are no object", () => toToken({ alg: "RS256" }, [], withRsa), /no object/],
    ["another issuer", claim(() => ({ iss: "cli_0000000000000000" })), /its iss/],
    ["another subject", claim(() => ({ sub: "cli_0000000000000000" })), /its sub/],
    ["another host", claim(() => ({ aud: "accounts.feishu.cn" })), /its aud is not 127\.0\.0\.1:\d+$/],
    ["other hosts", claim(() => ({ aud: ["accounts.feishu.cn", [host()]] })), /its aud/],
    ["no host", claim(() => ({ aud: undefined })), /its aud/],
    ["no end", claim(() => ({ exp: undefined })), /no exp/],
    ["an end that is a text", claim(() => ({ exp: String(seconds() + 60) })), /no exp/],
    ["an end that is over", claim(() => ({ exp: seconds() - 4 })), /expired [45] s ago/],
    ["a beginning to come", claim(() => ({ nbf: seconds() + 5 })), /its nbf is [45] s from now/],
    ["a date of issue to come", claim(() => ({ iat: seconds() + 5 })), /its iat is [45] s from now/],
    ["a date of issue that is a text", claim(() => ({ iat: "now" })), /its iat is no number/],
    ["8 KiB", claim(() => ({ padding: "x".repeat(8_192) })), /more than 8192 characters/],
  ])("is refused with %s, for tokens and for the long connection", async (_, forge, reason) => {
    const [token, endpoint] = [await buy(forge()), await discover(forge())];

    expect(token).toEqual({
      status: 401,
      body: { error: "invalid_client", error_description: expect.stringMatching(reason) },
    });
    expect(endpoint.body).toMatchObject({ code: 514, msg: expect.stringMatching(reason), data: { URL: "" } });
  });

  it("is refused with an ES256 signature in the encoding of X.509", async () => {
    app = simulator.createApp({ publicKey: pemOf(p256.publicKey) });
    const der: Sign = (text) => sign("sha256", Buffer.from(text), p256.privateKey);

    expect((await buy(toToken({ alg: "ES256" }, claimsFor(), withP256))).status).toBe(200);
    expect((await buy(toToken({ alg: "ES256" }, claimsFor(), der))).status).toBe(401);
  });

  it.each<[object, number, string]>([
    [{ grant_type: "client_credentials" }, 400, "unsupported_grant_type"],
    [{ client_assertion_type: "saml" }, 400, "invalid_request"],
    [{ client_assertion: undefined }, 400, "invalid_request"],
    [{ client_id: "cli_0000000000000000" }, 401, "invalid_client"],
  ])("with %j beside it gets the codes of OAuth", async (changes, status, error) => {
    const answer = await post("/oauth/v3/token", { ...fieldsOf(genuine()), ...changes });

    expect(answer).toMatchObject({ status, body: { error, error_description: expect.any(String) } });
  });

  it("comes in 32 KiB at most", async () => {
    expect((await buy("x".repeat(33_000))).status).toBe(413);
  });
});

describe("a secret", () => {
  it.each(["", "undefined", "null"])("%j is none of an app that has a key", async (secret) => {
    expect((await discover(undefined, secret)).body.code).toBe(514);
    const path = "/open-apis/auth/v3/tenant_access_token/internal";
    expect((await post(path, { app_id: app.appId, app_secret: secret })).body.code).toBe(10_015);
  });

  it("is all that proves an app that has one", async () => {
    const { appId, appSecret } = simulator.createApp();
    const assertion = toToken({ alg: "RS256" }, { ...claimsFor(), iss: appId, sub: appId }, withRsa);

    const answer = await post("/oauth/v3/token", {
      ...fieldsOf(assertion),
      client_id: appId,
      client_secret: appSecret,
    });
    expect(answer).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  });
});

describe("a public key", () => {
  const jwk = rsa.publicKey.export({ format: "jwk" });
  it.each<[string, string | object, RegExp]>([
    ["a private key in PEM", rsa.privateKey.export({ type: "pkcs8", format: "pem" }).toString(), /private key/],
    ["a private JSON Web Key", p256.privateKey.export({ format: "jwk" }), /private key/],
    ["a symmetric key", { kty: "oct", k: "c2VjcmV0" }, /private key/],
    ["a key of 1,024 bits", pemOf(generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey), /2,048/],
    ["another curve", pemOf(generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey), /P-256/],
    ["Ed25519", pemOf(generateKeyPairSync("ed25519").publicKey), /P-256/],
    ["half a key", { ...jwk, n: undefined }, /not a public key/],
    ["an empty text", "", /not a public key/],
    ["a text of 9,000 characters", "x".repeat(9_000), /8192 characters/],
  ])("is not %s", async (_, key, message) => {
    const publicKey = key as string;
    const refused = { code: "REQUEST_INVALID", path: "publicKey", message: expect.stringMatching(message) };

    expect(() => simulator.createApp({ publicKey })).toThrow(expect.objectContaining(refused));
    expect(await post("/simulator/v1/apps", { public_key: key })).toMatchObject({
      status: 400,
      body: { error: { ...refused, path: "public_key", mend: expect.any(String) } },
    });
    await expect(startSimulator({ world: { apps: [{ name: "Bot", publicKey }] } })).rejects.toMatchObject({
      code: "WORLD_INVALID",
      message: expect.stringMatching(/apps\.0\.publicKey/),
    });
  });

  it("is in place of a secret, and of no store app", async () => {
    const type: object = { type: "store" };
    expect(() => simulator.createApp({ publicKey: rsaPem, ...type })).toThrow(/store app needs its secret/);
    expect((await post("/simulator/v1/apps", { public_key: rsaPem, type: "store" })).body).toMatchObject({
      error: { code: "REQUEST_INVALID", path: "public_key" },
    });
    const world = { apps: [{ name: "Bot", publicKey: rsaPem, appSecret: "secret" }] };
    await expect(startSimulator({ world })).rejects.toMatchObject({
      code: "WORLD_INVALID",
      message: expect.stringMatching(/apps\.0\.publicKey: .*not both/),
    });
  });

  it("is described with a world, found by the app's name, and shown by the management API", async () => {
    const world = { apps: [{ name: "Keyless", publicKey: jwk }, { name: "Other" }] };
    await using described = await startSimulator({ console: false, world });

    expect(described.keylessApp("Keyless").credentials).not.toHaveProperty("appSecret");
    expect(() => described.app("Keyless")).toThrow(/keylessApp/);
    expect(() => described.keylessApp("Other")).toThrow(/has a secret/);
    const response = await fetch(`${described.domain}/simulator/v1/apps`);
    const { items } = (await response.json()) as { items: unknown[] };
    expect(items[0]).toMatchObject({ name: "Keyless", public_key: rsaPem });
    expect(items[0]).not.toHaveProperty("app_secret");
  });

  it("is kept with a snapshot", async () => {
    const snapshot = simulator.snapshot();
    simulator.reset();
    expect((await buy(genuine())).status).toBe(401);
    simulator.restore(snapshot);
    expect((await buy(genuine())).status).toBe(200);
  });
});
