import { z } from "zod";
import type { Chat, Message } from "../../world/entities.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute, type Call } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { findMessage, findPresentMessage, invalidParameter } from "./find-message.ts";
import { toMessageBody } from "./message-body.ts";
import { parseMessageContent } from "./message-content.ts";
import { createPatchRoute } from "./patch-route.ts";
import { receiverOf } from "./receiver.ts";
import { RecentUuids } from "./recent-uuids.ts";
import { createUrgentRoutes } from "./urgent-routes.ts";

/** How long a message can be recalled: a day, in milliseconds. */
const recallableMs = 24 * 60 * 60_000;
const maxEdits = 20;

const invalid = 230_001;
const uuid = z.string().max(50).optional();
const content = z.object({ msg_type: z.string(), content: z.string() });
const receiverType = z.enum(["open_id", "union_id", "user_id", "email", "chat_id"]);

type Sent = z.infer<typeof content> & { readonly uuid?: string | undefined };

/** `/open-apis/im/v1/messages`: send, reply, forward, read, edit, replace a card, recall, urge. */
export function createMessageRoutes(api: OpenApiContext): readonly ApiRoute[] {
  const { clock, world } = api;
  const uuids = new RecentUuids();
  const messages = "/open-apis/im/v1/messages";
  const toBody = ({ tenantKey }: Call, message: Message): object => toMessageBody(world, tenantKey, message);

  /** Sends at most one message for a `uuid`. */
  function sendOnce({ app }: Call, key: string | undefined, send: () => Message): Message {
    const now = clock.now();
    const known = world.message(uuids.find(app.appId, key, now) ?? "");
    if (known !== undefined) return known;
    const message = send();
    uuids.remember(app.appId, key, message.messageId, now);
    return message;
  }

  function post(call: Call, chat: Chat, body: Sent, place?: Pick<Message, "threadId"> & { parent: Message }): Message {
    return sendOnce(call, body.uuid, () => {
      const sender = { type: "app", id: call.app.appId } as const;
      const parsed = parseMessageContent(api, call, chat, body);
      return world.post({ chat, sender, msgType: body.msg_type, content: parsed, ...place }, clock.now());
    });
  }

  /** The thread of a message, which begins with it where there is none yet. */
  function threadOf(message: Message): string {
    const threadId = message.threadId ?? api.identifiers.threadId();
    if (message.threadId === undefined) world.mark(message, { threadId });
    return threadId;
  }

  return [
    apiRoute(
      `POST ${messages}`,
      {
        invalid,
        query: z.object({ receive_id_type: receiverType }),
        body: content.extend({ receive_id: z.string(), uuid }),
      },
      (call) => {
        const chat = receiverOf(api, call, call.query.receive_id_type, call.body.receive_id);
        return toBody(call, post(call, chat, call.body));
      },
    ),
    apiRoute(
      `POST ${messages}/:message_id/reply`,
      { invalid, body: content.extend({ uuid, reply_in_thread: z.boolean().default(false) }) },
      (call) => {
        const { message: parent, chat } = findPresentMessage(api, call);
        const threadId = call.body.reply_in_thread ? threadOf(parent) : parent.threadId;
        return toBody(call, post(call, chat, call.body, { parent, threadId }));
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
        const chat = receiverOf(
          api,
          call,
          type === "thread_id" ? "chat_id" : type,
          thread?.chatId ?? call.body.receive_id,
        );
        const sender = { type: "app", id: call.app.appId } as const;
        const { msgType, content } = message;
        const threadId = thread?.threadId;
        return toBody(
          call,
          sendOnce(call, key, () => world.post({ chat, sender, msgType, content, threadId }, clock.now())),
        );
      },
    ),
    apiRoute(`GET ${messages}/:message_id`, { invalid }, (call) => {
      const { message } = findMessage(api, call);
      if (message.gone === "deleted")
        throw new ApiFault(230_110, "Action unavailable as the message has been deleted.");
      return { items: [toBody(call, message)] };
    }),
    apiRoute(`PUT ${messages}/:message_id`, { invalid, body: content }, (call) => {
      const { message, chat } = findPresentMessage(api, call);
      if (message.sender.id !== call.app.appId) throw new ApiFault(230_071, "The operator is not the message sender.");
      const { msg_type } = call.body;
      const isText = (type: string): boolean => type === "text" || type === "post";
      if (!isText(message.msgType) || !isText(msg_type)) throw invalidParameter("only text and post can be edited");
      if (message.revision >= maxEdits)
        throw new ApiFault(230_072, "The message has reached the number of times it can be edited.");
      const edited = parseMessageContent(api, call, chat, call.body);
      return toBody(call, world.replaceText(message, msg_type, edited, clock.now()));
    }),
    createPatchRoute(api),
    apiRoute(`DELETE ${messages}/:message_id`, { invalid }, (call) => {
      const { message, chat } = findPresentMessage(api, call);
      const own = message.sender.id === call.app.appId;
      if (!own && chat.ownerId !== call.app.appId) throw new ApiFault(230_026, "No permission to recall this message.");
      if (own && clock.now() - message.createdAt > recallableMs)
        throw new ApiFault(230_009, "Message can only be recalled within one day.");
      world.mark(message, { gone: "recalled" });
      return {};
    }),
    ...createUrgentRoutes(api),
  ];

  /** @throws ApiFault */
  function findThread(threadId: string): Message {
    const root = world.messages().find((message) => message.threadId === threadId);
    if (root === undefined) throw new ApiFault(230_019, "The topic does NOT exist.");
    return root;
  }
}

/** @throws ApiFault */
function refuseForwarding({ msgType, content }: Message): void {
  const { config } = content;
  const fixed = msgType === "system" || msgType === "audio";
  if (!fixed && !isUnforwardable(config)) return;
  throw new ApiFault(230_054, "This operation is not supported for this message type.");
}

/** Cards say themselves whether they may be forwarded; while they are streamed, they may not. */
function isUnforwardable(config: unknown): boolean {
  const { enable_forward, streaming_mode } = (config ?? {}) as Readonly<Record<string, unknown>>;
  return enable_forward === false || streaming_mode === true;
}
