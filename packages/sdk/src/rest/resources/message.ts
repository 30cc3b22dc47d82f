import type { ApiResponse, RequestOptions } from "../api-request.ts";
import type { MessageBody } from "../content.ts";
import { type ApisOf, api } from "./resource.ts";

/** What `receive_id` is. */
export type ReceiveIdType = "open_id" | "union_id" | "user_id" | "email" | "chat_id";

/** Somebody who is mentioned in a message. */
export interface MessageMention {
  /** The placeholder in the text, such as `@_user_1`. */
  readonly key: string;
  readonly id: string;
  readonly id_type: string;
  readonly name: string;
  readonly tenant_key?: string;
}

/** A message as the platform gives it back. */
export interface Message {
  readonly message_id: string;
  readonly root_id?: string;
  readonly parent_id?: string;
  readonly thread_id?: string;
  readonly upper_message_id?: string;
  readonly msg_type: string;
  /** Milliseconds since 1970, as text. */
  readonly create_time: string;
  /** Milliseconds since 1970, as text. */
  readonly update_time: string;
  readonly deleted: boolean;
  readonly updated: boolean;
  readonly chat_id: string;
  readonly sender: {
    readonly id: string;
    readonly id_type: string;
    readonly sender_type: string;
    readonly tenant_key?: string;
  };
  /** `content` is JSON as text. */
  readonly body: { readonly content: string };
  readonly mentions?: readonly MessageMention[];
}

/** At most 50 characters; the same one sends at most one message within an hour, so that a lost answer can be tried again. */
interface Once {
  readonly uuid?: string | undefined;
}

interface OfMessage {
  readonly path: { readonly message_id: string };
}

/** What {@link MessageResource.create} takes; texts may have 150 KB, cards and posts 30 KB. */
export interface CreateMessage {
  readonly params: { readonly receive_id_type: ReceiveIdType };
  readonly data: { readonly receive_id: string } & MessageBody & Once;
}

/** What {@link MessageResource.reply} takes. */
export interface ReplyMessage extends OfMessage {
  /** `reply_in_thread` opens or continues a thread. */
  readonly data: MessageBody & Once & { readonly reply_in_thread?: boolean | undefined };
}

/** What {@link MessageResource.patch} takes. */
export interface PatchMessage extends OfMessage {
  /** The new card, at most 30 KB. */
  readonly data: { readonly content: object | string };
}

/** What {@link MessageResource.update} takes. */
export interface UpdateMessage extends OfMessage {
  readonly data: MessageBody<"text" | "post">;
}

/** What {@link MessageResource.forward} takes. */
export interface ForwardMessage extends OfMessage {
  readonly params: { readonly receive_id_type: ReceiveIdType | "thread_id" } & Once;
  readonly data: { readonly receive_id: string };
}

/** What the `urgent` methods take. */
export interface UrgeMessage extends OfMessage {
  readonly params: { readonly user_id_type: "open_id" | "union_id" | "user_id" };
  readonly data: { readonly user_id_list: readonly string[] };
}

/** The ids of those who could not be urged. */
export interface UrgedMessage {
  readonly invalid_user_id_list: readonly string[];
}

/** Messages of the bot. Every method throws API_REFUSED, API_UNREACHABLE, API_UNAVAILABLE, API_TIMEOUT, API_MALFORMED or RATE_LIMITED. */
export interface MessageResource {
  /**
   * Sends a message to a person or a chat.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create
   * @example
   * ```ts
   * await client.im.message.create({
   *   params: { receive_id_type: "open_id" },
   *   data: { receive_id: "ou_...", msg_type: "text", content: { text: "Hello" } },
   * });
   * ```
   */
  create(payload: CreateMessage, options?: RequestOptions): Promise<ApiResponse<Message>>;
  /**
   * Replies to a message.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/reply
   * @example
   * ```ts
   * await client.im.message.reply({
   *   path: { message_id: "om_..." },
   *   data: { msg_type: "text", content: { text: "Seen" } },
   * });
   * ```
   */
  reply(payload: ReplyMessage, options?: RequestOptions): Promise<ApiResponse<Message>>;
  /**
   * Replaces the card of a message, for 14 days; it must be shared (`update_multi: true`) before and after.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/patch
   * @example
   * ```ts
   * await client.im.message.patch({ path: { message_id: "om_..." }, data: { content: { schema: "2.0" } } });
   * ```
   */
  patch(payload: PatchMessage, options?: RequestOptions): Promise<ApiResponse<unknown>>;
  /**
   * Edits a text or a post, at most 20 times.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/update
   */
  update(payload: UpdateMessage, options?: RequestOptions): Promise<ApiResponse<Message>>;
  /**
   * Recalls a message.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/delete
   */
  delete(payload: OfMessage, options?: RequestOptions): Promise<ApiResponse<unknown>>;
  /**
   * Reads a message: the first of `items`, and those that were merged into it behind it.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/get
   */
  get(payload: OfMessage, options?: RequestOptions): Promise<ApiResponse<{ readonly items: readonly Message[] }>>;
  /**
   * Sends a message on.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/forward
   */
  forward(payload: ForwardMessage, options?: RequestOptions): Promise<ApiResponse<Message>>;
  /**
   * Urges people in the app.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/urgent_app
   */
  urgentApp(payload: UrgeMessage, options?: RequestOptions): Promise<ApiResponse<UrgedMessage>>;
  /**
   * Urges people by text message; uses up the tenant's quota.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/urgent_sms
   */
  urgentSms(payload: UrgeMessage, options?: RequestOptions): Promise<ApiResponse<UrgedMessage>>;
  /**
   * Urges people by phone; uses up the tenant's quota.
   *
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/urgent_phone
   */
  urgentPhone(payload: UrgeMessage, options?: RequestOptions): Promise<ApiResponse<UrgedMessage>>;
}

const messages = "/open-apis/im/v1/messages";
const message = `${messages}/:message_id`;

/** How the methods of {@link MessageResource} are called over the wire. */
export const messageApis: ApisOf<MessageResource> = {
  create: api("POST", messages, "content"),
  reply: api("POST", `${message}/reply`, "content"),
  patch: api("PATCH", message, "content"),
  update: api("PUT", message, "content"),
  delete: api("DELETE", message),
  get: api("GET", message),
  forward: api("POST", `${message}/forward`),
  urgentApp: api("PATCH", `${message}/urgent_app`),
  urgentSms: api("PATCH", `${message}/urgent_sms`),
  urgentPhone: api("PATCH", `${message}/urgent_phone`),
};
