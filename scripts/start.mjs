import { join } from "node:path";
import { pathToFileURL } from "node:url";
import "./build.mjs";

// In this process, so that Ctrl-C reaches the bot and nothing has to be passed on.
if (process.exitCode === undefined) {
  await import(pathToFileURL(join(import.meta.dirname, "../examples/approval-bot/dist/main.js")).href);
}
