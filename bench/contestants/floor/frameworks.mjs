// @ts-check
import { listen } from "../listen.mjs";
import { createAnswerWebhook } from "./pipeline.mjs";

/** The bare POST handler of a framework, with the framework's own way to the bytes. @param {import("../settings.mjs").Settings} settings */
export async function start(settings) {
  const { serve } = await import(`./frameworks/${settings.framework}.mjs`);
  return listen(await serve(createAnswerWebhook(settings)));
}
