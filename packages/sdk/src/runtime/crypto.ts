import { createHash, timingSafeEqual } from "node:crypto";
import type { Crypto } from "../ports.ts";
import { createDecryption, type Decryption } from "./body-cipher.ts";

/** More Encrypt Keys than any rotation needs. */
const maxKeys = 16;

/** What a signature covers: `timestamp + nonce + secret + body`, in the bytes that travel. */
export interface SignedText {
  readonly timestamp: string;
  readonly nonce: string;
  /** Encrypt Key for `sha256` (events, callbacks), Verification Token for `sha1` (legacy cards). */
  readonly secret: string;
  readonly body: string | Uint8Array;
}

/** Node's cryptography as a port; each instance remembers the keys it has derived. */
export function createNodeCrypto(): Crypto {
  const decryptions = new Map<string, Decryption>();

  function decryptionWith(encryptKey: string): Decryption {
    const known = decryptions.get(encryptKey);
    if (known !== undefined) return known;
    if (decryptions.size >= maxKeys) decryptions.clear();
    const decryption = createDecryption(encryptKey);
    decryptions.set(encryptKey, decryption);
    return decryption;
  }

  return {
    hexDigest,
    decrypt: (encryptKey, base64) => decryptionWith(encryptKey)(base64),
    equal: (a, b) => {
      // UTF-16 keeps every string distinct; UTF-8 would merge lone surrogates.
      const [left, right] = [Buffer.from(a, "utf16le"), Buffer.from(b, "utf16le")];
      if (left.length === right.length) return timingSafeEqual(left, right);
      timingSafeEqual(left, left);
      return false;
    },
  };
}

/**
 * The signature that the platform puts into `X-Lark-Signature`.
 *
 * @see https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/encrypt-key-encryption-configuration-case
 */
export function sign(algorithm: "sha1" | "sha256", { timestamp, nonce, secret, body }: SignedText): string {
  return hexDigest(algorithm, timestamp, nonce, secret, body);
}

function hexDigest(algorithm: "sha1" | "sha256", ...parts: readonly (string | Uint8Array)[]): string {
  // Measured on 1 KB: 1.1 µs here, 1.0 µs with the one-shot crypto.hash, which needs the parts joined and is not everywhere.
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
