import { LarkwireError } from "../errors.ts";
import type { CreateMessage } from "./resources/message.ts";

/** What a callback or an event says about where it happened and who did it: any of these fields. */
export interface Happening {
  readonly context?: { readonly open_chat_id?: string | undefined } | undefined;
  readonly open_chat_id?: string | undefined;
  readonly chat_id?: string | undefined;
  readonly message?: { readonly chat_id?: string | undefined } | undefined;
  readonly operator?: { readonly open_id?: string | undefined } | undefined;
  readonly open_id?: string | undefined;
  readonly sender?: { readonly sender_id?: { readonly open_id?: string | undefined } | undefined } | undefined;
}

/** To whom a message goes. */
export interface Receiver {
  readonly type: CreateMessage["params"]["receive_id_type"];
  readonly id: string;
}

/** @throws CONFIG_INVALID when it happened in no chat */
export function chatOf({ context, message, open_chat_id, chat_id }: Happening): Receiver {
  return toReceiver("chat_id", context?.open_chat_id ?? message?.chat_id ?? open_chat_id ?? chat_id);
}

/** @throws CONFIG_INVALID when nobody did it */
export function operatorOf({ operator, sender, open_id }: Happening): Receiver {
  return toReceiver("open_id", operator?.open_id ?? sender?.sender_id?.open_id ?? open_id);
}

function toReceiver(type: Receiver["type"], id: string | undefined): Receiver {
  if (typeof id !== "string" || id === "")
    throw new LarkwireError("CONFIG_INVALID", `The event that is answered names no ${type}`);
  return { type, id };
}
