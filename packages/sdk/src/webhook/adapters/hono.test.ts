import { expect, it } from "vitest";
import { createStubReceiver } from "../../testing/stub-receiver.ts";
import { createTestClock } from "../../testing/test-clock.ts";
import { type HonoContext, webhook } from "./hono.ts";

it("says so when a middleware before it has read the request behind Hono's back", async () => {
  const receiver = createStubReceiver({ clock: createTestClock() });
  const raw = new Request("https://app.example.test/", { method: "POST", body: "{}" });
  await raw.text();
  const context: HonoContext = {
    req: { path: "/", raw, arrayBuffer: () => raw.arrayBuffer() },
    executionCtx: undefined,
  };

  const response = await webhook(receiver)(context, async () => undefined);

  expect(response?.status).toBe(500);
  expect(receiver.logs.map(({ message }) => message)).toEqual([expect.stringMatching(/^BODY_ALREADY_READ/)]);
});
