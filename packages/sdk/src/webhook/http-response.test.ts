import { describe, expect, it } from "vitest";
import { LarkwireError } from "../errors.ts";
import { toHttpContent } from "./http-response.ts";

describe("toHttpContent", () => {
  it("sends an answer as JSON with status 200", () => {
    expect(toHttpContent({ type: "answered", json: '{"toast":{}}' })).toEqual({
      status: 200,
      headers: { "content-type": "application/json; charset=utf-8" },
      body: '{"toast":{}}',
    });
  });

  it("says the same about every refusal", () => {
    const refusals = (
      [
        "SIGNATURE_INVALID",
        "PROOF_MISSING",
        "TIMESTAMP_STALE",
        "TOKEN_INVALID",
        "DECRYPT_FAILED",
        "BODY_MALFORMED",
        "ENVELOPE_UNKNOWN",
      ] as const
    ).map((code) => toHttpContent({ type: "refused", error: new LarkwireError(code, "A secret reason") }));

    expect(new Set(refusals.map((content) => JSON.stringify(content))).size).toBe(1);
    expect(refusals[0]?.status).toBe(401);
    expect(refusals[0]?.body).not.toContain("reason");
  });

  it("says nothing about a failure but that it was internal", () => {
    const content = toHttpContent({ type: "failed", error: new LarkwireError("HANDLER_FAILED", "secret at /srv/app") });

    expect(content).toMatchObject({ status: 500, body: '{"msg":"internal error"}' });
  });

  it.each(["IN_PROGRESS", "OVERLOADED", "CLOSING"] as const)("asks to come back for %s", (code) => {
    const { status, headers } = toHttpContent({ type: "failed", error: new LarkwireError(code, "Busy") });

    expect(status).toBe(503);
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  });

  it("sends a custom response as it is, without what belongs to the connection", () => {
    const headers = {
      "Content-Type": "text/plain",
      "X-Tag": "é",
      "Content-Length": "999",
      "transfer-encoding": "chunked",
      te: "gzip",
      "HTTP2-Settings": "AAMAAABkAARAAAAAAAIAAAAA",
      "proxy-connection": "keep-alive",
    };

    expect(toHttpContent({ type: "custom", status: 202, headers, body: "done" })).toEqual({
      status: 202,
      headers: { "Content-Type": "text/plain", "X-Tag": "é" },
      body: "done",
    });
  });

  it("sends no body where the status forbids one", () => {
    expect(toHttpContent({ type: "custom", status: 204, headers: {}, body: "gone" }).body).toBe("");
  });
});
