import type { ClickedAction } from "../console-api/contract.ts";
import type { App, Chat, Message, User } from "../world/entities.ts";
import type { Identifiers } from "../world/identifiers.ts";
import type { JsonObject } from "../world/json.ts";

/** The JSON that an app's handler gets: schema 2.0, for events and callbacks alike. */
export interface Envelope {
  readonly schema: "2.0";
  readonly header: {
    readonly event_id: string;
    readonly token: string;
    readonly create_time: string;
    readonly event_type: string;
    readonly tenant_key: string;
    readonly app_id: string;
  };
  readonly event: object;
}

interface Scene {
  readonly identifiers: Identifiers;
  readonly tenantKey: string;
  /** Wall-clock ms. */
  readonly now: number;
}

/** Any event; `create_time` is in milliseconds. */
export function createEventEnvelope(scene: Scene, app: App, eventType: string, event: object): Envelope {
  return createEnvelope(scene, app, eventType, event, String(scene.now));
}

/** `card.action.trigger` for a click on a card in a chat. */
export function createClickEnvelope(
  scene: Scene,
  click: { app: App; user: User; message: Message; token: string; action: ClickedAction },
): Envelope {
  return createCallbackEnvelope(scene, click.app, "card.action.trigger", {
    operator: operatorOf(scene, click.user),
    token: click.token,
    action: { ...click.action, timezone: "Asia/Shanghai" },
    host: "im_message",
    context: { open_message_id: click.message.messageId, open_chat_id: click.message.chatId },
  });
}

/** `url.preview.get` for a link in a message. */
export function createPreviewEnvelope(
  scene: Scene,
  paste: { app: App; user: User; message: Message; url: string },
): Envelope {
  return createCallbackEnvelope(scene, paste.app, "url.preview.get", {
    operator: operatorOf(scene, paste.user),
    host: "im_message",
    delivery_type: "url_preview",
    context: {
      url: paste.url,
      preview_token: scene.identifiers.uuid(),
      open_message_id: paste.message.messageId,
      open_chat_id: paste.message.chatId,
    },
  });
}

/** `im.message.receive_v1` for a bot that is in the chat. */
export function createMessageEnvelope(
  scene: Scene,
  post: { app: App; user: User; chat: Chat; message: Message },
): Envelope {
  const { app, user, chat, message } = post;
  return createEventEnvelope(scene, app, "im.message.receive_v1", {
    sender: { sender_id: userIdsOf(user), sender_type: "user", tenant_key: scene.tenantKey },
    message: {
      message_id: message.messageId,
      root_id: message.rootId,
      parent_id: message.parentId,
      create_time: String(message.createdAt),
      update_time: String(message.updatedAt),
      chat_id: chat.chatId,
      chat_type: chat.type,
      message_type: message.msgType,
      content: JSON.stringify(message.content),
      mentions: [],
    },
  });
}

/** The body of the check that a request URL must pass. */
export function createChallenge(app: App, challenge: string): JsonObject {
  return { challenge, token: app.verificationToken, type: "url_verification" };
}

/** Callbacks give `create_time` in microseconds. */
function createCallbackEnvelope(scene: Scene, app: App, eventType: string, event: object): Envelope {
  return createEnvelope(scene, app, eventType, event, `${scene.now}000`);
}

function createEnvelope(scene: Scene, app: App, eventType: string, event: object, createTime: string): Envelope {
  return {
    schema: "2.0",
    header: {
      event_id: scene.identifiers.hex(32),
      token: app.verificationToken,
      create_time: createTime,
      event_type: eventType,
      tenant_key: scene.tenantKey,
      app_id: app.appId,
    },
    event,
  };
}

function operatorOf(scene: Scene, user: User): JsonObject {
  return { tenant_key: scene.tenantKey, ...userIdsOf(user) };
}

function userIdsOf(user: User): JsonObject {
  return { open_id: user.openId, union_id: user.unionId };
}
