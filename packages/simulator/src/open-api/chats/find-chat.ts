import type { App, Chat } from "../../world/entities.ts";
import type { ChatChange } from "../../world/group-deeds.ts";
import { ApiFault } from "../api-fault.ts";
import type { Call } from "../api-route.ts";
import type { OpenApiContext } from "../open-api-context.ts";

/** The group that the path names, which the bot is in. @throws ApiFault */
export function findChat({ world }: OpenApiContext, { app, tenantKey, ids }: Call): Chat {
  const chat = world.chat(ids.chat_id ?? "");
  if (chat === undefined) throw new ApiFault(232_006, "Your request specifies a chat_id which is invalid.");
  if (chat.tenantKey !== tenantKey) throw new ApiFault(232_010, "Operator and chat can NOT be in different tenants.");
  if (chat.dissolved) throw new ApiFault(232_009, "Your request specifies a chat which has already been dissolved.");
  if (!chat.bots.includes(app.appId)) throw new ApiFault(232_011, "Operator can NOT be out of the chat.");
  return chat;
}

/** The same, where it is no chat with one person. @throws ApiFault */
export function findGroup(api: OpenApiContext, call: Call): Chat {
  const chat = findChat(api, call);
  if (chat.type === "group") return chat;
  throw new ApiFault(232_008, "Your request specifies a chat whose type is NOT supported currently.");
}

/** Whether a bot owns a group or has made it. */
export function mayManage({ appId }: App, { ownerId, createdBy }: Chat): boolean {
  return ownerId === appId || createdBy === appId;
}

/** The app that calls is who changes the chat. */
export function byApp({ app }: Call): ChatChange {
  return { by: { type: "app", id: app.appId } };
}
