import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNodeCrypto, sign } from "./crypto.ts";

const crypto = createNodeCrypto();
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
