import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EventDispatcher, toast } from "larkwire";
import { webhook } from "larkwire/node";
import { WSClient } from "larkwire/ws";
import { expect, it } from "vitest";
import { firstWorld } from "./description/first-world.ts";
import type { Simulator } from "./index.ts";
import { startSimulator } from "./simulator.ts";

// The values stand in the documents as they stand here: they are what somebody pastes.
const credentials = { appId: "cli_0123456789abcdef", appSecret: "secret" };
const secrets = { encryptKey: "key", verificationToken: "token" };
const answer = () => ({ toast: toast.success("Thank you") });
const logLevel = "silent";

async function clickTheCard(simulator: Simulator) {
  const [message] = simulator.chat("First chat").messages();
  return simulator.user("Ada").click({ message_id: message?.message_id ?? "", button: "Approve" });
}

it("has a card that a pasted program answers over the long connection", async () => {
  await using simulator = await startSimulator({ world: firstWorld(undefined), console: false });
  const dispatcher = new EventDispatcher({ logLevel }).onCardAction(answer);
  const bot = new WSClient({ ...credentials, domain: simulator.domain, dispatcher, logLevel });
  await bot.start();

  const { toast: shown } = await clickTheCard(simulator);

  expect(shown?.content).toBe("Thank you");
  await bot.close();
});

it("sends callbacks and events to a URL from the start, signed and encrypted", async () => {
  const heard: string[] = [];
  const dispatcher = new EventDispatcher({ ...secrets, logLevel })
    .onCardAction(answer)
    .on("im.message.receive_v1", (event) => void heard.push(event.message.message_type));
  const server = createServer(webhook({ "/webhook/event": dispatcher })).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/event`;
  await using simulator = await startSimulator({ world: firstWorld(url), console: false });

  const { toast: shown, exchange } = await clickTheCard(simulator);
  await simulator.trigger("im.message.receive_v1");

  expect([shown?.content, exchange.way, heard.length]).toEqual(["Thank you", "webhook", 1]);
  server.close();
});
