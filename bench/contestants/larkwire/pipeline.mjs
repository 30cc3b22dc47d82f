// @ts-check
import { createDispatcher } from "./dispatcher.mjs";

export function start() {
  const dispatcher = createDispatcher();
  return async (/** @type {import("../../fixtures/signed-request.mjs").SignedRequest} */ { headers, body }) => {
    const origin = /** @type {const} */ ({ type: "webhook", header: (/** @type {string} */ name) => headers[name] });
    const answer = await dispatcher.receive({ body, receivedAt: dispatcher.clock.monotonic(), origin });
    void answer.settle(true);
    return answer.outcome.type === "answered" ? answer.outcome.json : answer.outcome.type;
  };
}
