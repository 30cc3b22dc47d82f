// @ts-check
import { LoggerLevel, WSClient } from "@larksuiteoapi/node-sdk";
import { appId, appSecret } from "../../load/gateway.mjs";
import { createDispatcher } from "./pipeline.mjs";

/** @param {{ domain: string }} platform */
export async function start({ domain }) {
  const client = new WSClient({ appId, appSecret, domain, loggerLevel: LoggerLevel.error });
  await client.start({ eventDispatcher: createDispatcher() });
}
