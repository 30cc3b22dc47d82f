#!/usr/bin/env node
import { type Flags, parseFlags, usage } from "./flags.ts";
import { startSimulator } from "./simulator.ts";

function readFlags(): Flags | "help" {
  try {
    return parseFlags(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

/** A world to begin with: an app, two people, and a chat of all three. */
async function run(flags: Flags): Promise<void> {
  const simulator = await startSimulator(flags);
  const app = simulator.createApp({ name: "First app" });
  const members = [simulator.createUser({ name: "Ada" }), simulator.createUser({ name: "Ben" })];
  const chat = simulator.createChat({ name: "First chat", members, bots: [app] });

  console.log(`The simulated open platform is running. Stop it with Ctrl+C.

  console             ${simulator.consoleUrl}
  domain              ${simulator.domain}
  App ID              ${app.appId}
  App Secret          ${app.appSecret}
  Verification Token  ${app.verificationToken}
  chat_id             ${chat.chatId}
`);

  const stop = (): void => void simulator.close();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

const flags = readFlags();
if (flags === "help") console.log(usage);
else {
  await run(flags).catch((error: unknown) => {
    console.error(`The simulator could not start: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  });
}
