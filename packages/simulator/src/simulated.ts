import { toAction } from "./click-choice.ts";
import type { ClickedAction } from "./console-api/contract.ts";
import { toMessageView } from "./console-api/views.ts";
import { type Exchange, toExchangeView } from "./deliveries/exchange.ts";
import { findCardFault } from "./judge/card-fault.ts";
import type { Platform } from "./platform.ts";
import type { KeylessApp, PlatformApp, SimulatedApp } from "./test-kit/simulated-app.ts";
import type { ChatMembers, SimulatedChat } from "./test-kit/simulated-chat.ts";
import type { ClickedPlace, ClickResult, SimulatedUser } from "./test-kit/simulated-user.ts";
import { findChoiceAction } from "./world/choice-target.ts";
import { findSubmitAction } from "./world/click-target.ts";
import { clickedCardIn } from "./world/clicked-card.ts";
import { type App, type Chat, isVisibleTo, type User } from "./world/entities.ts";
import { type JsonObject, parseJsonObject } from "./world/json.ts";
import type { Membership } from "./world/membership.ts";
import { SimulatorError } from "./world/simulator-error.ts";

/** @throws SimulatorError UNKNOWN_APP where it has none */
export function toSimulatedApp(platform: Platform, app: App, domain: string): SimulatedApp {
  const { appId, appSecret } = app;
  if (appSecret === undefined) {
    throw new SimulatorError("UNKNOWN_APP", `${app.name} has no secret: ask for it with keylessApp().`);
  }
  const credentials = { appId, appSecret, domain, clock: platform.clock };
  return Object.assign(toPlatformApp(platform, app), { appSecret, credentials });
}

/** @throws SimulatorError UNKNOWN_APP where it has a secret */
export function toKeylessApp(platform: Platform, app: App, domain: string): KeylessApp {
  const { appId, appSecret } = app;
  if (appSecret !== undefined) {
    throw new SimulatorError("UNKNOWN_APP", `${app.name} has a secret: ask for it with app().`);
  }
  const credentials = { appId, domain, clock: platform.clock };
  return Object.assign(toPlatformApp(platform, app), { appSecret, credentials });
}

function toPlatformApp(platform: Platform, app: App): PlatformApp {
  const { appId, encryptKey, verificationToken } = app;
  return {
    appId,
    encryptKey,
    verificationToken,
    get connections() {
      return platform.connections(appId);
    },
    useLongConnection: async () => void (await platform.subscribe(appId, { mode: "long-connection" })),
    useWebhook: async (requestUrl) => void (await platform.subscribe(appId, { mode: "webhook", requestUrl })),
    configure: async (changes) => void (await platform.configure(appId, changes)),
    publishVersion: () => void platform.publishVersion(appId),
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
    addImage: (imageKey, image) => platform.world.files.addImage(app, imageKey, image),
    createEvent: (eventType, overrides) => platform.createEvent(appId, eventType, overrides),
    trigger: async (eventType, event) => toExchangeView(await platform.trigger(appId, eventType, event)),
    deliver: async (recorded) => toExchangeView(await platform.deliver(appId, recorded)),
    push: async (payload) => {
      const sent = platform.gateway.push(appId, payload);
      if (sent === undefined) throw new SimulatorError("NO_CLIENT_ONLINE", `No client of ${appId} is online.`);
      const answer = await sent.answer;
      return answer.type === "answered" ? { status: answer.code, text: answer.json } : undefined;
    },
  };
}

export function toSimulatedUser(platform: Platform, user: User): SimulatedUser {
  const { openId, unionId, userId, email, name } = user;
  const { people } = platform;
  const act = async (
    { message_id, preview_token }: ClickedPlace,
    find: (card: JsonObject) => ClickedAction,
  ): Promise<ClickResult> => {
    const { message, card } = platform.clickable(user, message_id, preview_token);
    const { exchange } = await platform.click(openId, message_id, find(card), preview_token);
    const current = platform.world.message(message_id) ?? message;
    const shown = clickedCardIn(current, { openId, previewToken: preview_token });
    return { ...toResult(exchange), toast: exchange.conclusion?.toast, card: shown };
  };
  return {
    openId,
    unionId,
    userId,
    email,
    name,
    click: ({ message_id, preview_token, ...choice }) =>
      act({ message_id, preview_token }, (card) => toAction(card, choice)),
    submit: ({ button, ...place }, formValue = {}) => act(place, (card) => findSubmitAction(card, formValue, button)),
    choose: ({ component, ...place }, choice) => act(place, (card) => findChoiceAction(card, component, choice)),
    pasteLink: async ({ chatId }, { appId }, url) => {
      const { exchange, verdict } = await platform.pasteLink(openId, chatId, appId, url);
      return { ...toResult(exchange), inline: verdict.inline, card: verdict.card };
    },
    send: ({ chatId }, text) => platform.act(() => people.write(openId, chatId, text)),
    recall: ({ message_id }) => platform.act(() => people.recall(openId, message_id)),
    open: ({ chatId }) => platform.act(() => people.open(openId, chatId)),
    read: ({ message_id }) => platform.act(() => people.read(openId, message_id)),
    react: ({ message_id }, emojiType) => platform.act(() => people.react(openId, message_id, emojiType)),
    unreact: ({ message_id }, emojiType) => platform.act(() => people.unreact(openId, message_id, emojiType)),
    chooseFromMenu: ({ appId }, eventKey) => platform.act(() => people.chooseFromMenu(openId, appId, eventKey)),
  };
}

export function toSimulatedChat(platform: Platform, { chatId }: Chat): SimulatedChat {
  const { groups, people } = platform;
  return {
    chatId,
    messages: (viewer) =>
      platform.world
        .messages()
        .filter((message) => message.chatId === chatId && isVisibleTo(message, viewer?.openId))
        .map((message) => toMessageView(message, platform, viewer?.openId)),
    add: (newcomers, { by } = {}) => platform.act(() => groups.letIn(chatId, toMembership(newcomers), by?.openId)),
    remove: (leavers, { by, withdrawn } = {}) =>
      platform.act(() => groups.letGo(chatId, toMembership(leavers), by?.openId, withdrawn)),
    change: ({ owner, ...changes }, { by } = {}) =>
      platform.act(() => groups.change(chatId, { ...changes, ownerId: owner?.openId }, by?.openId)),
    dissolve: ({ by } = {}) => platform.act(() => groups.dissolve(chatId, by?.openId)),
    deleteMessage: ({ message_id }) => people.deleteMessage(message_id),
  };
}

function toMembership({ members, bots }: ChatMembers): Membership {
  return { members: members?.map(({ openId }) => openId), bots: bots?.map(({ appId }) => appId) };
}

function toResult(exchange: Exchange): Pick<ClickResult, "clientCode" | "latencyMs" | "exchange"> {
  const { clientCode, latencyMs = 0 } = exchange.conclusion ?? {};
  return { clientCode: clientCode?.code, latencyMs, exchange: toExchangeView(exchange) };
}

function chatOf(platform: Platform, chatId: string): Chat {
  const chat = platform.world.chat(chatId);
  if (chat === undefined) throw new SimulatorError("UNKNOWN_CHAT", `There is no chat ${chatId} in this simulator.`);
  return chat;
}
