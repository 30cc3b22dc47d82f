import { expect, it } from "vitest";
import { serveBot } from "./hand-made-bots.ts";
import { startSimulator } from "./simulator.ts";

// What the official Go and Java SDKs put into the body of a webhook's answer to a click.
it.each<[string, unknown, { toast?: object; clientCode?: number }]>([
  ["a reply", { toast: { type: "success", content: "好", i18n: { en_us: "good" } } }, { toast: { content: "好" } }],
  ["a reply without members", {}, {}],
  ["null where the handler returns none", null, {}],
  ["that there is no handler", { msg: "event type:card.action.trigger, not found handler" }, {}],
  ["an error", 500, { clientCode: 200_671 }],
])("a click is answered over HTTP with %s", async (_case, answer, { toast, clientCode }) => {
  await using bot = await serveBot(() => answer);
  await using simulator = await startSimulator({ console: false });
  const app = simulator.createApp();
  const user = simulator.createUser();
  const { message_id } = app.sendCard(simulator.createChat({ members: [user], bots: [app] }), {
    elements: [{ tag: "action", actions: [{ tag: "button", text: { tag: "plain_text", content: "OK" }, value: {} }] }],
  });
  await app.useWebhook(bot.url);
  const seen = await user.click({ message_id, button: "OK" });

  expect(seen.clientCode).toBe(clientCode);
  if (toast === undefined) expect(seen.toast).toBeUndefined();
  else expect(seen.toast).toMatchObject(toast);
});
