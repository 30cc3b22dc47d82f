import type { MessageReactionEvent, MessageReadEvent, MessageRecalledEvent, MessageReceivedEvent } from "./messages.ts";

/** Event payloads by event type; every other name may be registered too and hands on `unknown`. */
export interface Events {
  "im.message.message_read_v1": MessageReadEvent;
  "im.message.reaction.created_v1": MessageReactionEvent;
  "im.message.reaction.deleted_v1": MessageReactionEvent;
  "im.message.recalled_v1": MessageRecalledEvent;
  "im.message.receive_v1": MessageReceivedEvent;
}
