import { describe, expect, it } from "vitest";
import type { Attempt } from "./attempt.ts";
import { judgeEventAnswer } from "./judge-event-answer.ts";
import { emptyTranscript } from "./transcript.ts";

const answered = (value: unknown, status = 200): Attempt => {
  const text = JSON.stringify(value);
  return { type: "answered", status, text, received: emptyTranscript };
};

describe("an answer to an event", () => {
  it("is right with status 200, whatever its body", () => {
    expect(judgeEventAnswer(answered("anything"))).toEqual({});
    expect(judgeEventAnswer({ type: "answered", status: 200, text: "<p>", received: emptyTranscript })).toEqual({});
  });

  it.each<[number, Attempt]>([
    [200671, answered({}, 401)],
    [200341, { type: "late" }],
    [200342, { type: "failed", code: 200342, detail: "ECONNREFUSED" }],
  ])("fails with %i otherwise", (code, attempt) => {
    expect(judgeEventAnswer(attempt).clientCode?.code).toBe(code);
  });
});
