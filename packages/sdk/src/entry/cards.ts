export {
  type Card,
  type CardBody,
  type CardConfig,
  type CardProps,
  card,
  type PerPlatform,
  type SharedConfig,
} from "../cards/card.ts";
export { checkCard } from "../cards/check/check-card.ts";
export type { CardFault } from "../cards/check/place.ts";
export type { CardRule } from "../cards/check/rules.ts";
export { type Audio, audio } from "../cards/components/audio.ts";
export { type Button, type ButtonType, button } from "../cards/components/button.ts";
export { type Chart, chart } from "../cards/components/chart.ts";
export { type Checker, checker } from "../cards/components/checker.ts";
export { collapsiblePanel } from "../cards/components/collapsible-panel.ts";
export { column, columnSet } from "../cards/components/column-set.ts";
export type { ContainedElement } from "../cards/components/contained-element.ts";
export { type Div, type DivField, div } from "../cards/components/div.ts";
export type {
  CollapsiblePanel,
  CollapsiblePanelHeader,
  Column,
  ColumnSet,
  DisplayElement,
  Element,
  Form,
  FormElement,
  InteractiveContainer,
  InteractiveElement,
  LinkAction,
  NestedElement,
} from "../cards/components/element.ts";
export { form } from "../cards/components/form.ts";
export { type Hr, hr } from "../cards/components/hr.ts";
export { type Img, img } from "../cards/components/img.ts";
export { type ImgCombination, imgCombination } from "../cards/components/img-combination.ts";
export { type Input, input } from "../cards/components/input.ts";
export { interactiveContainer } from "../cards/components/interactive-container.ts";
export { type Markdown, markdown } from "../cards/components/markdown.ts";
export { type Overflow, type OverflowOption, overflow } from "../cards/components/overflow.ts";
export { type Person, type PersonList, person, personList } from "../cards/components/person.ts";
export {
  type DatePicker,
  datePicker,
  type PickerDatetime,
  type PickerTime,
  pickerDatetime,
  pickerTime,
} from "../cards/components/picker.ts";
export {
  type MultiSelectPerson,
  type MultiSelectStatic,
  multiSelectPerson,
  multiSelectStatic,
  option,
  type PersonOption,
  type SelectOption,
  type SelectPerson,
  type SelectStatic,
  selectPerson,
  selectStatic,
} from "../cards/components/select.ts";
export { type ImageOption, type SelectImg, selectImg } from "../cards/components/select-img.ts";
export { type Table, type TableColumn, table } from "../cards/components/table.ts";
export { type Conversion, convertCard } from "../cards/convert/convert-card.ts";
export type { ConversionNote } from "../cards/convert/source.ts";
export { type Header, type HeaderProps, header } from "../cards/header.ts";
export {
  type ActionModule,
  action,
  type MessageCardAction,
  type MessageCardButton,
  type MessageCardDiv,
  type MessageCardElement,
  type MessageCardFormElement,
  type MessageCardImg,
  type MessageCardMarkdown,
  type MessageCardNestedElement,
  type Note,
  note,
} from "../cards/message-card/element.ts";
export {
  type Fallback,
  type MessageCard,
  type MessageCardConfig,
  type MessageCardHeader,
  type MessageCardProps,
  messageCard,
} from "../cards/message-card/message-card.ts";
export { type Behavior, type Callback, callback, type OpenUrl, openUrl } from "../cards/parts/behavior.ts";
export type { Color, ColorFamily, HeaderTemplate, TextTagColor } from "../cards/parts/color.ts";
export { type Confirm, confirm } from "../cards/parts/confirm.ts";
export { type CustomIcon, customIcon, type Icon, icon, type StandardIcon } from "../cards/parts/icon.ts";
export type {
  Arranged,
  HorizontalAlign,
  Pixels,
  Placed,
  Sides,
  Spacing,
  VerticalAlign,
} from "../cards/parts/layout.ts";
export type { MultiUrl } from "../cards/parts/link.ts";
export type { Locale, Localized } from "../cards/parts/locale.ts";
export {
  type LarkMd,
  larkMd,
  type PlainText,
  plainText,
  type TextSize,
  type TextStyle,
  type TextTag,
  textTag,
} from "../cards/parts/text.ts";
