import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectBot } from "./hand-made-bots.ts";
import type { SimulatedApp, SimulatedChat, SimulatedUser, Simulator } from "./index.ts";
import { createClient } from "./larkwire-bots.ts";
import { startSimulator } from "./simulator.ts";

const toTemplate = (template_id: string, template_variable: object = {}, template_version_name?: string): object => ({
  type: "template",
  data: { template_id, template_variable, ...(template_version_name === undefined ? {} : { template_version_name }) },
});

let simulator: Simulator;
let app: SimulatedApp;
let user: SimulatedUser;
let chat: SimulatedChat;
beforeEach(async () => {
  simulator = await startSimulator({ console: false });
  app = simulator.createApp();
  user = simulator.createUser();
  chat = simulator.createChat({ members: [user], bots: [app] });
});
afterEach(() => simulator.close());

/** How a card refers to a variable. */
const variable = (name: string): string => ["$", "{", name, "}"].join("");
const button = {
  tag: "button",
  text: { tag: "plain_text", content: `Approve ${variable("who")}` },
  value: variable("value"),
};

describe("a card template", () => {
  it("is shown with its variables, which keep their type where they are the whole text", () => {
    simulator.createTemplate({
      templateId: "AAq",
      card: { elements: [button, { tag: "markdown", content: variable("left") }] },
    });
    const sent = app.sendCard(chat, toTemplate("AAq", { who: "Ada", value: { id: 7 } }));
    expect(sent.content).toEqual({
      elements: [
        { tag: "button", text: { tag: "plain_text", content: "Approve Ada" }, value: { id: 7 } },
        { tag: "markdown", content: variable("left") },
      ],
    });
  });

  it("has versions, the newest of which is shown where none is named", () => {
    const cardOf = (content: string): object => ({ elements: [{ tag: "markdown", content }] });
    simulator.createTemplate({ templateId: "AAq", version: "1.0.0", card: cardOf("one") });
    simulator.createTemplate({ templateId: "AAq", version: "1.0.1", card: cardOf("two") });
    expect(app.sendCard(chat, toTemplate("AAq")).content).toEqual(cardOf("two"));
    expect(app.sendCard(chat, toTemplate("AAq", {}, "1.0.0")).content).toEqual(cardOf("one"));
  });

  it("takes the place of a clicked card, and is 200673 in a reply when there is none such", async () => {
    simulator.createTemplate({ templateId: "AAq", card: { elements: [button] } });
    let id = "AAq";
    await using _bot = await connectBot(simulator, app, () => ({ card: toTemplate(id, { who: "Ben" }) }));
    const { message_id } = app.sendCard(chat, toTemplate("AAq", { who: "Ada" }));
    const clicked = await user.click({ message_id, button: "Approve Ada" });
    expect(clicked.card).toMatchObject({ elements: [{ text: { content: "Approve Ben" } }] });
    id = "AAnone";
    expect((await user.click({ message_id, button: "Approve Ben" })).clientCode).toBe(200_673);
  });

  it("is refused by the message API when there is none such", async () => {
    simulator.createTemplate({ templateId: "AAq", card: {} });
    const client = createClient(simulator, app);
    const sending = client.request({
      method: "POST",
      path: "/open-apis/im/v1/messages",
      params: { receive_id_type: "chat_id" },
      data: { receive_id: chat.chatId, msg_type: "interactive", content: JSON.stringify(toTemplate("AAnone")) },
    });
    await expect(sending).rejects.toThrow("200380");
  });
});
