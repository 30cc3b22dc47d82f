import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { LarkwireError } from "../errors.ts";

const cipher = "aes-256-cbc";
const blockBytes = 16;

/** Base64 of iv and ciphertext to the plaintext; throws DECRYPT_FAILED. */
export type Decryption = (base64: string) => Uint8Array;

/**
 * Encrypts a text the way the platform encrypts bodies: base64 of the iv and the AES-256-CBC ciphertext.
 *
 * @param iv - 16 bytes; random by default, fixed only in tests
 */
export function encrypt(encryptKey: string, text: string, iv: Uint8Array = randomBytes(blockBytes)): string {
  const encryption = createCipheriv(cipher, deriveKey(encryptKey), iv);
  return Buffer.concat([iv, encryption.update(text, "utf8"), encryption.final()]).toString("base64");
}

/**
 * The plaintext of what {@link encrypt} or the platform made.
 *
 * @throws DECRYPT_FAILED when it was made with another key or is damaged
 */
export function decrypt(encryptKey: string, base64: string): Uint8Array {
  return createDecryption(encryptKey)(base64);
}

/**
 * Decryption with one key, for many bodies. CBC needs of what stood before a block only the ciphertext of the block before it, so one
 * decipher takes body after body: the iv of each goes through it like a block, and what comes out for it is left away. Making a decipher
 * costs three times what a body of 1 KB does.
 */
export function createDecryption(encryptKey: string): Decryption {
  const decipher = createDecipheriv(cipher, deriveKey(encryptKey), Buffer.alloc(blockBytes)).setAutoPadding(false);
  return (base64) => {
    const bytes = Buffer.from(base64, "base64");
    const wholeBlocks = bytes.length >= 2 * blockBytes && bytes.length % blockBytes === 0;
    if (!wholeBlocks || !isBase64Of(bytes, base64)) throw decryptFailed();
    const padded = decipher.update(bytes);
    return padded.subarray(blockBytes, padded.length - paddingOf(padded));
  };
}

function deriveKey(encryptKey: string): Buffer {
  return createHash("sha256").update(encryptKey, "utf8").digest();
}

/** The length of the PKCS#7 padding, all of which must be right. */
function paddingOf(padded: Buffer): number {
  const length = padded.at(-1) ?? 0;
  if (length < 1 || length > blockBytes) throw decryptFailed();
  for (const byte of padded.subarray(-length)) if (byte !== length) throw decryptFailed();
  return length;
}

/** Buffer.from skips what is not base64. Encoding the bytes again would tell as well, but costs a second copy of every body. */
function isBase64Of(bytes: Buffer, text: string): boolean {
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  if (bytes.length !== (text.length / 4) * 3 - padding || text.includes("-") || text.includes("_")) return false;
  const lastBytes = bytes.subarray(bytes.length - 3 + padding);
  return lastBytes.toString("base64") === text.slice(-4);
}

/** One error for every reason: telling them apart would make a padding oracle. */
function decryptFailed(): LarkwireError {
  return new LarkwireError("DECRYPT_FAILED", "The body does not decrypt with the configured Encrypt Key");
}
