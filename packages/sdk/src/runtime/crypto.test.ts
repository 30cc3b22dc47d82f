import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { createNodeCrypto, decrypt, encrypt, sign } from "./crypto.ts";

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

describe("signatures", () => {
  it("equal the documented SHA-256 and SHA-1 vectors", () => {
    const body = '{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}';
    const cardBody = new TextEncoder().encode('{"open_id":"ou_test","token":"c-test"}');
    const common = { timestamp: "1700000000", nonce: "nonce-1" };

    expect(sign("sha256", { ...common, secret: "test key", body })).toBe(
      "002a272a435d056759149cce18e88064ff320d38d91a09432445c344c4296949",
    );
    expect(sign("sha1", { ...common, secret: "vtoken", body: cardBody })).toBe(
      "de1a461e43495f68df3c9d7728dc5211ef1b5383",
    );
  });

  it("do not depend on how the text is cut into parts", () => {
    expect(crypto.hexDigest("sha256", "卡", new TextEncoder().encode("片"))).toBe(crypto.hexDigest("sha256", "卡片"));
  });
});

describe("comparison", () => {
  it("finds equal strings equal and all others different, of any length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (left, right) => {
        expect(crypto.equal(left, right)).toBe(left === right);
        expect(crypto.equal(left, left)).toBe(true);
      }),
    );
  });

  it("keeps lone surrogates apart, which UTF-8 would merge", () => {
    expect(crypto.equal("\ud800", "\ufffd")).toBe(false);
  });
});
