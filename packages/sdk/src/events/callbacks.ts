/** The person who acted. */
export interface Operator {
  readonly open_id: string;
  /** The tenant of this person. */
  readonly tenant_key?: string;
  readonly union_id?: string;
  /** Present with the scope `contact:user.employee_id:readonly`. */
  readonly user_id?: string;
}

/** Where the card or link stands. */
export interface CallbackContext {
  readonly open_message_id?: string;
  readonly open_chat_id?: string;
  /** The link, for previews. */
  readonly url?: string;
  readonly preview_token?: string;
}

/**
 * `card.action.trigger`: somebody used a component of a card.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication
 */
export interface CardActionEvent<Value = unknown, Form = unknown> {
  readonly operator: Operator;
  /** The credential for updating this card later: 30 minutes, two uses. */
  readonly token: string;
  readonly action: CardAction<Value, Form>;
  readonly host?: "im_message" | "im_top_notice" | (string & {});
  /** Only for cards of link previews. */
  readonly delivery_type?: "url_preview" | (string & {});
  readonly context?: CallbackContext;
}

/** What was used, and what it holds. */
export interface CardAction<Value = unknown, Form = unknown> {
  /** The component: `button`, `input`, `select_static` … */
  readonly tag: string;
  /** What the component was given as its callback value: an object or a string. */
  readonly value: Value;
  readonly name?: string;
  /** The values of a submitted form by component name. */
  readonly form_value: Form;
  readonly input_value?: string;
  readonly option?: string;
  /** A list for multiple choices; a plain string has been seen for `select_img`. */
  readonly options?: readonly string[] | string;
  readonly checked?: boolean;
  readonly timezone?: string;
}

/**
 * `url.preview.get`: somebody looks at a link that the app previews.
 *
 * @see https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/development-link-preview/pull-link-preview-data-callback-structure
 */
export interface UrlPreviewEvent {
  readonly operator: Operator;
  readonly host?: "im_message" | "im_top_notice" | (string & {});
  readonly delivery_type?: "url_preview" | (string & {});
  readonly context: CallbackContext & { readonly url: string };
}
