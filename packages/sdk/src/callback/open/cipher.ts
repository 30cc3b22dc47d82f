import { LarkwireError } from "../../errors.ts";
import type { Crypto } from "../../ports.ts";
import { type JsonObject, parseJsonObject } from "./parse-json.ts";

/**
 * Opens the text of `{"encrypt": "…"}` with the key that signed it, or else with whichever key fits. One in 256 texts seems to
 * decrypt with a wrong key, so a key fits only when what comes out is JSON.
 *
 * @throws DECRYPT_FAILED, BODY_MALFORMED
 */
export function decryptBody(
  base64: string,
  signedWith: string | undefined,
  encryptKeys: readonly string[],
  crypto: Crypto,
): JsonObject {
  if (signedWith !== undefined) return parseJsonObject(crypto.decrypt(signedWith, base64));
  let failure = new LarkwireError("DECRYPT_FAILED", "The body is encrypted, but no Encrypt Key is configured");
  for (const encryptKey of encryptKeys) {
    try {
      return parseJsonObject(crypto.decrypt(encryptKey, base64));
    } catch (cause) {
      failure = LarkwireError.from(cause, "DECRYPT_FAILED");
    }
  }
  throw failure;
}
