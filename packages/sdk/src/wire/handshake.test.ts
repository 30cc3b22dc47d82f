import { describe, expect, it } from "vitest";
import { parseHandshakeRefusal } from "./handshake.ts";

const refusal = (status: number, headers: Record<string, string> = {}) =>
  parseHandshakeRefusal(status, (name) => headers[name.toLowerCase()]);

describe("parseHandshakeRefusal", () => {
  it.each([
    [
      "514 / 1000040350",
      { "handshake-status": "514", "handshake-autherrcode": "1000040350" },
      "fatal",
      "CONNECTION_LIMIT",
    ],
    ["514 / other", { "handshake-status": "514", "handshake-autherrcode": "7" }, "retry", "HANDSHAKE_FAILED"],
    ["514", { "handshake-status": "514" }, "retry", "HANDSHAKE_FAILED"],
    ["403", { "handshake-status": "403", "handshake-msg": "banned" }, "fatal", "HANDSHAKE_FORBIDDEN"],
    ["1000", { "handshake-status": "1000" }, "retry", "HANDSHAKE_FAILED"],
    ["a status that is no number", { "handshake-status": "no" }, "retry", "HANDSHAKE_FAILED"],
    [
      "a sub-code without 514",
      { "handshake-status": "1", "handshake-autherrcode": "1000040350" },
      "retry",
      "HANDSHAKE_FAILED",
    ],
  ])("takes Handshake-Status %s as it is meant", (_, headers, type, code) => {
    expect(refusal(200, headers)).toMatchObject({ type, error: { code } });
  });

  it("tries again after a bare HTTP status, which anything in between may have sent", () => {
    expect(refusal(403)).toMatchObject({ type: "retry", error: { code: "HANDSHAKE_FAILED" } });
    expect(refusal(502)).toMatchObject({ type: "retry" });
  });

  it("hands the platform's code and words on", () => {
    const headers = { "handshake-status": "514", "handshake-autherrcode": "1000040350", "handshake-msg": "too many" };

    expect(refusal(400, headers).error.platform).toEqual({ code: 1000040350, msg: "too many" });
  });
});
