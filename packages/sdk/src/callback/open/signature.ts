import { LarkwireError } from "../../errors.ts";
import type { Crypto } from "../../ports.ts";
import type { Delivery } from "../delivery.ts";
import type { Secrets } from "./secrets.ts";

/** How a delivery is known to be genuine: a fact, not a setting. */
export type Proof = "connection" | "sha256" | "sha1" | "none";

/** A proof, and what came with it. */
export interface Proven {
  readonly proof: Proof;
  /** The Encrypt Key that made the signature. */
  readonly encryptKey?: string | undefined;
  /** When the request says that it was signed. */
  readonly timestamp?: string | undefined;
  readonly signature?: string | undefined;
}

const byConnection: Proven = { proof: "connection" };
const unsigned: Proven = { proof: "none" };

/**
 * Finds out what vouches for a delivery, from its raw bytes.
 *
 * @throws SIGNATURE_INVALID when it is signed, but by none of the configured secrets
 */
export function prove({ body, origin }: Delivery, secrets: Secrets, crypto: Crypto): Proven {
  if (origin.type === "long-connection") return byConnection;
  const signature = origin.header("x-lark-signature");
  if (!signature) return unsigned;
  const timestamp = origin.header("x-lark-request-timestamp") ?? "";
  const nonce = origin.header("x-lark-request-nonce") ?? "";
  const prefix = timestamp + nonce;
  const made = (algorithm: "sha1" | "sha256", secret: string): boolean =>
    crypto.equal(crypto.hexDigest(algorithm, prefix + secret, body), signature);

  for (const encryptKey of secrets.encryptKeys) {
    if (made("sha256", encryptKey)) return { proof: "sha256", encryptKey, timestamp, signature };
  }
  for (const token of secrets.verificationTokens) {
    if (made("sha1", token)) return { proof: "sha1", timestamp, signature };
  }
  // A digest made without any key proves nothing, but it is not wrong either.
  if (secrets.encryptKeys.length === 0 && made("sha256", "")) return unsigned;
  const missing =
    secrets.encryptKeys.length === 0 ? "; the platform signs with the Encrypt Key, and none is configured" : "";
  throw new LarkwireError("SIGNATURE_INVALID", `X-Lark-Signature was made by none of the configured secrets${missing}`);
}
