import { type ApiRequest, type ApiResponse, type RequestOptions, toSegment } from "../api-request.ts";

/** Kinds of messages. */
export type MessageType =
  | "text"
  | "post"
  | "image"
  | "file"
  | "audio"
  | "media"
  | "sticker"
  | "interactive"
  | "share_chat"
  | "share_user"
  | "system";

/** What `receive_id` is. */
export type ReceiveIdType = "open_id" | "union_id" | "user_id" | "email" | "chat_id";

/** A message's content: an object, or its JSON text, which is what travels. */
export type MessageContent = object | string;

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

/** What {@link MessageResource.create} takes. */
export interface CreateMessage {
  readonly params: { readonly receive_id_type: ReceiveIdType };
  readonly data: {
    readonly receive_id: string;
    readonly msg_type: MessageType;
    /** Texts may have 150 KB, cards and posts 30 KB. */
    readonly content: MessageContent;
    /** At most 50 characters; the same one sends at most one message within an hour. */
    readonly uuid?: string | undefined;
  };
}

/** What {@link MessageResource.reply} takes. */
export interface ReplyMessage {
  readonly path: { readonly message_id: string };
  readonly data: {
    readonly msg_type: MessageType;
    /** Texts may have 150 KB, cards and posts 30 KB. */
    readonly content: MessageContent;
    /**
     * Whether the reply opens or continues a thread.
     *
     * @default false
     */
    readonly reply_in_thread?: boolean | undefined;
    /** At most 50 characters; the same one sends at most one message within an hour. */
    readonly uuid?: string | undefined;
  };
}

/** What {@link MessageResource.patch} takes. */
export interface PatchMessage {
  readonly path: { readonly message_id: string };
  readonly data: {
    /** The new card, at most 30 KB. */
    readonly content: MessageContent;
  };
}

type Call = <Data>(request: ApiRequest, options?: RequestOptions) => Promise<ApiResponse<Data>>;

const messages = "/open-apis/im/v1/messages";

/** Messages of the bot. */
export class MessageResource {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  /**
   * Sends a message to a person or a chat.
   *
   * @throws API_REFUSED, API_UNREACHABLE, API_TIMEOUT, API_MALFORMED
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/create
   * @example
   * ```ts
   * await client.im.message.create({
   *   params: { receive_id_type: "open_id" },
   *   data: { receive_id: "ou_...", msg_type: "text", content: { text: "Hello" } },
   * });
   * ```
   */
  create({ params, data }: CreateMessage, options?: RequestOptions): Promise<ApiResponse<Message>> {
    const request = { method: "POST", path: messages, params: { ...params }, data: withText(data) } as const;
    return this.#call(request, options);
  }

  /**
   * Replies to a message.
   *
   * @throws API_REFUSED, API_UNREACHABLE, API_TIMEOUT, API_MALFORMED; CONFIG_INVALID when `message_id` is missing
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/reply
   * @example
   * ```ts
   * await client.im.message.reply({
   *   path: { message_id: "om_..." },
   *   data: { msg_type: "text", content: { text: "Seen" } },
   * });
   * ```
   */
  async reply({ path, data }: ReplyMessage, options?: RequestOptions): Promise<ApiResponse<Message>> {
    const replies = `${messages}/${toSegment("message_id", path.message_id)}/reply`;
    return await this.#call({ method: "POST", path: replies, data: withText(data) }, options);
  }

  /**
   * Replaces the card of a message, within 14 days; the old card and the new one must be shared (`update_multi: true`).
   *
   * @throws API_REFUSED, API_UNREACHABLE, API_TIMEOUT, API_MALFORMED; CONFIG_INVALID when `message_id` is missing
   * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/patch
   * @example
   * ```ts
   * await client.im.message.patch({ path: { message_id: "om_..." }, data: { content: { elements: [] } } });
   * ```
   */
  async patch({ path, data }: PatchMessage, options?: RequestOptions): Promise<ApiResponse<object>> {
    const message = `${messages}/${toSegment("message_id", path.message_id)}`;
    return await this.#call({ method: "PATCH", path: message, data: withText(data) }, options);
  }
}

/** The platform wants content as a text that holds JSON. */
function withText<Data extends { readonly content: MessageContent }>(data: Data): Data & { readonly content: string } {
  const { content } = data;
  return { ...data, content: typeof content === "string" ? content : JSON.stringify(content) };
}
