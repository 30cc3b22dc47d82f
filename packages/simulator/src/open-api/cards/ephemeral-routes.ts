import { z } from "zod";
import type { Chat, User } from "../../world/entities.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute, type Call } from "../api-route.ts";
import { findUser } from "../find-user.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { requireRate } from "../rate-limits/require-rate.ts";
import { findRefusal } from "./card-check.ts";

const invalid = 10_002;
const sending = z.object({
  chat_id: z.string(),
  open_id: z.string().optional(),
  user_id: z.string().optional(),
  email: z.string().optional(),
  msg_type: z.literal("interactive"),
  card: z.record(z.string(), z.unknown()),
});

/** `/open-apis/ephemeral/v1`: cards in a group that one person alone sees. */
export function createEphemeralRoutes(api: OpenApiContext): readonly ApiRoute[] {
  const { world, clock } = api;
  return [
    apiRoute("POST /open-apis/ephemeral/v1/send", { invalid, body: sending }, (call) => {
      const { chat_id, card, msg_type: msgType } = call.body;
      const chat = findGroup(call, chat_id);
      const viewer = findViewer(call.body, chat);
      const refusal = findRefusal(api, call.app, card);
      if (refusal !== undefined) {
        throw new ApiFault(
          11_311,
          `card format wrong: ${refusal.path ?? "ROOT"}: ${refusal.message} (${refusal.subCode})`,
        );
      }
      requireRate(api, "ephemeral", chat.chatId);
      const sender = { type: "app", id: call.app.appId } as const;
      const message = world.post({ chat, sender, msgType, content: card, onlyFor: viewer.openId }, clock.now());
      return { message_id: message.messageId };
    }),
    apiRoute(
      "POST /open-apis/ephemeral/v1/delete",
      { invalid, body: z.object({ message_id: z.string() }) },
      ({ app, body }) => {
        const message = world.message(body.message_id);
        if (message?.onlyFor === undefined || message.sender.id !== app.appId) {
          throw new ApiFault(invalid, "param is invalid: there is no such ephemeral message of the app");
        }
        if (message.gone !== undefined) throw new ApiFault(18_051, "the message was already deleted");
        world.mark(message, { gone: "deleted" });
      },
    ),
  ];

  /** @throws ApiFault */
  function findGroup({ app, tenantKey }: Call, chatId: string): Chat {
    const chat = world.chat(chatId);
    if (chat?.tenantKey !== tenantKey || chat.type !== "group" || chat.dissolved) {
      throw new ApiFault(invalid, "param is invalid: chat_id is no group");
    }
    if (!chat.bots.includes(app.appId)) throw new ApiFault(230_002, "Bot/User can NOT be out of the chat.");
    return chat;
  }

  /** @throws ApiFault */
  function findViewer({ open_id, user_id, email }: z.output<typeof sending>, { members }: Chat): User {
    const user =
      open_id !== undefined
        ? findUser(api, "open_id", open_id)
        : user_id !== undefined
          ? findUser(api, "user_id", user_id)
          : findUser(api, "email", email ?? "");
    if (user !== undefined && members.includes(user.openId)) return user;
    throw new ApiFault(invalid, "param is invalid: open_id, user_id or email must name a member of the group");
  }
}
