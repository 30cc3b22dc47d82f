import { describe, expect, it, vi } from "vitest";
import { EventDispatcher } from "../entry/event-dispatcher.ts";
import { LarkwireError } from "../errors.ts";
import { customResponse } from "./custom-response.ts";

const body = (token: string) =>
  new TextEncoder().encode(
    JSON.stringify({
      schema: "2.0",
      header: { event_id: "e", event_type: "card.action.trigger", token },
      event: { operator: { open_id: "ou_1" }, action: { tag: "button" } },
    }),
  );

function arrange() {
  const errors: LarkwireError[] = [];
  const dispatcher = new EventDispatcher({ verificationToken: "v" })
    .onError((error) => void errors.push(error))
    .onCardAction(() => customResponse({ status: 201, headers: { "x-a": "b" }, body: { done: true } }));
  return { dispatcher, errors };
}

describe("a custom response", () => {
  it("leaves over a webhook as it is", async () => {
    const { dispatcher } = arrange();
    const origin = { type: "webhook", header: () => undefined } as const;
    const { outcome } = await dispatcher.receive({
      body: body("v"),
      receivedAt: dispatcher.clock.monotonic(),
      origin,
      background: "process",
    });

    const headers = { "content-type": "application/json; charset=utf-8", "x-a": "b" };
    expect(outcome).toEqual({ type: "custom", status: 201, headers, body: '{"done":true}' });
  });

  it("is known to a dispatcher of another copy of the package", async () => {
    vi.resetModules();
    const other = await import("./custom-response.ts");
    const dispatcher = new EventDispatcher({ verificationToken: "v" }).onCardAction(() =>
      other.customResponse({ status: 201, headers: { "x-a": "b" }, body: "done" }),
    );
    const origin = { type: "webhook", header: () => undefined } as const;
    const { outcome } = await dispatcher.receive({
      body: body("v"),
      receivedAt: dispatcher.clock.monotonic(),
      origin,
      background: "process",
    });

    expect(other.customResponse).not.toBe(customResponse);
    expect(outcome).toMatchObject({ type: "custom", status: 201, body: "done" });
  });

  it("fails on a long connection with a code", async () => {
    const { dispatcher, errors } = arrange();
    const origin = { type: "long-connection", connectionId: "c", messageId: "m", traceId: "t" } as const;
    const { outcome } = await dispatcher.receive({
      body: body("v"),
      receivedAt: dispatcher.clock.monotonic(),
      origin,
      background: "process",
    });

    expect(outcome).toMatchObject({ type: "failed", error: { code: "CUSTOM_RESPONSE_IMPOSSIBLE" } });
    expect(errors).toMatchObject([{ code: "CUSTOM_RESPONSE_IMPOSSIBLE" }]);
  });

  it.each([
    ["a status that ends nothing", { status: 101 }],
    ["a status that is no status", { status: 1_000 }],
    ["a status that is no whole number", { status: 200.5 }],
    ["a line break in a header", { headers: { "x-tag": "a\r\nset-cookie: b=c" } }],
    ["a NUL in a header", { headers: { "x-tag": "a\0" } }],
    ["a character beyond Latin-1 in a header", { headers: { "x-tag": "卡" } }],
    ["a header without a text", { headers: { "x-tag": 1 as unknown as string } }],
    ["a space in the name of a header", { headers: { "x tag": "a" } }],
    ["a header without a name", { headers: { "": "a" } }],
    ["a body that is no JSON", { body: 1n }],
  ])("cannot be made with %s", (_, init) => {
    const code = (): unknown => {
      try {
        return customResponse(init);
      } catch (error) {
        return LarkwireError.is(error) && error.code;
      }
    };

    expect(code()).toBe("REPLY_INVALID");
  });

  it("stays as it was made", () => {
    const headers = { "x-tag": "a" };
    const response = customResponse({ headers });
    headers["x-tag"] = "\r\n";

    expect(response.headers["x-tag"]).toBe("a");
    expect(() => Object.assign(response, { status: 1_000 })).toThrow(TypeError);
    expect(() => Object.assign(response.headers, headers)).toThrow(TypeError);
  });
});
