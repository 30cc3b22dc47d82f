import type { Button } from "../components/button.ts";
import type { Checker } from "../components/checker.ts";
import type { Input } from "../components/input.ts";
import type { Wide } from "../components/interactive.ts";
import type { Overflow } from "../components/overflow.ts";
import type { DatePicker, PickerDatetime, PickerTime } from "../components/picker.ts";
import type { MultiSelectPerson, MultiSelectStatic, SelectPerson, SelectStatic } from "../components/select.ts";
import type { SelectImg } from "../components/select-img.ts";
import {
  anyText,
  behaviors,
  callbackValue,
  confirm,
  icon,
  imageKey,
  localized,
  multiUrl,
  padding,
  placed,
  plainText,
  textOfAtMost,
} from "./parts.ts";
import type { Check, Place } from "./place.ts";
import { objectWith, only1, only2, type PropertiesOf, required } from "./shape.ts";
import {
  anything,
  flag,
  integer,
  isObject,
  listOf,
  number,
  oneOf,
  pixels,
  someText,
  text,
  textLike,
} from "./values.ts";

/** In a form the name is what its value comes back by. */
const name: Check = (value, at) => {
  if (!at.around.inForm) text(value, at);
};

const requiredInForm: Check = (value, at) => {
  flag(value, at);
  if (value === true && !at.around.inForm)
    at.fault("form-only", "Only forms ask for values", "Put the component into a form.");
};

const clickable = { ...placed, name, value: callbackValue, behaviors: behaviors("callback") };
const disableable = { disabled: flag, disabled_tips: plainText };
const wide: PropertiesOf<Wide> = { width: pixels(0, 999, "default", "fill") };
/** What a person fills in. */
const field = {
  ...clickable,
  ...disableable,
  ...wide,
  confirm,
  required: requiredInForm,
  placeholder: textOfAtMost(100),
};

const useBehaviors = 'Use behaviors: [{ "type": "open_url", "default_url": "…" }].';
/** JSON 1.0 takes small markdown on a button, too. */
const caption: Check = (value, at) => textOfAtMost(100, at.version === "1.0" ? anyText : plainText)(value, at);
const buttonProperties: PropertiesOf<Button> = {
  ...clickable,
  ...disableable,
  ...wide,
  confirm,
  text: caption,
  icon,
  type: oneOf(
    ...["default", "primary", "danger", "text", "primary_text", "danger_text"],
    ...["primary_filled", "danger_filled", "laser"],
  ),
  size: oneOf("tiny", "small", "medium", "large"),
  hover_tips: plainText,
  behaviors: behaviors("open_url", "callback", "form_action"),
  form_action_type: only2((value, at) => {
    oneOf("submit", "reset")(value, at);
    if (!at.around.inForm) at.fault("form-only", "There is no form around it", "Put the button into a form.");
  }),
};
const buttonWith = objectWith({
  ...buttonProperties,
  url: only1(text, useBehaviors),
  multi_url: only1(multiUrl, useBehaviors),
  complex_interaction: only1(flag, "Give both behaviors: open_url and callback."),
  action_type: only1(oneOf("link", "request", "multi", "form_submit", "form_reset"), "Use form_action_type in forms."),
  required: only1(flag, "Take it away."),
});
export const button: Check = (value, at) => {
  buttonWith(value, at);
  if (at.version === "1.0" && isObject(value) && value.url !== undefined && value.multi_url !== undefined) {
    at.fault("link", "It has both url and multi_url", "Give one of them.");
  }
};

const inputProperties: PropertiesOf<Input> = {
  ...field,
  default_value: text,
  i18n_default_value: localized(text),
  label: plainText,
  label_position: oneOf("top", "left"),
  max_length: integer(1, 1000),
  input_type: oneOf("text", "multiline_text", "password"),
  rows: integer(1, 999),
  auto_resize: flag,
  max_rows: integer(1, 999),
  show_icon: flag,
};
export const input: Check = objectWith({ ...inputProperties, fallback: only1(anything, "Take it away.") });

const overflowProperties: PropertiesOf<Overflow> = {
  ...clickable,
  ...wide,
  confirm,
  options: required(
    listOf(
      objectWith({
        text: required(plainText),
        value: text,
        multi_url: multiUrl,
        url: only1(text, "Use multi_url."),
      }),
    ),
  ),
};
export const overflow: Check = objectWith(overflowProperties);

const select = { ...field, type: oneOf("default", "text") };
const selectOne = { ...select, initial_option: text, initial_index: only2(integer(0, 999)) };
const selectSeveral = { ...select, name: required(name), selected_values: listOf(text) };
const options = uniqueOptions(objectWith({ text: required(plainText), value: required(someText), icon }));
const persons = uniqueOptions(objectWith({ value: required(someText) }));

const selectStaticProperties: PropertiesOf<SelectStatic> = { ...selectOne, options: required(options) };
export const selectStatic: Check = objectWith(selectStaticProperties);

const multiSelectStaticProperties: PropertiesOf<MultiSelectStatic> = { ...selectSeveral, options: required(options) };
export const multiSelectStatic: Check = objectWith(multiSelectStaticProperties);

const selectPersonProperties: PropertiesOf<SelectPerson> = { ...selectOne, options: persons };
export const selectPerson: Check = objectWith(selectPersonProperties);

const multiSelectPersonProperties: PropertiesOf<MultiSelectPerson> = { ...selectSeveral, options: persons };
export const multiSelectPerson: Check = objectWith(multiSelectPersonProperties);

const date = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const time = String.raw`([01]\d|2[0-3]):[0-5]\d`;

const datePickerProperties: PropertiesOf<DatePicker> = {
  ...field,
  initial_date: textLike(new RegExp(`^${date}$`), "2026-01-31"),
};
export const datePicker: Check = objectWith(datePickerProperties);

const pickerTimeProperties: PropertiesOf<PickerTime> = {
  ...field,
  initial_time: textLike(new RegExp(`^${time}$`), "09:30"),
};
export const pickerTime: Check = objectWith(pickerTimeProperties);

const pickerDatetimeProperties: PropertiesOf<PickerDatetime> = {
  ...field,
  initial_datetime: textLike(new RegExp(`^${date} ${time}$`), "2026-01-31 09:30"),
};
export const pickerDatetime: Check = objectWith(pickerDatetimeProperties);

const selectImgProperties: PropertiesOf<SelectImg> = {
  ...clickable,
  ...disableable,
  required: requiredInForm,
  options: required(
    uniqueOptions(
      objectWith({
        img_key: required(imageKey),
        value: required(someText),
        disabled: flag,
        disabled_tips: plainText,
        hover_tips: plainText,
      }),
    ),
  ),
  multi_select: (value, at) => {
    flag(value, at);
    if (value !== true || at.around.inForm) return;
    at.fault("form-only", "Several images are chosen in forms only", "Put it into a form.");
  },
  layout: oneOf("stretch", "bisect", "trisect"),
  can_preview: flag,
  aspect_ratio: oneOf("1:1", "16:9", "4:3"),
};
export const selectImg: Check = objectWith({ ...selectImgProperties, style: only1(text, "Take it away.") });

const checkerProperties: PropertiesOf<Checker> = {
  ...clickable,
  ...disableable,
  confirm,
  checked: flag,
  text: anyText,
  overall_checkable: flag,
  button_area: objectWith({
    pc_display_rule: oneOf("always", "on_hover"),
    // Its buttons are components of the card, which are looked at as such.
    buttons: listOf(anything, { max: 3 }),
  }),
  checked_style: objectWith({ show_strikethrough: flag, opacity: number(0, 1) }),
  padding,
  hover_tips: plainText,
};
export const checker: Check = objectWith(checkerProperties);

/** A list of options, no two of which have the same value. */
function uniqueOptions(option: Check): Check {
  const list = listOf(option);
  return (value, at) => {
    list(value, at);
    if (Array.isArray(value)) checkUnique(value, at);
  };
}

function checkUnique(options: readonly unknown[], at: Place): void {
  const seen = new Set<unknown>();
  for (const [index, option] of options.entries()) {
    if (!isObject(option) || option.value === undefined) continue;
    if (seen.has(option.value)) {
      at.item(index).member("value").fault("unique", "Another option has it", "Give each option a value of its own.");
    }
    seen.add(option.value);
  }
}
