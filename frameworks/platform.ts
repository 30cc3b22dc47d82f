import { createCipheriv, createHash, randomBytes } from "node:crypto";

/** The platform's side, written from its documentation alone. */
export const encryptKey = "an encrypt key";
export const verificationToken = "a verification token";

export interface SignedRequest {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

let number = 0;

/** A click on a card, with an id of its own. */
export function createClick(value: unknown = {}): object {
  number += 1;
  return {
    schema: "2.0",
    header: {
      event_id: `event-${number}-${randomBytes(4).toString("hex")}`,
      event_type: "card.action.trigger",
      token: verificationToken,
      create_time: `${Date.now()}000`,
      tenant_key: "tenant",
      app_id: "cli_0123456789abcdef",
    },
    event: {
      operator: { open_id: "ou_1", tenant_key: "tenant" },
      token: "c-token",
      action: { tag: "button", value },
      host: "im_message",
      context: { open_message_id: "om_1", open_chat_id: "oc_1" },
    },
  };
}

export function encrypted(content: unknown, key: string = encryptKey): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(key).digest(), iv);
  const bytes = Buffer.concat([iv, cipher.update(JSON.stringify(content)), cipher.final()]);
  return JSON.stringify({ encrypt: bytes.toString("base64") });
}

/** A click on a card, as the legacy callback has it. */
export function createLegacyClick(value: unknown = {}): object {
  return {
    open_id: "ou_1",
    tenant_key: "tenant",
    open_message_id: "om_1",
    token: "c-token",
    action: { tag: "button", value },
  };
}

/** Signed as events and callbacks are, or, with SHA-1 and the Verification Token, as legacy cards are. */
export function signed(text: string, key: string = encryptKey, algorithm: "sha1" | "sha256" = "sha256"): SignedRequest {
  const body = Buffer.from(text);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const nonce = randomBytes(8).toString("hex");
  const signature = createHash(algorithm).update(timestamp).update(nonce).update(key).update(body).digest("hex");
  return {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "x-lark-request-timestamp": timestamp,
      "x-lark-request-nonce": nonce,
      "x-lark-signature": signature,
    },
    body,
  };
}
