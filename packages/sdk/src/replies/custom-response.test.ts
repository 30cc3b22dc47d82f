import { describe, expect, it } from "vitest";
import { EventDispatcher } from "../entry/event-dispatcher.ts";
import type { LarkwireError } from "../errors.ts";
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
});
