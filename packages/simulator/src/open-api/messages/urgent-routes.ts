import { z } from "zod";
import type { Urgency } from "../../world/entities.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute } from "../api-route.ts";
import { findUser } from "../find-user.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { findPresentMessage } from "./find-message.ts";

const ways: readonly Urgency["way"][] = ["app", "sms", "phone"];

/** `PATCH /open-apis/im/v1/messages/:message_id/urgent_*`: urges people to read a message of the bot. */
export function createUrgentRoutes(api: OpenApiContext): readonly ApiRoute[] {
  return ways.map((way) =>
    apiRoute(
      `PATCH /open-apis/im/v1/messages/:message_id/urgent_${way}`,
      {
        invalid: 230_001,
        query: z.object({ user_id_type: z.enum(["open_id", "union_id", "user_id"]).default("open_id") }),
        body: z.object({ user_id_list: z.array(z.string()).min(1).max(200) }),
      },
      (call) => {
        const { message, chat } = findPresentMessage(api, call);
        if (message.sender.id !== call.app.appId) throw new ApiFault(230_012, "Bot is NOT the sender of the message.");
        const { user_id_type: type } = call.query;
        const { user_id_list: ids } = call.body;
        const openIdOf = new Map(ids.map((id) => [id, findUser(api, type, id)?.openId ?? ""]));
        const isThere = (openId: string): boolean => chat.members.includes(openId);
        const openIds = new Set([...openIdOf.values()].filter(isThere));
        const before = message.urged.filter((urgency) => urgency.way !== way || !openIds.has(urgency.openId));
        api.world.mark(message, { urged: [...before, ...[...openIds].map((openId) => ({ way, openId }))] });
        return { invalid_user_id_list: ids.filter((id) => !isThere(openIdOf.get(id) ?? "")) };
      },
    ),
  );
}
