// @ts-check
import { LoggerLevel, WSClient } from "@larksuiteoapi/node-sdk";
import { appId, appSecret } from "../../fixtures/app.mjs";
import { createDispatcher } from "./dispatcher.mjs";

/** @param {import("../settings.mjs").Settings} settings */
export async function start(settings) {
  const eventDispatcher = createDispatcher(settings);
  const { domain } = settings;
  for (let connection = 0; connection < settings.connections; connection++) {
    await new WSClient({ appId, appSecret, domain, loggerLevel: LoggerLevel.error }).start({ eventDispatcher });
  }
}
