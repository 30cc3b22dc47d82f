// @ts-check
import { WSClient } from "larkwire/ws";
import { appId, appSecret } from "../../fixtures/app.mjs";
import { createDispatcher } from "./dispatcher.mjs";

/** @param {import("../settings.mjs").Settings} settings */
export async function start(settings) {
  const dispatcher = createDispatcher(settings);
  const { domain } = settings;
  for (let connection = 0; connection < settings.connections; connection++) {
    await new WSClient({ appId, appSecret, domain, dispatcher, logLevel: "warn" }).start();
  }
}
