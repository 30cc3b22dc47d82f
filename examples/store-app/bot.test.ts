import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startSimulator } from "@larkwire/simulator";
import { memoryStorage } from "larkwire";
import { Client } from "larkwire/client";
import { webhook } from "larkwire/node";
import { afterEach, expect, it } from "vitest";
import { createBot } from "./bot.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const secrets = { encryptKey: "an encrypt key", verificationToken: "a token" };
const card = {
  elements: [{ tag: "action", actions: [{ tag: "button", text: { tag: "plain_text", content: "Thank me" } }] }],
};

/** A store app behind a webhook, and three organisations that have bought it. */
async function startStoreApp() {
  const simulator = await startSimulator({ console: false });
  closing.push(() => simulator.close());
  const app = simulator.createApp({ name: "Thanks", type: "store", ...secrets });
  const storage = memoryStorage();
  const { appId, appSecret } = app;
  const client = new Client({
    appId,
    appSecret,
    appType: "store",
    domain: simulator.domain,
    storage,
    logLevel: "warn",
  });
  const server = createServer(webhook({ "/webhook/event": createBot({ client, storage, ...secrets }) }));
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  await app.useWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook/event`);
  const tenants = ["Acme", "Globex", "Initech"].map((name) => {
    const tenant = simulator.createTenant();
    const user = simulator.createUser({ name: `Somebody of ${name}`, tenant });
    return { tenant, user, chat: simulator.createChat({ name, members: [user], bots: [app] }) };
  });
  return { simulator, app, tenants };
}

it("answers clicks in three tenants with a message to the right one, from the push of the ticket on", async () => {
  const { simulator, app, tenants } = await startStoreApp();

  const clicks = await Promise.all(
    tenants.map(({ chat, user }) =>
      user.click({ message_id: app.sendCard(chat, card).message_id, button: "Thank me" }),
    ),
  );

  expect(clicks.map(({ toast }) => toast?.content)).toEqual(["Thank you", "Thank you", "Thank you"]);
  for (const { chat, tenant, user } of tenants) {
    const texts = chat.messages().filter(({ msg_type }) => msg_type === "text");
    expect(texts.map(({ content }) => content)).toEqual([{ text: `Thank you, ${user.openId} of ${tenant.tenantKey}` }]);
  }
  // Nobody had pushed a ticket yet, so that the first click asked for one.
  expect(simulator.exchanges().map(({ name }) => name)).toEqual(expect.arrayContaining(["app_ticket"]));
});
