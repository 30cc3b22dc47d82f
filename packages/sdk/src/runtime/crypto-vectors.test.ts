import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { encrypt } from "./body-cipher.ts";
import { createNodeCrypto, sign } from "./crypto.ts";

interface CryptoVectors {
  readonly encryption: readonly {
    readonly name: string;
    readonly encryptKey: string;
    readonly keySha256: string;
    readonly iv: string;
    readonly text: string;
    readonly base64: string;
  }[];
  readonly refused: readonly { readonly name: string; readonly encryptKey: string; readonly base64: string }[];
  readonly signatures: readonly {
    readonly name: string;
    readonly algorithm: "sha1" | "sha256";
    readonly timestamp: string;
    readonly nonce: string;
    readonly secret: string;
    readonly body: string;
    readonly signature: string;
  }[];
}

const file = new URL("../../../../conformance/vectors/crypto.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as CryptoVectors;
const crypto = createNodeCrypto();

describe("encryption recorded from other implementations", () => {
  it.each(vectors.encryption)("is read: $name", ({ encryptKey, base64, text }) => {
    expect(new TextDecoder().decode(crypto.decrypt(encryptKey, base64))).toBe(text);
  });

  it.each(vectors.encryption)("is written with the same iv: $name", ({ encryptKey, base64, text, iv }) => {
    expect(encrypt(encryptKey, text, Buffer.from(iv, "hex"))).toBe(base64);
  });

  it.each(vectors.encryption)("has the recorded key: $name", ({ encryptKey, keySha256 }) => {
    expect(crypto.hexDigest("sha256", encryptKey)).toBe(keySha256);
  });

  it.each(vectors.refused)("is refused: $name", ({ encryptKey, base64 }) => {
    expect(() => crypto.decrypt(encryptKey, base64)).toThrow(
      expect.toSatisfy((error) => LarkwireError.is(error, "DECRYPT_FAILED")),
    );
  });
});

describe("signatures recorded from other implementations", () => {
  it.each(vectors.signatures)("are equal: $name", ({ algorithm, signature, ...signed }) => {
    expect(sign(algorithm, signed)).toBe(signature);
  });

  it.each(vectors.signatures)("are equal over the bytes: $name", ({ algorithm, signature, body, ...signed }) => {
    expect(sign(algorithm, { ...signed, body: new TextEncoder().encode(body) })).toBe(signature);
  });
});
