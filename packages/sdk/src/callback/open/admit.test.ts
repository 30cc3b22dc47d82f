import { describe, expect, it } from "vitest";
import { createNodeCrypto } from "../../runtime/crypto.ts";
import { admit } from "./admit.ts";

const crypto = createNodeCrypto();
const both = { encryptKeys: ["key"], verificationTokens: ["old", "token"] };
const tokenOnly = { encryptKeys: [], verificationTokens: ["token"] };
const keyOnly = { encryptKeys: ["key"], verificationTokens: [] };
const nothing = { encryptKeys: [], verificationTokens: [] };

type Case = readonly [
  kind: "event" | "callback" | "legacy-card" | "challenge",
  proof: "connection" | "sha256" | "sha1" | "none",
  secrets: typeof both | typeof nothing,
  token: string | undefined,
  encrypted: boolean,
  expected: string,
];

const eventLike = (kind: "event" | "callback"): Case[] => [
  [kind, "connection", nothing, undefined, false, "admitted"],
  [kind, "connection", both, "wrong", false, "admitted"],
  [kind, "sha256", both, "token", true, "admitted"],
  [kind, "sha256", both, "old", true, "admitted"],
  [kind, "sha256", both, "wrong", true, "TOKEN_INVALID"],
  [kind, "sha256", both, undefined, true, "token-absent"],
  [kind, "sha256", keyOnly, "anything", false, "admitted"],
  [kind, "sha1", tokenOnly, "token", false, "PROOF_MISSING"],
  [kind, "none", tokenOnly, "token", false, "admitted"],
  [kind, "none", tokenOnly, "wrong", false, "TOKEN_INVALID"],
  [kind, "none", tokenOnly, undefined, false, "PROOF_MISSING"],
  [kind, "none", both, "token", true, "PROOF_MISSING"],
  [kind, "none", both, "token", false, "PROOF_MISSING"],
  [kind, "none", nothing, undefined, false, "PROOF_MISSING"],
];

const cases: Case[] = [
  ...eventLike("event"),
  ...eventLike("callback"),
  ["legacy-card", "connection", nothing, undefined, false, "admitted"],
  ["legacy-card", "sha1", tokenOnly, undefined, false, "admitted"],
  ["legacy-card", "sha256", both, undefined, true, "PROOF_MISSING"],
  ["legacy-card", "none", tokenOnly, "token", false, "PROOF_MISSING"],
  ["challenge", "sha256", both, "token", true, "admitted"],
  ["challenge", "sha256", both, "wrong", true, "TOKEN_INVALID"],
  ["challenge", "sha1", tokenOnly, "token", false, "admitted"],
  ["challenge", "none", both, "token", true, "admitted"],
  ["challenge", "none", both, "token", false, "NOT_ENCRYPTED"],
  ["challenge", "none", both, undefined, true, "TOKEN_INVALID"],
  ["challenge", "none", tokenOnly, "token", false, "admitted"],
  ["challenge", "none", tokenOnly, "wrong", false, "TOKEN_INVALID"],
  ["challenge", "none", keyOnly, undefined, true, "admitted"],
  ["challenge", "none", nothing, "whatever", false, "admitted"],
];

describe("admission, by kind and proof", () => {
  it.each(cases)(
    "%s with proof %s, secrets %j, token %s, encrypted %s: %s",
    (kind, proof, secrets, token, encrypted, expected) => {
      const attempt = (): string => admit({ kind, proof, token, encrypted }, secrets, crypto);
      if (expected === "admitted" || expected === "token-absent") expect(attempt()).toBe(expected);
      else expect(attempt).toThrow(expect.objectContaining({ code: expected, blame: "sender" }));
    },
  );
});
