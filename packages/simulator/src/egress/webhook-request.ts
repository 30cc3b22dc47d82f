import { encrypt, sign } from "larkwire/protocol";
import { type SigningPlan, smoothDelivery } from "../faults/delivery-plan.ts";

/** Whom a push goes to. */
export interface WebhookTarget {
  readonly url: string;
  readonly encryptKey: string | undefined;
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
  const { encryptKey } = target;
  const headers = {
    "Content-Type": "application/json;charset=utf-8",
    "X-Request-Id": ids.uuid(),
    "X-Tt-Logid": ids.logId(now),
    "X-Lark-Request-Timestamp": String(Math.floor((now - ageMs) / 1000)),
    "X-Lark-Request-Nonce": ids.hex(16),
  };
  if (encryptKey === undefined) return { headers, body: json };
  const body = JSON.stringify({ encrypt: encrypt(encryptKey, json, Buffer.from(ids.hex(32), "hex")) });
  const signature = sign("sha256", {
    timestamp: headers["X-Lark-Request-Timestamp"],
    nonce: headers["X-Lark-Request-Nonce"],
    secret: wrong ? `not ${encryptKey}` : encryptKey,
    body,
  });
  return { headers: { ...headers, "X-Lark-Signature": signature }, body };
}
