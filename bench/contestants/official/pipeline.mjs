// @ts-check
import { EventDispatcher, LoggerLevel } from "@larksuiteoapi/node-sdk";
import { reply } from "../../fixtures/click.mjs";
import { encryptKey } from "../../fixtures/signed-request.mjs";

/** The official SDK hands the handler a flattened payload. */
export const createDispatcher = () =>
  new EventDispatcher({ encryptKey, loggerLevel: LoggerLevel.error }).register({
    "card.action.trigger": async (/** @type {any} */ data) => reply(data.action.value.id),
  });

export function start() {
  const dispatcher = createDispatcher();
  // The same steps as in its adaptDefault, without the server.
  return async (/** @type {import("../../fixtures/signed-request.mjs").SignedRequest} */ { headers, body }) => {
    const data = Object.assign(Object.create({ headers }), JSON.parse(body.toString()));
    return JSON.stringify(await dispatcher.invoke(data));
  };
}
