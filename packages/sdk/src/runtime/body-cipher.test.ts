import { createCipheriv, createDecipheriv, createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { decrypt, encrypt } from "./body-cipher.ts";
import { createNodeCrypto } from "./crypto.ts";

const crypto = createNodeCrypto();
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return LarkwireError.is(error) ? error.code : "not a LarkwireError";
  }
}

describe("decryption", () => {
  it("reads the platform's documented vector", () => {
    expect(text(crypto.decrypt("test key", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="))).toBe("hello world");
  });

  it("makes the ciphertext that another implementation made for the same iv", () => {
    const iv = Uint8Array.from({ length: 16 }, (_, index) => index);
    const plain = '{"challenge":"abc","token":"vtoken","type":"url_verification"}';

    expect(encrypt("test key", plain, iv)).toBe(
      "AAECAwQFBgcICQoLDA0OD6alpwIsMFbSsWTHppjb1mF2C3ClUQwfKAJ95CToiSHUU4DHnRs+5vsCx03V7jEerjbZRl7vEfdYBMTCPUvfsis=",
    );
  });

  it("gives back every text that was encrypted", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ unit: "grapheme" }), (encryptKey, plain) => {
        expect(text(crypto.decrypt(encryptKey, encrypt(encryptKey, plain)))).toBe(plain);
      }),
    );
  });

  it("refuses a text that was made with another key, whatever key it was", () => {
    // A wrong key yields valid padding once in 256 times; then the plaintext must still differ.
    for (let index = 0; index < 600; index++) {
      const code = codeOf(() =>
        expect(text(decrypt(`key ${index}`, encrypt("test key", "hello world")))).toBe("hello world"),
      );
      expect(code).not.toBeUndefined();
    }
  });

  it.each([
    ["an empty text", ""],
    ["an iv without a block", "P37w+VZImNgPEO1RBhJ6Rg=="],
    ["a cut block", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEz"],
    ["a stray character", "P37w+VZImNgPEO1RBhJ6Rt*Kl7n6zymIbEG1pReEzghk="],
    ["a line break", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIb\nEG1pReEzghk="],
    ["the URL-safe alphabet", "P37w-VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="],
    ["missing padding characters", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk"],
    ["unused bits that are set", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghl="],
    ["broken PKCS#7", "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghg="],
  ])("refuses %s", (_, base64) => {
    expect(codeOf(() => crypto.decrypt("test key", base64))).toBe("DECRYPT_FAILED");
  });

  it("depends on nothing that was decrypted before, whether it was whole or damaged", () => {
    const damaged = fc.constantFrom(
      "!",
      "P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghg=",
      encrypt("another key", "text"),
    );
    const body = fc.string({ unit: "grapheme", maxLength: 100 });
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            damaged,
            body.map((plain) => ({ plain })),
          ),
          { minLength: 2 },
        ),
        (bodies) => {
          for (const each of bodies) {
            if (typeof each === "string") codeOf(() => crypto.decrypt("test key", each));
            else expect(text(crypto.decrypt("test key", encrypt("test key", each.plain)))).toBe(each.plain);
          }
        },
      ),
    );
  });

  it("takes and refuses what OpenSSL's own padding takes and refuses, byte for byte", () => {
    const key = createHash("sha256").update("test key").digest();
    const whole = fc
      .integer({ min: 2, max: 5 })
      .chain((blocks) => fc.uint8Array({ minLength: 16 * blocks, maxLength: 16 * blocks }));
    // Random blocks hardly ever end in right padding, so the last plaintext block is made, and then damaged in one byte.
    const padded = fc
      .tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }), fc.nat(255))
      .map(([length, at, value]) => {
        const block = Buffer.alloc(16, length);
        block[16 - at] = value;
        const encryption = createCipheriv("aes-256-cbc", key, Buffer.alloc(16)).setAutoPadding(false);
        return Buffer.concat([Buffer.alloc(16), encryption.update(block), encryption.final()]);
      });
    fc.assert(
      fc.property(fc.oneof(whole, padded), (bytes) => {
        const decipher = createDecipheriv("aes-256-cbc", key, bytes.subarray(0, 16));
        let expected: string | undefined;
        try {
          expected = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString("hex");
        } catch {}
        let found: string | undefined;
        try {
          found = Buffer.from(crypto.decrypt("test key", Buffer.from(bytes).toString("base64"))).toString("hex");
        } catch {}
        expect(found).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it("says the same about bad base64 and about bad padding", () => {
    const messageOf = (base64: string): string => {
      try {
        crypto.decrypt("test key", base64);
      } catch (error) {
        return error instanceof Error ? error.message : "";
      }
      return "decrypted";
    };

    expect(messageOf("!")).toBe(messageOf("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghg="));
  });

  it("keeps working with more keys than it remembers", () => {
    const encryptKeys = Array.from({ length: 50 }, (_, index) => `key ${index}`);

    expect(encryptKeys.map((key) => text(crypto.decrypt(key, encrypt(key, key))))).toEqual(encryptKeys);
  });
});
