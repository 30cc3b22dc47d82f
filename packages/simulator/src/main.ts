#!/usr/bin/env node
import type { WorldInput } from "./description/world-description.ts";
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

/** A world to begin with, unless one is given: an app, two people, and a chat of all three. */
const firstWorld: WorldInput = {
  apps: [{ name: "First app" }],
  users: [{ name: "Ada" }, { name: "Ben" }],
  chats: [{ name: "First chat", members: ["Ada", "Ben"], bots: ["First app"] }],
};

async function run(flags: Flags): Promise<void> {
  const simulator = await startSimulator({ ...flags, world: flags.world ?? firstWorld });
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

function describeApp({ name, appId, appSecret, verificationToken }: WorldSnapshot["apps"][number]): string {
  return `
  ${name}
  App ID              ${appId}
  App Secret          ${appSecret ?? "none, it has a public key"}
  Verification Token  ${verificationToken}
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
