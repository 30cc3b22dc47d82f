// @ts-check
import { webhook as inLambda } from "larkwire/lambda";
import { webhook as inNext } from "larkwire/next";
import { path } from "../../fixtures/app.mjs";
import { createDispatcher } from "./dispatcher.mjs";

/** @param {import("../settings.mjs").Settings} settings */
export function start(settings) {
  const receivers = { [path]: createDispatcher(settings) };
  if (settings.framework === "next") {
    const handle = inNext(receivers);
    return async (/** @type {Request} */ request) => (await handle(request)).text();
  }
  const handle = inLambda(receivers);
  return async (/** @type {import("larkwire/lambda").LambdaEvent} */ event) => (await handle(event)).body;
}
