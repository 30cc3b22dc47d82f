import { EventDispatcher, type KeyValue, toast } from "larkwire";
import type { Client, TenantClient } from "larkwire/client";

/** What the bot needs to know of its app. */
export interface BotOptions {
  /** With `appType: "store"`: the dispatcher hands it the app ticket that the platform pushes. */
  readonly client: Client;
  readonly encryptKey: string;
  readonly verificationToken: string;
  /** Shared between processes, when there are several. */
  readonly storage?: KeyValue | undefined;
}

/** Thanks whoever clicks, in the chat of the click: `ctx.client` is in the tenant of the person who clicked. */
export function createBot(options: BotOptions): EventDispatcher<TenantClient> {
  return new EventDispatcher({ ...options, logLevel: "warn" }).onCardAction(async (event, ctx) => {
    await ctx.client.im.message.create({
      params: { receive_id_type: "chat_id" },
      data: {
        receive_id: event.context?.open_chat_id ?? "",
        msg_type: "text",
        content: { text: `Thank you, ${event.operator.open_id} of ${event.operator.tenant_key}` },
        // A click that is handled again sends nothing twice.
        uuid: ctx.envelope.id,
      },
    });
    return { toast: toast.success("Thank you") };
  });
}
