import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { startSimulator } from "@larkwire/simulator";
import { Client } from "larkwire/client";
import { webhook } from "larkwire/node";
import { WSClient } from "larkwire/ws";
import { askIn, createBot } from "./bot.ts";

const { values } = parseArgs({ options: { port: { type: "string", default: "4100" } } });
const simulator = await startSimulator({ port: Number(values.port) });
const app = simulator.createApp({ name: "Approvals", encryptKey: "an encrypt key", verificationToken: "a token" });
const members = ["Alice", "Bob", "陈晨"].map((name) => simulator.createUser({ name }));
const chat = simulator.createChat({ name: "Finance team", members, bots: [app] });

const credentials = { appId: app.appId, appSecret: app.appSecret, domain: simulator.domain };
const client = new Client(credentials);
const dispatcher = createBot({ client, encryptKey: "an encrypt key", verificationToken: "a token" });

// Both ways in at once, one dispatcher behind them; the page switches between them.
const server = createServer(webhook({ "/webhook/event": dispatcher })).listen(0, "127.0.0.1");
await once(server, "listening");
await app.useWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/event`);
const connection = new WSClient({ ...credentials, dispatcher });
await connection.start();
await app.useLongConnection();

await askIn(chat.chatId, client);
console.log(
  `\nOpen ${simulator.consoleUrl} and click, or paste https://expenses.example/42. Ctrl-C ends everything.\n`,
);

async function stop(): Promise<void> {
  await connection.close();
  server.close();
  server.closeAllConnections();
  await simulator.close();
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
