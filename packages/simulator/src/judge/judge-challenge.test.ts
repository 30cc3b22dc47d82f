import { describe, expect, it } from "vitest";
import type { Attempt } from "./attempt.ts";
import { findChallengeFault } from "./judge-challenge.ts";
import { emptyTranscript } from "./transcript.ts";

const answered = (value: unknown, status = 200): Attempt => {
  const text = JSON.stringify(value);
  return { type: "answered", status, text, received: emptyTranscript };
};

describe("an answer to url_verification", () => {
  it("repeats the challenge", () => {
    expect(findChallengeFault(answered({ challenge: "abc" }), "abc")).toBeUndefined();
  });

  it.each<[string, Attempt]>([
    ["Challenge code not returned", answered({ challenge: "other" })],
    ["Challenge code not returned", answered({})],
    ["status other than 200", answered({ challenge: "abc" }, 201)],
    ["within 1 s", { type: "late" }],
    ["TCP", { type: "failed", code: 200342, detail: "ECONNREFUSED" }],
  ])("fails with words such as %j", (words, attempt) => {
    expect(findChallengeFault(attempt, "abc")).toContain(words);
  });
});
