import { z } from "zod";
import type { Chat, Message } from "../../world/entities.ts";
import { isJsonObject } from "../../world/json.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute, type Call } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { requireRate } from "../rate-limits/require-rate.ts";
import { findPresentMessage } from "./find-message.ts";
import { toMessageBody } from "./message-body.ts";
import { parseMessageContent } from "./message-content.ts";
import { receiverOf } from "./receiver.ts";
import { RecentUuids } from "./recent-uuids.ts";

const invalid = 230_001;
const messages = "/open-apis/im/v1/messages";
const uuid = z.string().max(50).optional();
const content = z.object({ msg_type: z.string(), content: z.string(), uuid });
const receiverType = z.enum(["open_id", "union_id", "user_id", "email", "chat_id"]);

/** Where a message belongs. */
type Place = Partial<Pick<Message, "threadId">> & { readonly parent?: Message };

/** `POST /open-apis/im/v1/messages`, `…/reply` and `…/forward`: at most one message for a `uuid`. */
export function createSendRoutes(api: OpenApiContext): readonly ApiRoute[] {
  const { clock, world, identifiers } = api;
  const uuids = new RecentUuids();

  function sendOnce({ app }: Call, key: string | undefined, send: () => Message): Message {
    const now = clock.now();
    const known = world.message(uuids.find(app.appId, key, now) ?? "");
    if (known !== undefined) return known;
    const message = send();
    uuids.remember(app.appId, key, message.messageId, now);
    return message;
  }

  function send(call: Call<z.output<typeof content>>, chat: Chat, place: Place = {}): object {
    const { msg_type: msgType, uuid: key } = call.body;
    const message = sendOnce(call, key, () => {
      const parsed = parseMessageContent(api, call, chat, call.body);
      const sender = { type: "app", id: call.app.appId } as const;
      requireRate(api, "chat", chat.chatId);
      return world.post({ chat, sender, msgType, content: parsed, ...place }, clock.now());
    });
    return toMessageBody(world, call.tenantKey, message);
  }

  return [
    apiRoute(
      `POST ${messages}`,
      { invalid, query: z.object({ receive_id_type: receiverType }), body: content.extend({ receive_id: z.string() }) },
      (call) => send(call, receiverOf(api, call, call.query.receive_id_type, call.body.receive_id)),
    ),
    apiRoute(
      `POST ${messages}/:message_id/reply`,
      { invalid, body: content.extend({ reply_in_thread: z.boolean().default(false) }) },
      (call) => {
        const { message: parent, chat } = findPresentMessage(api, call);
        const threadId = parent.threadId ?? (call.body.reply_in_thread ? identifiers.threadId() : undefined);
        const sent = send(call, chat, { parent, threadId });
        if (threadId !== parent.threadId) world.mark(parent, { threadId });
        return sent;
      },
    ),
    apiRoute(
      `POST ${messages}/:message_id/forward`,
      {
        invalid,
        query: z.object({ receive_id_type: z.union([receiverType, z.literal("thread_id")]), uuid }),
        body: z.object({ receive_id: z.string() }),
      },
      (call) => {
        const { message } = findPresentMessage(api, call);
        refuseForwarding(message);
        const { receive_id_type: type, uuid: key } = call.query;
        const thread = type === "thread_id" ? findThread(call.body.receive_id) : undefined;
        const chat =
          type === "thread_id"
            ? receiverOf(api, call, "chat_id", thread?.chatId ?? "")
            : receiverOf(api, call, type, call.body.receive_id);
        const { msgType, content } = message;
        const sender = { type: "app", id: call.app.appId } as const;
        const copy = { chat, sender, msgType, content, threadId: thread?.threadId };
        const sent = sendOnce(call, key, () => {
          requireRate(api, "chat", chat.chatId);
          return world.post(copy, clock.now());
        });
        return toMessageBody(world, call.tenantKey, sent);
      },
    ),
  ];

  /** The message that a thread began with. @throws ApiFault */
  function findThread(threadId: string): Message {
    const root = world.messages().find((message) => message.threadId === threadId);
    if (root === undefined) throw new ApiFault(230_019, "The topic does NOT exist.");
    return root;
  }
}

/** @throws ApiFault for what may not be forwarded: dividers, sounds, cards that say so or are being streamed */
function refuseForwarding({ msgType, content }: Message): void {
  const { enable_forward, streaming_mode } = isJsonObject(content.config) ? content.config : {};
  const isFixed = msgType === "system" || msgType === "audio";
  if (isFixed || enable_forward === false || streaming_mode === true) {
    throw new ApiFault(230_054, "This operation is not supported for this message type.");
  }
}
