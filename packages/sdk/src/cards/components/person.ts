import { type Builder, builder } from "../builder.ts";
import type { Icon } from "../parts/icon.ts";
import type { Placed } from "../parts/layout.ts";

type PersonSize = "extra_small" | "small" | "medium" | "large";

/**
 * A person, with avatar and name.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/user-profile
 */
export interface Person extends Placed {
  readonly tag: "person";
  /** An `open_id`, `union_id` or `user_id`. */
  readonly user_id: string;
  /** @default "medium" */
  readonly size?: PersonSize | undefined;
  /** @default true */
  readonly show_avatar?: boolean | undefined;
  /** @default false */
  readonly show_name?: boolean | undefined;
  /** @default "normal" */
  readonly style?: "normal" | "capsule" | undefined;
}

/**
 * Several persons.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/user-list
 */
export interface PersonList extends Placed {
  readonly tag: "person_list";
  readonly persons: readonly { readonly id: string }[];
  /** @default "medium" */
  readonly size?: PersonSize | undefined;
  /** @default true */
  readonly show_name?: boolean | undefined;
  /** @default false */
  readonly show_avatar?: boolean | undefined;
  /** Lines that are shown; all of them where it is not given. */
  readonly lines?: number | undefined;
  /** Whether ids that do not exist are left out, instead of failing the card. @default false */
  readonly drop_invalid_user_id?: boolean | undefined;
  readonly icon?: Icon | undefined;
}

/**
 * A person.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/user-profile
 * @example
 * ```ts
 * import { person } from "larkwire/cards";
 *
 * person({ user_id: "ou_7d8a6e6df7621556ce0d21922b676706", show_name: true });
 * ```
 */
export const person: Builder<Person> = builder("person");

/**
 * Several persons.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/user-list
 * @example
 * ```ts
 * import { personList } from "larkwire/cards";
 *
 * personList({ persons: [{ id: "ou_1" }, { id: "ou_2" }], drop_invalid_user_id: true });
 * ```
 */
export const personList: Builder<PersonList> = builder("person_list");
