import { describe, expect, it } from "vitest";
import { encrypt } from "../../runtime/body-cipher.ts";
import { createNodeCrypto, sign } from "../../runtime/crypto.ts";
import type { Delivery } from "../delivery.ts";
import { open } from "./open.ts";

const nowMs = 1_700_000_000_000;
const timestamp = "1700000000";
const encryptKey = "test key";
const verificationToken = "vtoken";
const freshness = { callbackMs: 3_600_000, eventMs: 28_800_000 };

const click = {
  schema: "2.0",
  header: {
    event_id: "e1",
    event_type: "card.action.trigger",
    token: verificationToken,
    app_id: "cli_1",
    tenant_key: "owner",
  },
  event: { operator: { open_id: "ou_1", tenant_key: "actor" }, token: "c-1", action: { tag: "button" } },
};
const event2 = {
  schema: "2.0",
  header: { event_id: "e2", event_type: "im.message.receive_v1", token: verificationToken },
  event: {},
};
const event1 = {
  uuid: "u1",
  token: verificationToken,
  type: "event_callback",
  event: { type: "leave_approval", app_id: "cli_1" },
};
const legacyCard = { open_id: "ou_test", token: "c-test", action: { tag: "button" }, tenant_key: "actor" };

function deliver(body: string | Uint8Array, headers: Record<string, string> = {}): Delivery {
  return {
    body: typeof body === "string" ? new TextEncoder().encode(body) : body,
    receivedAt: 0,
    background: "process",
    origin: { type: "webhook", header: (name) => headers[name] },
  };
}

function signed(body: string, algorithm: "sha1" | "sha256", secret: string, at = timestamp): Delivery {
  return deliver(body, {
    "x-lark-request-timestamp": at,
    "x-lark-request-nonce": "nonce-1",
    "x-lark-signature": sign(algorithm, { timestamp: at, nonce: "nonce-1", secret, body }),
  });
}

function encrypted(content: object, key = encryptKey): string {
  return JSON.stringify({ encrypt: encrypt(key, JSON.stringify(content)) });
}

function opened(
  delivery: Delivery,
  encryptKeys: string[] = [encryptKey],
  verificationTokens: string[] = [verificationToken],
) {
  const secrets = { encryptKeys, verificationTokens };
  return open(delivery, { secrets, freshness, crypto: createNodeCrypto(), now: () => nowMs });
}

const failure = (code: string) => expect.objectContaining({ name: "LarkwireError", code });

describe("opening a delivery", () => {
  it("reads a signed and encrypted click: name, id, tenant of the actor, update token", () => {
    const { content } = opened(signed(encrypted(click), "sha256", encryptKey));
    expect(content).toMatchObject({
      type: "callback",
      name: "card.action.trigger",
      id: "e1",
      appId: "cli_1",
      tenantKey: "actor",
      updateToken: "c-1",
      event: click.event,
      body: click,
    });
  });

  it("reads events of schema 2.0 and 1.0", () => {
    expect(opened(signed(encrypted(event2), "sha256", encryptKey)).content).toMatchObject({ type: "event", id: "e2" });
    expect(opened(signed(encrypted(event1), "sha256", encryptKey)).content).toMatchObject({
      type: "event",
      name: "leave_approval",
      id: "u1",
    });
  });

  it("admits a legacy card by its SHA-1 signature, which is also its id", () => {
    const delivery = signed(JSON.stringify(legacyCard), "sha1", verificationToken);
    expect(opened(delivery, []).content).toMatchObject({
      type: "legacy-card",
      name: "card.action.trigger_v1",
      id: sign("sha1", { timestamp, nonce: "nonce-1", secret: verificationToken, body: JSON.stringify(legacyCard) }),
      updateToken: "c-test",
      tenantKey: "actor",
    });
  });

  it("takes the official signature vectors over raw bytes", () => {
    const body = '{"open_id":"ou_test","token":"c-test"}';
    const headers = {
      "x-lark-request-timestamp": "1700000000",
      "x-lark-request-nonce": "nonce-1",
      "x-lark-signature": "de1a461e43495f68df3c9d7728dc5211ef1b5383",
    };
    // The signature is right, so what is missed is the structure: the vector's body has no action.
    expect(() => opened(deliver(body, headers), [])).toThrow(failure("ENVELOPE_UNKNOWN"));
    expect(() => opened(deliver(`${body} `, headers), [])).toThrow(failure("SIGNATURE_INVALID"));
  });

  it("verifies the bytes as they came, not a re-serialised object", () => {
    const spaced = JSON.stringify(click, null, 2);
    expect(opened(signed(spaced, "sha256", encryptKey)).content).toMatchObject({ id: "e1" });
  });

  it("answers a challenge that is encrypted but unsigned", () => {
    const challenge = encrypted({ type: "url_verification", challenge: "abc", token: verificationToken });
    expect(opened(deliver(challenge)).content).toMatchObject({ type: "challenge", challenge: "abc" });
  });

  it("takes any of several secrets while they are rotated", () => {
    const delivery = signed(encrypted(click, "new"), "sha256", "new");
    expect(opened(delivery, ["old", "new"]).content).toMatchObject({ id: "e1" });
    expect(
      opened(deliver(encrypted({ type: "url_verification", challenge: "x", token: "vtoken" }, "new")), ["old", "new"])
        .content,
    ).toMatchObject({ challenge: "x" });
  });

  it("finds the right key of several, also where a wrong one seems to decrypt", () => {
    for (let number = 0; number < 2_000; number += 1) {
      const challenge = encrypted(
        { type: "url_verification", challenge: `${number}`, token: verificationToken },
        "new",
      );
      expect(opened(deliver(challenge), ["old", "older", "new"]).content).toMatchObject({ challenge: `${number}` });
    }
  });

  it("reads a connection's frames without any secret", () => {
    const delivery: Delivery = {
      body: new TextEncoder().encode(JSON.stringify(click)),
      receivedAt: 0,
      background: "process",
      origin: { type: "long-connection", connectionId: "1", messageId: "m1", traceId: "t1" },
    };
    expect(opened(delivery, [], []).content).toMatchObject({ name: "card.action.trigger" });
  });

  it("says when a token is configured and the signed body has none", () => {
    const { token: _, ...header } = click.header;
    expect(opened(signed(encrypted({ ...click, header }), "sha256", encryptKey)).tokenAbsent).toBe(true);
  });

  it.each([
    ["seconds", "1700000000", nowMs],
    ["milliseconds", "1700000000000", nowMs],
    ["an hour late", "1700000000", nowMs + 3_600_000],
    ["an hour early", "1700000000", nowMs - 3_600_000],
  ])("takes a timestamp in %s", (_, at, now) => {
    const delivery = signed(encrypted(click), "sha256", encryptKey, at);
    const secrets = { encryptKeys: [encryptKey], verificationTokens: [] };
    expect(open(delivery, { secrets, freshness, crypto: createNodeCrypto(), now: () => now }).content.type).toBe(
      "callback",
    );
  });

  it.each([
    ["a callback that is over an hour old", click, "1699996399"],
    ["a callback from the future", click, "1700003601"],
    ["an event that is over eight hours old", event2, "1699971199"],
    ["a timestamp of 1970", event2, "0000000001"],
    ["a timestamp that is no number", click, "yesterday"],
    ["a timestamp with a sign", click, "-700000000"],
  ])("refuses %s", (_, content, at) => {
    expect(() => opened(signed(encrypted(content), "sha256", encryptKey, at))).toThrow(failure("TIMESTAMP_STALE"));
  });

  it("keeps an event's longer window", () => {
    expect(opened(signed(encrypted(event2), "sha256", encryptKey, "1699971201")).content.type).toBe("event");
  });

  it("takes an unsigned event by its token when no Encrypt Key is configured", () => {
    expect(opened(deliver(JSON.stringify(event2)), []).content).toMatchObject({ id: "e2" });
  });

  it("counts a digest without a key as no signature, when no Encrypt Key is configured", () => {
    expect(opened(signed(JSON.stringify(event2), "sha256", ""), []).content).toMatchObject({ id: "e2" });
    const forged = JSON.stringify({ ...event2, header: { ...event2.header, token: "guess" } });
    expect(() => opened(signed(forged, "sha256", ""), [])).toThrow(failure("TOKEN_INVALID"));
    expect(() => opened(signed(JSON.stringify(event2), "sha256", ""))).toThrow(failure("SIGNATURE_INVALID"));
  });

  it.each([
    ["a legacy body that names a schema to dodge its signature", { ...legacyCard, schema: "2.0" }],
    ["a click without any proof", click],
  ])("refuses %s", (_, content) => {
    expect(() => opened(deliver(JSON.stringify(content)), [encryptKey])).toThrow(/^(PROOF_MISSING|ENVELOPE_UNKNOWN)/);
  });

  it("refuses text that was encrypted with another key, or not at all, or is damaged", () => {
    expect(() => opened(signed(encrypted(click, "other"), "sha256", encryptKey))).toThrow(failure("DECRYPT_FAILED"));
    expect(() => opened(deliver('{"encrypt":"bm9wZQ=="}'))).toThrow(failure("DECRYPT_FAILED"));
    expect(() => opened(deliver('{"encrypt":"bm9wZQ=="}'), [])).toThrow(failure("DECRYPT_FAILED"));
  });

  it.each([
    ["no JSON", "hello"],
    ["an array", "[]"],
    ["null", "null"],
    ["nothing", ""],
    ["broken UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ["a body nested too deep to parse", "[".repeat(200_000)],
  ])("refuses %s", (_, body) => {
    expect(() => opened(deliver(body))).toThrow(failure("BODY_MALFORMED"));
  });

  it.each([
    ["no known member", {}],
    ["a header that is a string", { schema: "2.0", header: "x", event: {} }],
    ["no event type", { schema: "2.0", header: {}, event: {} }],
    ["no event", { schema: "2.0", header: { event_type: "x" } }],
    ["a challenge that is a number", { type: "url_verification", challenge: 1 }],
    ["an event 1.0 without a type", { uuid: "1", event: {} }],
    ["a prototype", { __proto__: null, constructor: { name: "x" } }],
  ])("refuses a body with %s", (_, content) => {
    expect(() => opened(signed(JSON.stringify(content), "sha256", encryptKey))).toThrow(failure("ENVELOPE_UNKNOWN"));
  });

  it("never shows a secret or the body in what it throws", () => {
    const attempts = [
      signed(encrypted(click), "sha256", "wrong"),
      deliver('{"secret-body":1'),
      deliver(encrypted(click, "x")),
    ];
    for (const attempt of attempts) {
      expect(() => opened(attempt)).toThrow(
        expect.not.objectContaining({ message: expect.stringMatching(/test key|vtoken|secret-body|c-1/) }),
      );
    }
  });
});
