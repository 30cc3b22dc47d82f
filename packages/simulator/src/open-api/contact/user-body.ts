import type { User } from "../../world/entities.ts";
import type { JsonObject } from "../../world/json.ts";

/** Everybody in this world has an account and uses it. */
export const activeStatus = {
  is_frozen: false,
  is_resigned: false,
  is_activated: true,
  is_exited: false,
  is_unjoin: false,
} as const;

/** A person as the contacts have them: what the world does not know is left out, as a field without its scope is. */
export function toUserBody({ unionId, userId, openId, name, email }: User): JsonObject {
  return { union_id: unionId, user_id: userId, open_id: openId, name, email, status: activeStatus };
}
