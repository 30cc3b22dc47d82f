import type { Named, PropsOf } from "../builder.ts";
import type { Button } from "../components/button.ts";
import type { Checker } from "../components/checker.ts";
import type { Div } from "../components/div.ts";
import type { CollapsiblePanel, ColumnSet, DisplayElement, Form, InteractiveContainer } from "../components/element.ts";
import type { Img } from "../components/img.ts";
import type { Input } from "../components/input.ts";
import type { Markdown } from "../components/markdown.ts";
import type { Overflow } from "../components/overflow.ts";
import type { DatePicker, PickerDatetime, PickerTime } from "../components/picker.ts";
import type { MultiSelectPerson, MultiSelectStatic, SelectPerson, SelectStatic } from "../components/select.ts";
import type { SelectImg } from "../components/select-img.ts";
import type { Table } from "../components/table.ts";
import type { Icon } from "../parts/icon.ts";
import type { MultiUrl } from "../parts/link.ts";
import type { LarkMd, PlainText } from "../parts/text.ts";

/** A component of JSON 1.0 hands its `value` on with the click. */
export type WithValue<Component> = Omit<Component, "value"> & {
  /** What the app gets as `event.action.value`: an object, or a text. */
  readonly value?: object | string | undefined;
};

/** A button of JSON 1.0. */
export type MessageCardButton = WithValue<Omit<Button, "form_action_type" | "text">> & {
  /** At most 100 characters. */
  readonly text?: PlainText | LarkMd | undefined;
  /** Opens a page; not beside `multi_url`. */
  readonly url?: string | undefined;
  /** Opens a page by platform; not beside `url`. */
  readonly multi_url?: MultiUrl | undefined;
  /** Whether a click opens the page and calls the app; by default it only opens the page. */
  readonly complex_interaction?: boolean | undefined;
  readonly action_type?: "link" | "request" | "multi" | "form_submit" | "form_reset" | undefined;
  readonly required?: boolean | undefined;
};

/** What people use in a card of JSON 1.0. */
export type MessageCardAction =
  | MessageCardButton
  | WithValue<DatePicker>
  | WithValue<Input>
  | WithValue<Overflow>
  | WithValue<PickerDatetime>
  | WithValue<PickerTime>
  | WithValue<SelectImg>
  | WithValue<SelectPerson>
  | WithValue<SelectStatic>;

/** The row of what people use; in JSON 1.0 buttons, menus and pickers at the root stand in one. */
export interface ActionModule {
  readonly tag: "action";
  readonly actions: readonly MessageCardAction[];
  /** @default "default" */
  readonly layout?: "default" | "bisected" | "trisection" | "flow" | undefined;
}

/** Small grey text with icons and images. */
export interface Note {
  readonly tag: "note";
  readonly elements: readonly (Icon | Img | PlainText | LarkMd)[];
}

/** Text of JSON 1.0, with something beside it. */
export interface MessageCardDiv extends Div {
  readonly extra?: Img | MessageCardAction | undefined;
}

/** Rich text of JSON 1.0, with links by platform. */
export interface MessageCardMarkdown extends Markdown {
  /** What `[text]($name)` leads to, by name. */
  readonly href?: Readonly<Record<string, MultiUrl>> | undefined;
}

/** An image of JSON 1.0. */
export interface MessageCardImg extends Omit<Img, "size"> {
  readonly size?: Img["size"] | "stretch_without_padding";
  readonly mode?: "crop_center" | "fit_horizontal" | "large" | "medium" | "small" | "tiny" | undefined;
  /** From 278 to 580 px. */
  readonly custom_width?: number | undefined;
  readonly compact_width?: boolean | undefined;
}

/** What only shows something in a card of JSON 1.0. */
type MessageCardDisplay =
  | Exclude<DisplayElement, { readonly tag: "audio" | "div" | "img" | "markdown" }>
  | MessageCardDiv
  | MessageCardImg
  | MessageCardMarkdown
  | Note;

/** What may stand in a container of JSON 1.0. */
export type MessageCardNestedElement =
  | MessageCardDisplay
  | Checker
  | MessageCardAction
  | ActionModule
  | CollapsiblePanel<MessageCardNestedElement>
  | ColumnSet<MessageCardNestedElement>
  | InteractiveContainer<MessageCardNestedElement>;

/** What may stand in a form of JSON 1.0: what people use there has a name. */
export type MessageCardFormElement =
  | MessageCardDisplay
  | Named<Checker>
  | Named<MessageCardAction>
  | MultiSelectPerson
  | MultiSelectStatic
  | CollapsiblePanel<MessageCardFormElement>
  | ColumnSet<MessageCardFormElement>
  | InteractiveContainer<MessageCardFormElement>;

/** What may stand at the root of a card of JSON 1.0. */
export type MessageCardElement =
  | Exclude<MessageCardNestedElement, { readonly tag: ActionOnlyTag }>
  | Form<MessageCardFormElement>
  | Table;

/** At the root, these stand in an `action` module. */
type ActionOnlyTag =
  | "button"
  | "overflow"
  | "select_static"
  | "select_person"
  | "date_picker"
  | "picker_time"
  | "picker_datetime";

/**
 * The row of what people use in a card of JSON 1.0.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-structure
 * @example
 * ```ts
 * import { action, messageCard, plainText } from "larkwire/cards";
 *
 * messageCard({
 *   elements: [action([{ tag: "button", text: plainText("Approve"), type: "primary", value: { approve: true } }])],
 * });
 * ```
 */
export function action(
  actions: readonly MessageCardAction[],
  options?: Omit<PropsOf<ActionModule>, "actions">,
): ActionModule {
  return { tag: "action", actions, ...options };
}

/**
 * Small grey text with icons and images, in a card of JSON 1.0.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-structure
 * @example
 * ```ts
 * import { messageCard, note, plainText } from "larkwire/cards";
 *
 * messageCard({ elements: [note([plainText("Sent by the release bot")])] });
 * ```
 */
export function note(elements: Note["elements"]): Note {
  return { tag: "note", elements };
}
