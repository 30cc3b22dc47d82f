import { z } from "zod";
import type { User } from "../../world/entities.ts";
import { ApiFault } from "../api-fault.ts";
import { type ApiRoute, apiRoute, type Call } from "../api-route.ts";
import { findUser, type UserIdType, userIdOf } from "../find-user.ts";
import type { OpenApiContext } from "../open-api-context.ts";
import { activeStatus, toUserBody } from "./user-body.ts";

const invalid = 40_001;
/** How many people one call may ask for. */
const maxUsers = 50;
const users = "/open-apis/contact/v3/users";
const query = z.object({ user_id_type: z.enum(["open_id", "union_id", "user_id"]).default("open_id") });
const contacts = z.array(z.string()).max(maxUsers).default([]);

/** `/open-apis/contact/v3/users`: who somebody is, by id, and who has an address. */
export function createContactRoutes(api: OpenApiContext): readonly ApiRoute[] {
  return [
    // Before the path that would take `batch` for an id.
    apiRoute(`GET ${users}/batch`, { invalid, query }, (call) => {
      const ids = new URL(call.request.url).searchParams.getAll("user_ids");
      if (ids.length === 0 || ids.length > maxUsers) {
        throw new ApiFault(invalid, `param error: user_ids has from 1 to ${maxUsers} ids`);
      }
      return { items: ids.map((id) => toUserBody(requireUser(call, call.query.user_id_type, id))) };
    }),
    apiRoute(`GET ${users}/:user_id`, { invalid, query }, (call) => {
      return { user: toUserBody(requireUser(call, call.query.user_id_type, call.ids.user_id ?? "")) };
    }),
    apiRoute(
      `POST ${users}/batch_get_id`,
      { invalid, query, body: z.object({ emails: contacts, mobiles: contacts }) },
      ({ tenantKey, query: { user_id_type: type }, body }) => {
        const find = (email: string): object => {
          const user = findUser(api, "email", email);
          const found = user?.tenantKey === tenantKey && { user_id: userIdOf(user, type), status: activeStatus };
          return { email, ...found };
        };
        // Nobody in this world has a telephone.
        return { user_list: [...body.emails.map(find), ...body.mobiles.map((mobile) => ({ mobile }))] };
      },
    ),
  ];

  /** @throws ApiFault */
  function requireUser({ tenantKey }: Pick<Call, "tenantKey">, type: UserIdType, id: string): User {
    const user = findUser(api, type, id);
    if (user?.tenantKey === tenantKey) return user;
    if (user !== undefined) throw new ApiFault(41_050, "no user authority error");
    throw type === "open_id"
      ? new ApiFault(99_992_351, "not a valid {open_id} or not exists")
      : new ApiFault(41_012, `${type} invalid error`);
  }
}
