// @ts-check
import { createDispatcher } from "./dispatcher.mjs";

/** @param {import("../settings.mjs").Settings} settings */
export function start(settings) {
  const dispatcher = createDispatcher(settings);
  // The same steps as in its adaptDefault, without the server.
  return async (/** @type {import("../../fixtures/request.mjs").WebhookRequest} */ { headers, body }) => {
    const data = Object.assign(Object.create({ headers }), JSON.parse(body.toString()));
    return JSON.stringify(await dispatcher.invoke(data));
  };
}
