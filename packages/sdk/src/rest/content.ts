import type { CardTemplate } from "../replies/card-replacement.ts";

/** The content of a text message: `<at user_id="ou_..."></at>` mentions somebody. */
export interface TextContent {
  readonly text: string;
}

/** A piece of a post, by its `tag`. */
export type PostNode =
  | { readonly tag: "text"; readonly text: string; readonly un_escape?: boolean; readonly style?: readonly PostStyle[] }
  | { readonly tag: "a"; readonly text: string; readonly href: string; readonly style?: readonly PostStyle[] }
  | { readonly tag: "at"; readonly user_id: string; readonly style?: readonly PostStyle[] }
  | { readonly tag: "img"; readonly image_key: string }
  | { readonly tag: "media"; readonly file_key: string; readonly image_key?: string }
  | { readonly tag: "emotion"; readonly emoji_type: string }
  | { readonly tag: "code_block"; readonly text: string; readonly language?: string }
  | { readonly tag: "hr" }
  | { readonly tag: "md"; readonly text: string };

/** How a piece of a post looks. */
export type PostStyle = "bold" | "underline" | "lineThrough" | "italic";

/** A post in one language: paragraphs of pieces; `img`, `media` and `md` need a paragraph of their own. */
export interface Post {
  readonly title?: string;
  readonly content: readonly (readonly PostNode[])[];
}

/** A post in each of its languages. */
export type PostContent = Readonly<Partial<Record<"zh_cn" | "en_us" | "ja_jp" | "zh_hk" | "zh_tw", Post>>>;

/** A card: its JSON, a template of the card builder, or a card entity. */
export type CardContent =
  | { readonly type: "template"; readonly data: CardTemplate }
  | { readonly type: "card"; readonly data: { readonly card_id: string } }
  | object;

interface Contents {
  readonly text: TextContent;
  readonly post: PostContent;
  readonly image: { readonly image_key: string };
  readonly file: { readonly file_key: string };
  readonly audio: { readonly file_key: string };
  readonly media: { readonly file_key: string; readonly image_key?: string };
  readonly sticker: { readonly file_key: string };
  readonly interactive: CardContent;
  readonly share_chat: { readonly chat_id: string };
  readonly share_user: { readonly user_id: string };
  readonly system: {
    readonly type: "divider";
    readonly params: { readonly divider_text: { readonly text: string; readonly i18n_text?: object } };
    readonly options?: { readonly need_rollup?: boolean };
  };
}

/** Kinds of messages. */
export type MessageType = keyof Contents;

/** Kind and content of a message; the content is an object, or its JSON text, which is what travels. */
export type MessageBody<Type extends MessageType = MessageType> = {
  readonly [Each in Type]: { readonly msg_type: Each; readonly content: Contents[Each] | string };
}[Type];

const bodyOf =
  <Type extends MessageType, Arguments extends readonly unknown[]>(
    msg_type: Type,
    toContent: (...given: Arguments) => Contents[Type],
  ) =>
  (...given: Arguments): { readonly msg_type: Type; readonly content: Contents[Type] } => ({
    msg_type,
    content: toContent(...given),
  });

/** Makes one kind of message body. */
type Make<Type extends MessageType, Arguments extends readonly unknown[]> = (...given: Arguments) => {
  readonly msg_type: Type;
  readonly content: Contents[Type];
};

/**
 * What messages say, ready for `data` of `create` and `reply`: nobody writes JSON as text by hand.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/create_json
 * @example
 * ```ts
 * import { content } from "larkwire/client";
 *
 * await client.im.message.reply({ path: { message_id: "om_..." }, data: content.text("Seen") });
 * await client.im.message.create({
 *   params: { receive_id_type: "chat_id" },
 *   data: { receive_id: "oc_...", ...content.card({ schema: "2.0", body: { elements: [] } }) },
 * });
 * ```
 */
export const content: {
  readonly text: Make<"text", [text: string]>;
  readonly post: Make<"post", [post: PostContent]>;
  readonly image: Make<"image", [imageKey: string]>;
  readonly file: Make<"file", [fileKey: string]>;
  readonly audio: Make<"audio", [fileKey: string]>;
  /** A video, with the image that is shown before it plays. */
  readonly media: Make<"media", [fileKey: string, imageKey?: string]>;
  readonly sticker: Make<"sticker", [fileKey: string]>;
  /** Card JSON 1.0 or 2.0. */
  readonly card: Make<"interactive", [card: object]>;
  /** A published template with its variables. */
  readonly template: Make<"interactive", [template: CardTemplate]>;
  /** A card entity, which `cardkit.card.create` has made. */
  readonly cardEntity: Make<"interactive", [cardId: string]>;
  readonly shareChat: Make<"share_chat", [chatId: string]>;
  readonly shareUser: Make<"share_user", [openId: string]>;
} = {
  text: bodyOf("text", (text) => ({ text })),
  post: bodyOf("post", (post) => post),
  image: bodyOf("image", (image_key) => ({ image_key })),
  file: bodyOf("file", (file_key) => ({ file_key })),
  audio: bodyOf("audio", (file_key) => ({ file_key })),
  media: bodyOf("media", (file_key, image_key) => ({ file_key, ...(image_key !== undefined && { image_key }) })),
  sticker: bodyOf("sticker", (file_key) => ({ file_key })),
  card: bodyOf("interactive", (card) => card),
  template: bodyOf("interactive", (data) => ({ type: "template", data })),
  cardEntity: bodyOf("interactive", (card_id) => ({ type: "card", data: { card_id } })),
  shareChat: bodyOf("share_chat", (chat_id) => ({ chat_id })),
  shareUser: bodyOf("share_user", (user_id) => ({ user_id })),
};
