import type { PropsOf } from "../builder.ts";
import type { CardProps } from "../card.ts";
import type { Audio } from "../components/audio.ts";
import type { Button } from "../components/button.ts";
import type { Chart } from "../components/chart.ts";
import type { Checker } from "../components/checker.ts";
import type { ContainedElement } from "../components/contained-element.ts";
import type {
  CollapsiblePanel,
  CollapsiblePanelHeader,
  Column,
  ColumnSet,
  Form,
  FormElement,
  InteractiveContainer,
} from "../components/element.ts";
import type { Hr } from "../components/hr.ts";
import type { ImgCombination } from "../components/img-combination.ts";
import type { Input } from "../components/input.ts";
import type { Overflow, OverflowOption } from "../components/overflow.ts";
import type { Person, PersonList } from "../components/person.ts";
import type { DatePicker, PickerDatetime, PickerTime } from "../components/picker.ts";
import type {
  MultiSelectPerson,
  MultiSelectStatic,
  SelectOption,
  SelectPerson,
  SelectStatic,
} from "../components/select.ts";
import type { ImageOption, SelectImg } from "../components/select-img.ts";
import type { Table } from "../components/table.ts";
import type {
  ActionModule,
  MessageCardButton,
  MessageCardDiv,
  MessageCardFormElement,
  MessageCardImg,
  MessageCardMarkdown,
  Note,
  WithValue,
} from "../message-card/element.ts";
import type { MessageCardProps } from "../message-card/message-card.ts";
import type { CustomIcon, StandardIcon } from "../parts/icon.ts";
import type { LarkMd, PlainText, TextTag } from "../parts/text.ts";
import type { JsxChildren, JsxText } from "./node.ts";

/** A component without children. */
type Empty<Component> = PropsOf<Component>;

/** A component whose children are its text. */
type Written<Component> = Omit<PropsOf<Component>, "content"> & { readonly children: JsxText };

/** A component whose text may stand inside of it. */
type Captioned<Component extends { readonly text?: unknown }> = Omit<PropsOf<Component>, "text"> & {
  readonly text?: PropsOf<Component>["text"];
  readonly children?: JsxText | Component["text"];
};

/** Properties of which one is a list that stands inside. */
type Holding<Props, Slot extends keyof Props> = Omit<Props, Slot> & {
  readonly children?: JsxChildren<Props[Slot] extends readonly (infer Child)[] | undefined ? Child : never>;
};

/** What each tag takes: the platform's names, the attributes of its component, and inside what the component holds. */
export interface JsxTags {
  readonly action: Holding<PropsOf<ActionModule>, "actions">;
  readonly audio: Empty<Audio>;
  readonly button: Captioned<Button & MessageCardButton>;
  readonly card: Holding<CardProps, "elements">;
  readonly chart: Empty<Chart>;
  readonly checker: Captioned<Checker>;
  readonly collapsible_panel: Omit<Holding<PropsOf<CollapsiblePanel<ContainedElement>>, "elements">, "header"> & {
    readonly header: PropsOf<CollapsiblePanelHeader>;
  };
  readonly column: Holding<PropsOf<Column<ContainedElement>>, "elements">;
  readonly column_set: Holding<PropsOf<ColumnSet<ContainedElement>>, "columns">;
  readonly custom_icon: Empty<CustomIcon>;
  readonly date_picker: Empty<WithValue<DatePicker>>;
  readonly div: Captioned<MessageCardDiv>;
  readonly form: Holding<PropsOf<Form<FormElement | MessageCardFormElement>>, "elements">;
  readonly hr: Empty<Hr>;
  readonly img: Empty<MessageCardImg>;
  readonly img_combination: Empty<ImgCombination>;
  readonly input: Empty<WithValue<Input>>;
  readonly interactive_container: Holding<PropsOf<InteractiveContainer<ContainedElement>>, "elements">;
  readonly lark_md: Written<LarkMd>;
  readonly markdown: Written<MessageCardMarkdown>;
  /** A card of JSON 1.0. */
  readonly message_card: Holding<MessageCardProps, "elements">;
  readonly multi_select_person: Holding<PropsOf<MultiSelectPerson>, "options">;
  readonly multi_select_static: Holding<PropsOf<MultiSelectStatic>, "options">;
  readonly note: Omit<PropsOf<Note>, "elements"> & {
    readonly children?: JsxText | JsxChildren<Note["elements"][number] | string | number>;
  };
  /** A choice of `select_static`, `select_person`, `select_img`, `overflow` and their like. */
  readonly option: Captioned<Partial<SelectOption & OverflowOption & ImageOption>>;
  readonly overflow: Holding<PropsOf<WithValue<Overflow>>, "options">;
  readonly person: Empty<Person>;
  readonly person_list: Empty<PersonList>;
  readonly picker_datetime: Empty<WithValue<PickerDatetime>>;
  readonly picker_time: Empty<WithValue<PickerTime>>;
  readonly plain_text: Written<PlainText>;
  readonly select_img: Holding<PropsOf<WithValue<SelectImg>>, "options">;
  readonly select_person: Holding<PropsOf<WithValue<SelectPerson>>, "options">;
  readonly select_static: Holding<PropsOf<WithValue<SelectStatic>>, "options">;
  readonly standard_icon: Empty<StandardIcon>;
  readonly table: Empty<Table>;
  readonly text_tag: Captioned<TextTag>;
}
