const test = require("node:test");
const { startSimulator } = require("@larkwire/simulator");
const { assertShowsToast } = require("@larkwire/simulator/assert");
const { WSClient } = require("larkwire/ws");
const { card, dispatcher } = require("./bot.cjs");

test("thanks for a form", async () => {
  const simulator = await startSimulator();
  const [app, user] = [simulator.createApp(), simulator.createUser()];
  const chat = simulator.createChat({ members: [user], bots: [app] });
  const bot = new WSClient({ ...app.credentials, dispatcher, logLevel: "silent" });
  await bot.start();
  const shown = await user.submit(app.sendCard(chat, card), { reason: "flu" });
  await Promise.all([bot.close(), simulator.close()]);
  assertShowsToast(shown, "Approved: flu");
});
