// @ts-check
import { path } from "../../fixtures/app.mjs";
import { listen } from "../listen.mjs";
import { createDispatcher } from "./dispatcher.mjs";

/** As docs/frameworks has it. @param {import("../settings.mjs").Settings} settings */
export async function start(settings) {
  const { serve } = await import(`./frameworks/${settings.framework}.mjs`);
  return listen(await serve({ [path]: createDispatcher(settings) }));
}
