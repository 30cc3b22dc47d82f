import { startSimulator } from "@larkwire/simulator";
import "@larkwire/simulator/vitest";
import { WSClient } from "larkwire/ws";
import { expect, it } from "vitest";
import { card, dispatcher } from "./bot.js";

it("thanks for a form", async () => {
  const simulator = await startSimulator();
  const [app, user] = [simulator.createApp(), simulator.createUser()];
  const chat = simulator.createChat({ members: [user], bots: [app] });
  const bot = new WSClient({ ...app.credentials, dispatcher, logLevel: "silent" });
  await bot.start();
  const shown = await user.submit(app.sendCard(chat, card), { reason: "flu" });
  await Promise.all([bot.close(), simulator.close()]);
  expect(shown).toShowToast("Approved: flu");
});
