import { LarkwireError } from "../../errors.ts";
import type { Crypto } from "../../ports.ts";
import type { Delivery } from "../delivery.ts";
import { admit } from "./admit.ts";
import { decryptBody } from "./cipher.ts";
import { type Challenge, type Envelope, parseEnvelope, parseId } from "./envelope.ts";
import { assertFresh, type Freshness } from "./freshness.ts";
import { parseJsonObject } from "./parse-json.ts";
import type { Secrets } from "./secrets.ts";
import { type Proven, prove } from "./signature.ts";

/** What opening needs to know. */
export interface Opening {
  readonly secrets: Secrets;
  readonly freshness: Freshness | false;
  readonly crypto: Crypto;
  /** Wall-clock time in ms. */
  readonly now: () => number;
  /** The one kind that is taken, beside challenges; every kind when it is not given. */
  readonly only?: Envelope["type"] | undefined;
}

/** A body that may be believed, and whether a configured token was missing in it. */
export interface Opened {
  readonly content: Challenge | Envelope;
  readonly tokenAbsent: boolean;
}

/**
 * Bytes to something that may be believed: verify, then decrypt, then parse, then admit.
 *
 * @throws every code with blame `sender` that concerns a body
 */
export function open(delivery: Delivery, { secrets, freshness, crypto, now, only }: Opening): Opened {
  const proven = prove(delivery, secrets, crypto);
  const outer = parseJsonObject(delivery.body);
  const encrypt = outer.encrypt;
  const encrypted = typeof encrypt === "string";
  const body = encrypted ? decryptBody(encrypt, proven.encryptKey, secrets.encryptKeys, crypto) : outer;
  const content = identified(parseEnvelope(body), delivery, proven);

  const { type: kind, token } = content;
  const admission = admit({ kind, proof: proven.proof, token, encrypted }, secrets, crypto);
  if (only !== undefined && kind !== only && kind !== "challenge") {
    throw new LarkwireError("ENVELOPE_UNKNOWN", `This is a ${kind}, and only a ${only} is taken here`);
  }
  if (freshness !== false && proven.timestamp !== undefined && kind !== "challenge") {
    assertFresh(proven.timestamp, kind === "event" ? freshness.eventMs : freshness.callbackMs, now());
  }
  return { content, tokenAbsent: admission === "token-absent" };
}

/** A legacy card has no id in its body: its signature, or the frame's id, tells repeats from new clicks. */
function identified(content: Challenge | Envelope, { origin }: Delivery, proven: Proven): Challenge | Envelope {
  if (content.type !== "legacy-card") return content;
  return { ...content, id: parseId(origin.type === "long-connection" ? origin.messageId : (proven.signature ?? "")) };
}
