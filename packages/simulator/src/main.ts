#!/usr/bin/env node
import { firstWorld } from "./description/first-world.ts";
import { type Flags, parseFlags, usage } from "./flags.ts";
import { startSimulator } from "./simulator.ts";
import type { WorldSnapshot } from "./world/world.ts";

function readFlags(): Flags | "help" {
  try {
    return parseFlags(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

async function run({ webhook, ...flags }: Flags): Promise<void> {
  const simulator = await startSimulator({ ...flags, world: flags.world ?? firstWorld(webhook) });
  const { apps, chats } = simulator.snapshot();

  console.log(`The simulated open platform is running. Stop it with Ctrl+C.

  console             ${simulator.consoleUrl}
  domain              ${simulator.domain}
  management API      ${simulator.domain}/simulator/v1/openapi.json${simulator.token === undefined ? "" : `\n  token               ${simulator.token}`}
${apps.map(describeApp).join("")}${chats.map(({ name, chatId }) => `\n  ${name}\n  chat_id             ${chatId}\n`).join("")}`);

  const stop = (): void => void simulator.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

function describeApp(app: WorldSnapshot["apps"][number]): string {
  const { name, appId, appSecret, encryptKey, verificationToken, callbacks } = app;
  const { mode, requestUrl = "" } = callbacks;
  return `
  ${name}
  App ID              ${appId}
  App Secret          ${appSecret ?? "none, it has a public key"}${encryptKey === undefined ? "" : `\n  Encrypt Key         ${encryptKey}`}
  Verification Token  ${verificationToken}
  callbacks           ${mode === "webhook" ? requestUrl : "long connection"}
`;
}

const flags = readFlags();
if (flags === "help") console.log(usage);
else {
  await run(flags).catch((error: unknown) => {
    console.error(`The simulator could not start: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  });
}
