import type { Named } from "../builder.ts";
import type { Behavior } from "../parts/behavior.ts";
import type { Color } from "../parts/color.ts";
import type { Confirm } from "../parts/confirm.ts";
import type { Icon } from "../parts/icon.ts";
import type { Arranged, HorizontalAlign, Pixels, Placed, Sides, Spacing, VerticalAlign } from "../parts/layout.ts";
import type { MultiUrl } from "../parts/link.ts";
import type { LarkMd, PlainText } from "../parts/text.ts";
import type { Audio } from "./audio.ts";
import type { Button } from "./button.ts";
import type { Chart } from "./chart.ts";
import type { Checker } from "./checker.ts";
import type { Div } from "./div.ts";
import type { Hr } from "./hr.ts";
import type { Img } from "./img.ts";
import type { ImgCombination } from "./img-combination.ts";
import type { Input } from "./input.ts";
import type { Markdown } from "./markdown.ts";
import type { Overflow } from "./overflow.ts";
import type { Person, PersonList } from "./person.ts";
import type { DatePicker, PickerDatetime, PickerTime } from "./picker.ts";
import type { MultiSelectPerson, MultiSelectStatic, SelectPerson, SelectStatic } from "./select.ts";
import type { SelectImg } from "./select-img.ts";
import type { Table } from "./table.ts";

/** What only shows something. */
export type DisplayElement = Audio | Chart | Div | Hr | Img | ImgCombination | Markdown | Person | PersonList;

/** What people use. */
export type InteractiveElement =
  | Button
  | Checker
  | DatePicker
  | Input
  | Overflow
  | PickerDatetime
  | PickerTime
  | SelectImg
  | SelectPerson
  | SelectStatic;

/** What may stand in a container: everything but forms and tables. */
export type NestedElement = DisplayElement | InteractiveElement | CollapsiblePanel | ColumnSet | InteractiveContainer;

/** What may stand in a form: what people use there has a name. */
export type FormElement =
  | DisplayElement
  | NamedElement
  | MultiSelectPerson
  | MultiSelectStatic
  | CollapsiblePanel<FormElement>
  | ColumnSet<FormElement>
  | InteractiveContainer<FormElement>;

type NamedElement =
  | Named<Button>
  | Named<Checker>
  | Named<DatePicker>
  | Named<Input>
  | Named<Overflow>
  | Named<PickerDatetime>
  | Named<PickerTime>
  | Named<SelectImg>
  | Named<SelectPerson>
  | Named<SelectStatic>;

/** What may stand at the root of a card of JSON 2.0. */
export type Element = NestedElement | Form | Table;

/** What a click on a column does: it can only open a page. */
export interface LinkAction {
  readonly multi_url?: MultiUrl | undefined;
}

/**
 * One of the columns side by side.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/column-set
 */
export interface Column<Child = NestedElement> extends Arranged {
  readonly tag: "column";
  readonly elements: readonly Child[];
  /** By its content, by `weight`, or from 16 to 600 px. @default "auto" */
  readonly width?: "auto" | "weighted" | `${number}px` | undefined;
  /** Its part of the width beside other weighted columns, from 1 to 5. @default 1 */
  readonly weight?: 1 | 2 | 3 | 4 | 5 | undefined;
  readonly background_style?: Color | undefined;
  readonly action?: LinkAction | undefined;
}

/**
 * Columns side by side.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/column-set
 */
export interface ColumnSet<Child = NestedElement> extends Placed {
  readonly tag: "column_set";
  readonly columns: readonly Column<Child>[];
  /** What happens where the card is too narrow. @default "none" */
  readonly flex_mode?: "none" | "stretch" | "flow" | "bisect" | "trisect" | undefined;
  readonly background_style?: Color | undefined;
  readonly horizontal_spacing?: Spacing | undefined;
  readonly horizontal_align?: HorizontalAlign | undefined;
  readonly action?: LinkAction | undefined;
}

/**
 * Fields whose values are handed in together, by a button with `form_action_type: "submit"`. At the root of a card only.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/form-container
 */
export interface Form<Child = FormElement> extends Arranged {
  readonly tag: "form";
  /** Unique in the card. */
  readonly name: string;
  /** Whatever people use in it needs a name; one is the button that submits. */
  readonly elements: readonly Child[];
}

/**
 * Whatever is in it becomes one large button; what people use inside of it wins over it.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/interactive-container
 */
export interface InteractiveContainer<Child = NestedElement> extends Arranged {
  readonly tag: "interactive_container";
  readonly elements: readonly Child[];
  readonly behaviors: readonly Behavior[];
  /** As wide as its container, by its content, or from 16 to 999 px. @default "fill" */
  readonly width?: "fill" | "auto" | Pixels | undefined;
  /** By its content, or from 10 to 999 px. @default "auto" */
  readonly height?: "auto" | Pixels | undefined;
  readonly background_style?: Color | "laser" | undefined;
  /** @default false */
  readonly has_border?: boolean | undefined;
  readonly border_color?: Color | undefined;
  readonly corner_radius?: Pixels | `${number}%` | undefined;
  readonly disabled?: boolean | undefined;
  readonly disabled_tips?: PlainText | undefined;
  readonly hover_tips?: PlainText | undefined;
  readonly confirm?: Confirm | undefined;
}

/** The line of a panel that stays when it is folded. */
export interface CollapsiblePanelHeader {
  readonly title: PlainText | LarkMd | Markdown;
  readonly background_color?: Color | undefined;
  readonly vertical_align?: VerticalAlign | undefined;
  readonly padding?: Sides | undefined;
  readonly position?: "top" | "bottom" | undefined;
  /** @default "fill" */
  readonly width?: "fill" | "auto" | "auto_when_fold" | undefined;
  readonly icon?: Icon | undefined;
  /** @default "right" */
  readonly icon_position?: "left" | "right" | "follow_text" | undefined;
  /** Degrees by which the icon turns when the panel is open. @default 180 */
  readonly icon_expanded_angle?: -180 | -90 | 90 | 180 | undefined;
}

/**
 * A panel that can be folded.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/collapsible-panel
 */
export interface CollapsiblePanel<Child = NestedElement> extends Arranged {
  readonly tag: "collapsible_panel";
  readonly header: CollapsiblePanelHeader;
  readonly elements: readonly Child[];
  /** Whether it is open at first. @default false */
  readonly expanded?: boolean | undefined;
  readonly background_color?: Color | undefined;
  readonly border?:
    | { readonly color?: Color | undefined; readonly corner_radius?: Pixels | `${number}%` | undefined }
    | undefined;
}
