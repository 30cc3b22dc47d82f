import { z } from "zod";
import type { Chat } from "../../world/entities.ts";
import { type Membership, withMembers, withoutMembers } from "../../world/membership.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute, type Call } from "../api-route.ts";
import { findUser, type UserIdType, userIdOf } from "../find-user.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { takePage } from "../take-page.ts";
import { byApp, findChat, findGroup, mayManage } from "./find-chat.ts";

const invalid = 232_001;
const members = "/open-apis/im/v1/chats/:chat_id/members";
const personType = z.enum(["open_id", "union_id", "user_id"]);
const memberType = z.union([personType, z.literal("app_id")]).default("open_id");
const ids = z.object({ id_list: z.array(z.string()).min(1).max(50) });
/** 0 and 2 add nobody where somebody is unknown, 1 adds the others. */
const addingQuery = z.object({ member_id_type: memberType, succeed_type: z.enum(["0", "1", "2"]).default("0") });
const listQuery = z.object({
  member_id_type: personType.default("open_id"),
  page_size: z.coerce.number().int().min(1).max(100).default(20),
  page_token: z.string().optional(),
});

/** `/open-apis/im/v1/chats/:chat_id/members`: who is in a group, and who comes and goes. */
export function createMemberRoutes(api: OpenApiContext): readonly ApiRoute[] {
  const { world } = api;
  return [
    apiRoute(`GET ${members}`, { invalid, query: listQuery }, (call) => {
      const { tenantKey, query } = call;
      const chat = findChat(api, call);
      const { items, ...rest } = takePage(chat.members, query, invalid);
      const people = items.map((openId) => world.user(openId)).filter((user) => user !== undefined);
      const member_id_type = query.member_id_type;
      return {
        items: people.map((user) => {
          return { member_id_type, member_id: userIdOf(user, member_id_type), name: user.name, tenant_key: tenantKey };
        }),
        ...rest,
        member_total: chat.members.length,
      };
    }),
    apiRoute(`GET ${members}/is_in_chat`, { invalid }, (call) => {
      const chat = world.chat(call.ids.chat_id ?? "");
      if (chat === undefined) throw new ApiFault(232_006, "Your request specifies a chat_id which is invalid.");
      return { is_in_chat: chat.bots.includes(call.app.appId) };
    }),
    apiRoute(`POST ${members}`, { invalid, query: addingQuery, body: ids }, (call) => {
      const chat = findGroup(api, call);
      const { member_id_type: type, succeed_type } = call.query;
      const { known, unknown } = lookUp(call, type, call.body.id_list);
      if (unknown.length > 0 && succeed_type !== "1") {
        throw new ApiFault(232_007, "Your request specifies a chat_id or user_id which is invalid.");
      }
      world.changeChat(chat, withMembers(chat, toMembership(type, known)), byApp(call));
      return { invalid_id_list: [], not_existed_id_list: unknown, pending_approval_id_list: [] };
    }),
    apiRoute(`DELETE ${members}`, { invalid, query: z.object({ member_id_type: memberType }), body: ids }, (call) => {
      const chat = findGroup(api, call);
      const type = call.query.member_id_type;
      const { known, unknown } = lookUp(call, type, call.body.id_list);
      refuseRemoval(call, chat, known);
      world.changeChat(chat, withoutMembers(chat, toMembership(type, known)), byApp(call));
      return { invalid_id_list: unknown };
    }),
  ];

  /** The open ids or app ids of those who are in the tenant, and what stands for nobody. */
  function lookUp({ tenantKey }: Call, type: UserIdType | "app_id", given: readonly string[]): LookedUp {
    const find = (id: string): string | undefined => {
      if (type !== "app_id") {
        const user = findUser(api, type, id);
        return user?.tenantKey === tenantKey ? user.openId : undefined;
      }
      const app = world.app(id);
      return app !== undefined && world.isInstalled(app, tenantKey) ? id : undefined;
    };
    return {
      known: given.map(find).filter((id) => id !== undefined),
      unknown: given.filter((id) => find(id) === undefined),
    };
  }
}

interface LookedUp {
  readonly known: readonly string[];
  readonly unknown: readonly string[];
}

function toMembership(type: UserIdType | "app_id", ids: readonly string[]): Membership {
  return type === "app_id" ? { bots: ids } : { members: ids };
}

/** A bot may leave; only one that manages the group removes others, and nobody removes its owner. @throws ApiFault */
function refuseRemoval({ app }: Call, chat: Chat, ids: readonly string[]): void {
  const onlyItself = ids.every((id) => id === app.appId);
  if (onlyItself) return;
  if (chat.ownerId !== undefined && ids.includes(chat.ownerId)) throw new ApiFault(232_076, "Can't kick chat owner.");
  if (mayManage(app, chat)) return;
  throw new ApiFault(232_014, "The token does NOT have the permissions necessary to complete the request.");
}
