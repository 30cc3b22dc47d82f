import { toAction } from "./click-choice.ts";
import { toMessageView } from "./console-api/views.ts";
import { findCardFault } from "./judge/card-fault.ts";
import type { Platform } from "./platform.ts";
import type { Exchange, SimulatedApp, SimulatedChat, SimulatedUser } from "./test-kit.ts";
import { type App, type Chat, contentFor, type User } from "./world/entities.ts";
import { parseJsonObject } from "./world/json.ts";
import { SimulatorError } from "./world/simulator-error.ts";

export function toSimulatedApp(
  platform: Platform,
  { appId, appSecret, encryptKey, verificationToken }: App,
): SimulatedApp {
  return {
    appId,
    appSecret,
    encryptKey,
    verificationToken,
    get connections() {
      return platform.connections(appId);
    },
    useLongConnection: async () => void (await platform.subscribe(appId, { mode: "long-connection" })),
    useWebhook: async (requestUrl) => void (await platform.subscribe(appId, { mode: "webhook", requestUrl })),
    sendCard: ({ chatId }, card) => {
      const content = parseJsonObject(JSON.stringify(card));
      const fault = content === undefined ? { path: "ROOT", message: "not an object" } : findCardFault(content);
      if (content === undefined || fault !== undefined) {
        throw new SimulatorError("CARD_INVALID", `${fault?.path}: ${fault?.message}`);
      }
      const post = {
        chat: chatOf(platform, chatId),
        sender: { type: "app", id: appId },
        msgType: "interactive",
        content,
      } as const;
      return toMessageView(platform.world.post(post, platform.clock.now()), platform);
    },
    createEvent: (eventType, overrides) => platform.createEvent(appId, eventType, overrides),
    trigger: (eventType, event) => platform.trigger(appId, eventType, event),
  };
}

export function toSimulatedUser(platform: Platform, user: User): SimulatedUser {
  const { openId, name } = user;
  return {
    openId,
    name,
    click: async ({ message_id, ...choice }) => {
      const { message } = platform.clickable(user, message_id);
      const action = toAction(contentFor(message, openId), choice);
      const { exchange } = await platform.click(openId, message_id, action);
      const current = platform.world.message(message_id) ?? message;
      return { ...toResult(exchange), toast: exchange.toast, card: contentFor(current, openId) };
    },
    pasteLink: async ({ chatId }, { appId }, url) => {
      const app = platform.world.app(appId);
      if (app === undefined) throw new SimulatorError("UNKNOWN_APP", `There is no app ${appId} in this simulator.`);
      const { exchange, verdict } = await platform.pasteLink(user, chatOf(platform, chatId), app, url);
      return { ...toResult(exchange), inline: verdict.inline, card: verdict.card };
    },
    send: ({ chatId }, text) => platform.send(user, chatOf(platform, chatId), text),
  };
}

export function toSimulatedChat(platform: Platform, { chatId }: Chat): SimulatedChat {
  return {
    chatId,
    messages: (viewer) =>
      platform.world
        .messages()
        .filter((message) => message.chatId === chatId)
        .map((message) => toMessageView(message, platform, viewer?.openId)),
  };
}

function toResult(exchange: Exchange): { clientCode: number | undefined; latencyMs: number; exchange: Exchange } {
  return { clientCode: exchange.clientCode?.code, latencyMs: exchange.latencyMs ?? 0, exchange };
}

function chatOf(platform: Platform, chatId: string): Chat {
  const chat = platform.world.chat(chatId);
  if (chat === undefined) throw new SimulatorError("UNKNOWN_CHAT", `There is no chat ${chatId} in this simulator.`);
  return chat;
}
