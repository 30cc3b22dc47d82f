import type { User } from "../world/entities.ts";
import type { OpenApiContext } from "./open-api-context.ts";

/** Where a person has each kind of id. */
const members = { open_id: "openId", union_id: "unionId", user_id: "userId", email: "email" } as const;

/** A kind of id that people have. */
export type UserIdType = keyof typeof members;

/** Who is meant by an id. */
export function findUser({ world }: OpenApiContext, type: UserIdType, id: string): User | undefined {
  return world.users().find((user) => user[members[type]] === id);
}

/** What a person is called by. */
export function userIdOf(user: User, type: UserIdType): string {
  return user[members[type]];
}
