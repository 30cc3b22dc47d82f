/** One person under their three kinds of id. */
export interface UserId {
  readonly open_id?: string;
  readonly union_id?: string;
  /** Present with the scope `contact:user.employee_id:readonly`. */
  readonly user_id?: string;
}

/** Somebody named with `@` in a message. */
export interface Mention {
  /** The placeholder in the text, such as `@_user_1`. */
  readonly key: string;
  readonly id: UserId;
  readonly mentioned_type?: "user" | "bot" | (string & {});
  readonly name: string;
  readonly tenant_key?: string;
}

/** `im.message.receive_v1`: the bot got a message. */
export interface MessageReceivedEvent {
  readonly sender: {
    readonly sender_id?: UserId;
    readonly sender_type: "user" | "bot" | (string & {});
    readonly tenant_key?: string;
  };
  readonly message: {
    readonly message_id: string;
    readonly root_id?: string;
    readonly parent_id?: string;
    /** Milliseconds since 1970. */
    readonly create_time: string;
    readonly update_time?: string;
    readonly chat_id: string;
    readonly thread_id?: string;
    readonly chat_type: "p2p" | "group" | (string & {});
    readonly message_type: string;
    /** JSON in a string, by message type: `{"text":"hi"}`. */
    readonly content: string;
    readonly mentions?: readonly Mention[];
    readonly user_agent?: string;
  };
}

/** `im.message.message_read_v1`: a person read the bot's direct messages. */
export interface MessageReadEvent {
  readonly reader?: { readonly reader_id?: UserId; readonly read_time: string; readonly tenant_key?: string };
  readonly message_id_list?: readonly string[];
}

/** `im.message.recalled_v1`: a message was taken back. */
export interface MessageRecalledEvent {
  readonly message_id?: string;
  readonly chat_id?: string;
  readonly recall_time?: string;
  readonly recall_type?: "message_owner" | "group_owner" | "group_manager" | "enterprise_manager" | (string & {});
}

/** `im.message.reaction.created_v1` and `im.message.reaction.deleted_v1`: an emoji came or went. */
export interface MessageReactionEvent {
  readonly message_id?: string;
  readonly reaction_type?: { readonly emoji_type: string };
  readonly operator_type?: "user" | "app" | (string & {});
  readonly user_id?: UserId;
  readonly app_id?: string;
  readonly action_time?: string;
}
