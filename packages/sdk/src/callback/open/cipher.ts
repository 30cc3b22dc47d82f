import { LarkwireError } from "../../errors.ts";
import type { Crypto } from "../../ports.ts";

/**
 * Decrypts the text of `{"encrypt": "…"}` with the key that signed it, or else with whichever key fits.
 *
 * @throws DECRYPT_FAILED
 */
export function decryptBody(
  base64: string,
  signedWith: string | undefined,
  encryptKeys: readonly string[],
  crypto: Crypto,
): Uint8Array {
  if (signedWith !== undefined) return crypto.decrypt(signedWith, base64);
  let failure = new LarkwireError("DECRYPT_FAILED", "The body is encrypted, but no Encrypt Key is configured");
  for (const encryptKey of encryptKeys) {
    try {
      return crypto.decrypt(encryptKey, base64);
    } catch (cause) {
      failure = LarkwireError.from(cause, "DECRYPT_FAILED");
    }
  }
  throw failure;
}
