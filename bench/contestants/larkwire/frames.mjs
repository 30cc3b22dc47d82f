// @ts-check
import { WSClient } from "larkwire/ws";
import { appId, appSecret } from "../../load/gateway.mjs";
import { createDispatcher } from "./dispatcher.mjs";

/** @param {{ domain: string }} platform */
export async function start({ domain }) {
  const client = new WSClient({ appId, appSecret, domain, dispatcher: createDispatcher(), logLevel: "warn" });
  await client.start();
}
