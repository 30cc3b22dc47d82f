// @ts-check
import { createDispatcher } from "./dispatcher.mjs";

/** @param {import("../settings.mjs").Settings} settings */
export function start(settings) {
  const dispatcher = createDispatcher(settings);
  return async (/** @type {import("../../fixtures/request.mjs").WebhookRequest} */ { headers, body }) => {
    const origin = /** @type {const} */ ({ type: "webhook", header: (/** @type {string} */ name) => headers[name] });
    const answer = await dispatcher.receive({
      body,
      receivedAt: dispatcher.clock.monotonic(),
      background: "process",
      origin,
    });
    void answer.settle(true);
    return answer.outcome.type === "answered" ? answer.outcome.json : answer.outcome.type;
  };
}
