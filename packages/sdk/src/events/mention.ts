import type { ImMessageReceiveV1Event } from "./generated/im.ts";

/** Somebody named with `@` in a message; `key` is the placeholder in its text, such as `@_user_1`. */
export type Mention = NonNullable<ImMessageReceiveV1Event["message"]["mentions"]>[number];
