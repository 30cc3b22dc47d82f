import { type Builder, builder, type FieldBuilder } from "../builder.ts";
import type { Icon } from "../parts/icon.ts";
import { type PlainText, plainText } from "../parts/text.ts";
import type { Field, Wide } from "./interactive.ts";

/** A line of a menu. */
export interface SelectOption {
  readonly text: PlainText;
  /** What the app gets as `event.action.option`, or in the form; unique in the menu. */
  readonly value: string;
  readonly icon?: Icon | undefined;
}

/** A person in a menu. */
export interface PersonOption {
  /** An `open_id`. */
  readonly value: string;
}

interface Select extends Field, Wide {
  readonly placeholder?: PlainText | undefined;
  /** With or without a border. @default "default" */
  readonly type?: "default" | "text" | undefined;
}

interface SelectOne extends Select {
  /** The value of the option that is chosen at first. */
  readonly initial_option?: string | undefined;
  /** The place of the option that is chosen at first, from 1; 0 is none. */
  readonly initial_index?: number | undefined;
}

interface SelectSeveral extends Select {
  /** The form's name for the field; fields for several values stand in forms only. */
  readonly name: string;
  /** The values that are chosen at first. */
  readonly selected_values?: readonly string[] | undefined;
}

/**
 * A menu of which one line is chosen.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/single-select-dropdown-menu
 */
export interface SelectStatic extends SelectOne {
  readonly tag: "select_static";
  readonly options: readonly SelectOption[];
}

/**
 * A menu of which several lines are chosen; in forms only.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/multi-select-dropdown-menu
 */
export interface MultiSelectStatic extends SelectSeveral {
  readonly tag: "multi_select_static";
  readonly options: readonly SelectOption[];
}

/**
 * A person who is chosen from a list, or from the members of the chat where the list is empty.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/single-select-user-picker
 */
export interface SelectPerson extends SelectOne {
  readonly tag: "select_person";
  readonly options?: readonly PersonOption[] | undefined;
}

/**
 * Several persons who are chosen; in forms only.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/multi-select-user-picker
 */
export interface MultiSelectPerson extends SelectSeveral {
  readonly tag: "multi_select_person";
  readonly options?: readonly PersonOption[] | undefined;
}

/**
 * A line of a menu.
 *
 * @example
 * ```ts
 * import { option, selectStatic } from "larkwire/cards";
 *
 * selectStatic({ options: [option("High", "high"), option("Low", "low")] });
 * ```
 */
export function option(text: string | PlainText, value: string, icon?: Icon): SelectOption {
  return { text: typeof text === "string" ? plainText(text) : text, value, ...(icon && { icon }) };
}

/**
 * A menu of which one line is chosen.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/single-select-dropdown-menu
 * @example
 * ```ts
 * import { option, selectStatic } from "larkwire/cards";
 *
 * selectStatic({ placeholder: "Priority", options: [option("High", "high"), option("Low", "low")] });
 * ```
 */
export const selectStatic: FieldBuilder<SelectStatic> = builder("select_static");

/**
 * A menu of which several lines are chosen; in forms only.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/multi-select-dropdown-menu
 * @example
 * ```ts
 * import { multiSelectStatic, option } from "larkwire/cards";
 *
 * multiSelectStatic({ name: "days", options: [option("Monday", "1"), option("Tuesday", "2")], selected_values: ["1"] });
 * ```
 */
export const multiSelectStatic: Builder<MultiSelectStatic> = builder("multi_select_static");

/**
 * One person.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/single-select-user-picker
 * @example
 * ```ts
 * import { selectPerson } from "larkwire/cards";
 *
 * selectPerson({ placeholder: "Who takes it?" });
 * ```
 */
export const selectPerson: FieldBuilder<SelectPerson> = builder("select_person");

/**
 * Several persons; in forms only.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/multi-select-user-picker
 * @example
 * ```ts
 * import { multiSelectPerson } from "larkwire/cards";
 *
 * multiSelectPerson({ name: "reviewers", placeholder: "Reviewers" });
 * ```
 */
export const multiSelectPerson: Builder<MultiSelectPerson> = builder("multi_select_person");
