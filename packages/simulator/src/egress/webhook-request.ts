import { encrypt, sign } from "larkwire/protocol";
import { type SigningPlan, smoothDelivery } from "../faults/delivery-plan.ts";

/** Whom a push goes to. */
export interface WebhookTarget {
  readonly url: string;
  readonly encryptKey: string | undefined;
  /** Signs as legacy clicks are: with the Verification Token, never encrypted. */
  readonly legacy?: LegacySigning | undefined;
}

/** What the header fields of a legacy click come from. */
interface LegacySigning {
  readonly verificationToken: string;
  /** The same until a click of the app was answered rightly. */
  readonly refreshToken: string;
}

/** The random parts of a push. */
export interface WebhookIds {
  uuid(): string;
  hex(length: number): string;
  logId(nowMs: number): string;
}

export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Writes a push as the platform does: with an Encrypt Key encrypted and signed, without one as plain JSON. */
export function createWebhookRequest(
  target: WebhookTarget,
  json: string,
  ids: WebhookIds,
  now: number,
  { wrong, ageMs }: SigningPlan = smoothDelivery.signing,
): WebhookRequest {
  const { encryptKey, legacy } = target;
  const headers = {
    "Content-Type": "application/json;charset=utf-8",
    "X-Request-Id": ids.uuid(),
    "X-Tt-Logid": ids.logId(now),
    "X-Lark-Request-Timestamp": String(Math.floor((now - ageMs) / 1000)),
    "X-Lark-Request-Nonce": ids.hex(16),
  };
  const nonce = headers["X-Lark-Request-Nonce"];
  const timestamp = headers["X-Lark-Request-Timestamp"];
  if (legacy !== undefined) {
    const secret = wrong ? `not ${legacy.verificationToken}` : legacy.verificationToken;
    const signature = sign("sha1", { timestamp, nonce, secret, body: json });
    return {
      headers: { ...headers, "X-Lark-Signature": signature, "X-Refresh-Token": legacy.refreshToken },
      body: json,
    };
  }
  if (encryptKey === undefined) return { headers, body: json };
  const body = JSON.stringify({ encrypt: encrypt(encryptKey, json, Buffer.from(ids.hex(32), "hex")) });
  const signature = sign("sha256", {
    timestamp,
    nonce,
    secret: wrong ? `not ${encryptKey}` : encryptKey,
    body,
  });
  return { headers: { ...headers, "X-Lark-Signature": signature }, body };
}
