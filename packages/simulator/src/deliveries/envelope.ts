import type { ClickedAction } from "../console-api/contract.ts";
import type { App, Message, User } from "../world/entities.ts";
import type { Identifiers } from "../world/identifiers.ts";
import type { JsonObject } from "../world/json.ts";
import type { Preview } from "../world/previews.ts";
import type { Quirks } from "../world/quirks.ts";
import { legacyClick } from "../world/subscriptions.ts";
import { userIdsOf } from "./user-ids.ts";

/** A callback or an event, as it goes to an app, and what the platform knows of it. */
export interface Envelope {
  /** The same for every attempt. */
  readonly id: string;
  readonly name: string;
  readonly appId: string;
  /** The JSON that an app's handler gets. */
  readonly body: object;
  /** Of a legacy click: tells a repeated delivery from a new click. */
  readonly refreshToken?: string | undefined;
}

/** The link whose preview a clicked card is. */
export interface ClickedLink {
  readonly url: string;
  readonly token: string;
}

interface Scene {
  readonly identifiers: Identifiers;
  readonly tenantKey: string;
  /** Wall-clock ms. */
  readonly now: number;
  readonly quirks: Quirks;
}

/** What the members of an event may refer to. */
export interface EnvelopeScene extends Scene {
  readonly appId: string;
}

/** Any event of schema 2.0; `create_time` is in milliseconds. */
export function createEventEnvelope(scene: Scene, app: App, eventType: string, event: object): Envelope {
  return createEnvelope(scene, app, eventType, event, String(scene.now), app.verificationToken);
}

/** Any event of schema 1.0; `ts` is in seconds, with a fraction. */
export function createSchema1Envelope(scene: Scene, app: App, eventType: string, event: object): Envelope {
  const { identifiers, tenantKey, now } = scene;
  const { appId, verificationToken: token } = app;
  const uuid = identifiers.hex(32);
  const body = {
    ts: (now / 1000).toFixed(7),
    uuid,
    token,
    type: "event_callback",
    event: { app_id: appId, tenant_key: tenantKey, ...event, type: eventType },
  };
  return { id: uuid, name: eventType, appId, body };
}

/** `card.action.trigger` for a click on a card in a chat, or on that of a link's preview. */
export function createClickEnvelope(
  scene: Scene,
  click: {
    app: App;
    user: User;
    message: Message;
    token: string;
    action: ClickedAction;
    link?: ClickedLink | undefined;
  },
): Envelope {
  const { link } = click;
  return createCallbackEnvelope(scene, click.app, "card.action.trigger", {
    operator: operatorOf(scene, click.user),
    token: click.token,
    action: toWireAction(scene, click.action),
    host: "im_message",
    ...(link === undefined ? {} : { delivery_type: "url_preview" }),
    context: {
      ...(link === undefined ? {} : { url: link.url, preview_token: link.token }),
      open_message_id: click.message.messageId,
      open_chat_id: click.message.chatId,
    },
  });
}

/** `card.action.trigger_v1` for the same: flat, without an id of its own. */
export function createLegacyClickEnvelope(
  scene: Scene,
  {
    app,
    user,
    message,
    token,
    action,
  }: { app: App; user: User; message: Message; token: string; action: ClickedAction },
  refreshToken: string,
): Envelope {
  const body = {
    open_id: user.openId,
    open_message_id: message.messageId,
    open_chat_id: message.chatId,
    tenant_key: user.tenantKey,
    token,
    action: toWireAction(scene, action),
  };
  return createLegacyEnvelope(scene, app, body, refreshToken);
}

/** `card.action.trigger_v1` with this body. */
export function createLegacyEnvelope(
  { identifiers }: Scene,
  { appId }: App,
  body: object,
  refreshToken: string,
): Envelope {
  return { id: identifiers.hex(32), name: legacyClick, appId, body, refreshToken };
}

/** `url.preview.get` for a link in a message. */
export function createPreviewEnvelope(
  scene: Scene,
  paste: { app: App; user: User; message: Message; preview: Preview },
): Envelope {
  return createCallbackEnvelope(scene, paste.app, "url.preview.get", {
    operator: operatorOf(scene, paste.user),
    host: "im_message",
    ...(scene.quirks.deliveryType ? { delivery_type: "url_preview" } : {}),
    context: {
      url: paste.preview.url,
      preview_token: paste.preview.token,
      open_message_id: paste.message.messageId,
      open_chat_id: paste.message.chatId,
    },
  });
}

/** The body of the check that a request URL must pass. */
export function createChallenge(app: App, challenge: string): JsonObject {
  return { challenge, token: app.verificationToken, type: "url_verification" };
}

/** Callbacks give `create_time` in microseconds, and in the header the tenant that owns the app. */
export function createCallbackEnvelope(scene: Scene, app: App, eventType: string, event: object): Envelope {
  const { now, quirks } = scene;
  const createTime = quirks.createTime === "us" ? `${now}000` : String(now);
  const token = quirks.headerToken ? app.verificationToken : undefined;
  return createEnvelope({ ...scene, tenantKey: app.tenantKey }, app, eventType, event, createTime, token);
}

function createEnvelope(
  scene: Scene,
  { appId }: App,
  eventType: string,
  event: object,
  createTime: string,
  token: string | undefined,
): Envelope {
  const id = scene.identifiers.hex(32);
  const header = {
    event_id: id,
    token,
    create_time: createTime,
    event_type: eventType,
    tenant_key: scene.tenantKey,
    app_id: appId,
  };
  return { id, name: eventType, appId, body: { schema: "2.0", header, event } };
}

function toWireAction({ quirks }: Scene, action: ClickedAction): JsonObject {
  const { options } = action;
  const single = action.tag === "select_img" && quirks.selectImgOptions === "string" && options?.length === 1;
  return { ...action, ...(single ? { options: options[0] } : {}), timezone: "Asia/Shanghai" };
}

function operatorOf(scene: Scene, user: User): JsonObject {
  return { tenant_key: scene.tenantKey, ...userIdsOf(user) };
}
