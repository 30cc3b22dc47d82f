import { Hono } from "hono";
import { z } from "zod";
import { cardVersionOf, isSharedCard } from "../world/card.ts";
import type { App, Chat, Message } from "../world/entities.ts";
import { ApiFault } from "./api-fault.ts";
import { toMessageBody } from "./message-body.ts";
import { parseMessageContent } from "./message-content.ts";
import type { CallerVariables, OpenApiContext } from "./open-api-context.ts";
import { readBody } from "./read-body.ts";
import { RecentUuids } from "./recent-uuids.ts";

const invalidParameter = 230_001;
const patchableMs = 14 * 24 * 60 * 60_000;

const reply = z.object({ msg_type: z.string(), content: z.string(), uuid: z.string().max(50).optional() });
const create = reply.extend({ receive_id: z.string() });
const patch = z.object({ content: z.string() });

/** `/open-apis/im/v1/messages`: send, reply, read, and replace a card. */
export function createMessageRoutes(api: OpenApiContext): Hono<CallerVariables> {
  const { clock, world } = api;
  const uuids = new RecentUuids();

  function post(app: App, chat: Chat, body: z.infer<typeof reply>, parent?: Message): Message {
    const now = clock.now();
    const known = world.message(uuids.find(app.appId, body.uuid, now) ?? "");
    if (known !== undefined) return known;
    if (!chat.bots.includes(app.appId)) throw new ApiFault(230_002, "Bot/User can NOT be out of the chat.");
    const content = parseMessageContent(body.msg_type, body.content);
    if (body.msg_type === "interactive" && world.expand(content) === undefined) {
      throw new ApiFault(230_099, "Failed to create card content, ext=ErrCode: 200380; ErrMsg: template is not found");
    }
    const message = world.post(
      { chat, sender: { type: "app", id: app.appId }, msgType: body.msg_type, content, parent },
      now,
    );
    uuids.remember(app.appId, body.uuid, message.messageId, now);
    return message;
  }

  function find(app: App, tenantKey: string, messageId: string): Message {
    const message = world.message(messageId);
    if (message === undefined)
      throw new ApiFault(invalidParameter, "invalid request parameter, ext=invalid message_id");
    const chat = world.chat(message.chatId);
    if (chat?.tenantKey !== tenantKey || !chat.bots.includes(app.appId))
      throw new ApiFault(230_002, "Bot/User can NOT be out of the chat.");
    return message;
  }

  return new Hono<CallerVariables>()
    .post("/", async (context) => {
      const body = await readBody(api, context, create, invalidParameter);
      const app = context.get("app");
      const chat = receiverOf(
        api,
        app,
        context.get("tenantKey"),
        context.req.query("receive_id_type"),
        body.receive_id,
      );
      return context.json({
        code: 0,
        msg: "success",
        data: toMessageBody(post(app, chat, body), context.get("tenantKey")),
      });
    })
    .post("/:message_id/reply", async (context) => {
      const body = await readBody(api, context, reply, invalidParameter);
      const app = context.get("app");
      const parent = find(app, context.get("tenantKey"), context.req.param("message_id"));
      const chat = world.chat(parent.chatId);
      if (chat === undefined)
        throw new ApiFault(232_009, "Your request specifies a chat which has already been dissolved.");
      return context.json({
        code: 0,
        msg: "success",
        data: toMessageBody(post(app, chat, body, parent), context.get("tenantKey")),
      });
    })
    .get("/:message_id", (context) => {
      const message = find(context.get("app"), context.get("tenantKey"), context.req.param("message_id"));
      return context.json({
        code: 0,
        msg: "success",
        data: { items: [toMessageBody(message, context.get("tenantKey"))] },
      });
    })
    .patch("/:message_id", async (context) => {
      const { content } = await readBody(api, context, patch, invalidParameter);
      const app = context.get("app");
      const message = find(app, context.get("tenantKey"), context.req.param("message_id"));
      const card = parseMessageContent("interactive", content);
      const now = clock.now();
      const refusal = findPatchRefusal(message, app, isSharedCard(card), now);
      if (refusal !== undefined) throw refusal;
      if (cardVersionOf(message.content) === "2.0" && cardVersionOf(card) === "1.0") {
        throw new ApiFault(
          230_099,
          "Failed to create card content, ext=ErrCode: 200830; ErrMsg: a 2.0 card cannot become a 1.0 card",
        );
      }
      world.replaceCard(message, card, "everybody", now);
      return context.json({ code: 0, msg: "success", data: {} });
    });
}

function findPatchRefusal(message: Message, app: App, sharedAfter: boolean, now: number): ApiFault | undefined {
  if (message.msgType !== "interactive")
    return new ApiFault(invalidParameter, "invalid request parameter, ext=This message is NOT a card");
  if (message.sender.id !== app.appId)
    return new ApiFault(230_027, "Lack of necessary permissions: the card is another app's");
  if (now - message.createdAt > patchableMs) return new ApiFault(230_031, "The message was sent more than 14 days ago");
  if (isSharedCard(message.content) && sharedAfter) return undefined;
  return new ApiFault(
    invalidParameter,
    "invalid request parameter, ext=update_multi must be true in the card before and after",
  );
}

/** @throws ApiFault when the receiver does not exist */
function receiverOf(
  { world }: OpenApiContext,
  app: App,
  tenantKey: string,
  idType: string | undefined,
  receiveId: string,
): Chat {
  if (idType === "chat_id") {
    const chat = world.chat(receiveId);
    if (chat?.tenantKey === tenantKey) return chat;
  } else if (idType === "open_id" || idType === "union_id") {
    const user = world.users().find(({ openId, unionId }) => receiveId === (idType === "open_id" ? openId : unionId));
    if (user?.tenantKey === tenantKey) return world.directChat(app, user);
  } else {
    throw new ApiFault(
      invalidParameter,
      "invalid request parameter, ext=receive_id_type must be chat_id, open_id or union_id",
    );
  }
  throw new ApiFault(230_034, "The receive_id is invalid");
}
