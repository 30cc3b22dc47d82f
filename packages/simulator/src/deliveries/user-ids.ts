import type { User } from "../world/entities.ts";
import type { JsonObject } from "../world/json.ts";

/** How callbacks and events name a person. */
export function userIdsOf({ openId, unionId }: User): JsonObject {
  return { open_id: openId, union_id: unionId };
}
