import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { Client, EventDispatcher, WSClient } from "@larksuiteoapi/node-sdk";
import type { Simulator } from "@larkwire/simulator";
import { describe, expect, it, onTestFinished } from "vitest";
import { approval, approved, logger, question, simulate } from "./official-bot.ts";

// The official SDK signs nothing itself: it asks a provider for an assertion, and hands it to the platform.

const keys = generateKeyPairSync("rsa", { modulusLength: 2_048 });

function scene(simulator: Simulator, privateKey: KeyObject = keys.privateKey) {
  const app = simulator.createApp({ publicKey: keys.publicKey.export({ format: "jwk" }) });
  const user = simulator.createUser();
  const chat = simulator.createChat({ members: [user], bots: [app] });
  const toPart = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const clientAssertionProvider = {
    retrieveToken: async (aud: string) => {
      const now = Math.floor(Date.now() / 1_000);
      const claims = { iss: app.appId, sub: app.appId, aud, iat: now, exp: now + 60 };
      const text = `${toPart({ alg: "RS256" })}.${toPart(claims)}`;
      return { value: `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}` };
    },
  };
  const { domain } = simulator;
  const client = new Client({ appId: app.appId, clientAssertionProvider, domain, oauthBaseUrl: domain, logger });
  const sendCard = () =>
    client.im.message.create({
      params: { receive_id_type: "chat_id" },
      data: { receive_id: chat.chatId, msg_type: "interactive", content: JSON.stringify(question) },
    });
  const connect = () =>
    new Promise<void>((resolve, reject) => {
      const eventDispatcher = new EventDispatcher({ logger }).register({ "card.action.trigger": async () => approval });
      const options = { appId: app.appId, clientAssertionProvider, domain, logger };
      const connection = new WSClient({ ...options, onReady: resolve, onError: reject });
      onTestFinished(() => connection.close({ force: true }));
      connection.start({ eventDispatcher }).catch(reject);
    });
  return { app, user, chat, sendCard, connect };
}

describe("the official Node SDK without a secret", () => {
  it("gets a token with an assertion and sends a card", async () => {
    const { app, chat, sendCard } = scene(await simulate());

    const { code } = await sendCard();

    expect(code).toBe(0);
    expect(chat.messages()).toMatchObject([{ sender: { id: app.appId }, content: question }]);
  });

  it("answers a click over the long connection", async () => {
    const { app, user, chat, connect } = scene(await simulate());
    await connect();

    const { toast, card } = await user.click({
      message_id: app.sendCard(chat, question).message_id,
      button: "Approve",
    });

    expect({ toast, card }).toEqual({ toast: approval.toast, card: approved });
  });

  it("gets no token and no connection with an assertion that another key has signed", async () => {
    const another = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const { app, chat, sendCard, connect } = scene(await simulate(), another.privateKey);

    await expect(sendCard()).rejects.toThrow(/not signed with the app's key/);
    await expect(connect()).rejects.toThrow(/code=514/);
    expect([chat.messages(), app.connections]).toEqual([[], 0]);
  });
});
