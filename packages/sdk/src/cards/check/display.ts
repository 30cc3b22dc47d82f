import type { Audio } from "../components/audio.ts";
import type { Chart } from "../components/chart.ts";
import type { DivField } from "../components/div.ts";
import type { Hr } from "../components/hr.ts";
import type { ImgCombination } from "../components/img-combination.ts";
import type { Person, PersonList } from "../components/person.ts";
import type { MessageCardDiv, MessageCardImg, MessageCardMarkdown } from "../message-card/element.ts";
import { countTables } from "./markdown-tables.ts";
import {
  anyText,
  color,
  cornerRadius,
  horizontalAlign,
  icon,
  imageKey,
  localized,
  multiUrl,
  padding,
  placed,
  plainText,
  textSize,
} from "./parts.ts";
import type { Check, Place } from "./place.ts";
import { asked, in1, objectWith, only1, type PropertiesOf, required } from "./shape.ts";
import {
  anything,
  flag,
  integer,
  isObject,
  listOf,
  mapOf,
  objectOfAnyKind,
  oneOf,
  pixels,
  someText,
  text,
} from "./values.ts";

const field: PropertiesOf<DivField> = { is_short: flag, text: required(anyText) };

/** Plain text. @param extra - checks what stands beside it in JSON 1.0 */
export const divWith = (extra: Check): Check => {
  const properties: PropertiesOf<MessageCardDiv> = {
    ...placed,
    text: anyText,
    icon,
    width: pixels(16, 999, "fill", "auto"),
    fields: listOf(objectWith(field)),
    extra: only1(extra, "Put it beside the text with a column_set."),
  };
  return objectWith(properties);
};

const markdownProperties: PropertiesOf<MessageCardMarkdown> = {
  ...placed,
  content: required(text),
  i18n_content: localized(text),
  text_align: horizontalAlign,
  text_size: textSize,
  icon,
  href: only1(mapOf(multiUrl), "Write links into the text."),
};
const markdownWith = objectWith(markdownProperties);
export const markdown: Check = (value, at) => {
  markdownWith(value, at);
  // JSON 1.0 shows tables as they are written.
  if (at.version === "2.0" && isObject(value) && typeof value.content === "string") {
    at.addTables("markdown", countTables(value.content));
  }
};

const imgProperties: PropertiesOf<MessageCardImg> = {
  ...placed,
  img_key: required(imageKey),
  i18n_img_key: localized(imageKey),
  alt: asked(plainText),
  title: caption,
  corner_radius: cornerRadius,
  scale_type: oneOf("crop_center", "crop_top", "fit_horizontal"),
  size: imageSize,
  transparent: flag,
  preview: flag,
  // JSON 2.0 takes what is left of JSON 1.0, and looks at it no more.
  mode: in1(oneOf("crop_center", "fit_horizontal", "large", "medium", "small", "tiny")),
  custom_width: in1(customWidth),
  compact_width: in1(flag),
};
export const img: Check = objectWith(imgProperties);

/** JSON 1.0 takes small markdown above an image, too. */
function caption(value: unknown, at: Place): void {
  (at.version === "1.0" ? anyText : plainText)(value, at);
}

function customWidth(value: unknown, at: Place): void {
  (typeof value === "string" ? pixels : integer)(278, 580)(value, at);
}

function imageSize(value: unknown, at: Place): void {
  if (value === "stretch_without_padding" && at.version === "2.0") {
    at.fault("other-version", "Only JSON 1.0 knows it", "Use a negative margin.");
  } else if (typeof value !== "string" || !/^\d{1,4}(px)? \d{1,4}(px)?$/.test(value)) {
    oneOf("stretch", "stretch_without_padding", "large", "medium", "small", "tiny")(value, at);
  }
}

/** How many images each mode holds. */
const imagesOf: ReadonlyMap<unknown, readonly [min: number, max: number]> = new Map([
  ["double", [2, 2]],
  ["triple", [3, 3]],
  ["bisect", [1, 6]],
  ["trisect", [1, 9]],
]);

const combinationProperties: PropertiesOf<ImgCombination> = {
  ...placed,
  combination_mode: required(oneOf("double", "triple", "bisect", "trisect")),
  img_list: required(listOf(objectWith({ img_key: required(imageKey) }))),
  corner_radius: cornerRadius,
  combination_transparent: flag,
};
const combination = objectWith(combinationProperties);
export const imgCombination: Check = (value, at) => {
  combination(value, at);
  if (!isObject(value) || !Array.isArray(value.img_list)) return;
  const { combination_mode: mode, img_list } = value;
  const [min, max] = imagesOf.get(mode) ?? [0, 9];
  const { length } = img_list;
  if (length >= min && length <= max) return;
  const mend = `Give ${min === max ? min : `${min} to ${max}`}${imagesOf.has(mode) ? ` for ${mode}` : ""}.`;
  at.member("img_list").fault("range", `There are ${length} images`, mend);
};

const personSize = oneOf("extra_small", "small", "medium", "large");
const personProperties: PropertiesOf<Person> = {
  ...placed,
  user_id: required(someText),
  size: personSize,
  show_avatar: flag,
  show_name: flag,
  style: oneOf("normal", "capsule"),
};
export const person: Check = objectWith(personProperties);

const personListProperties: PropertiesOf<PersonList> = {
  ...placed,
  persons: required(listOf(objectWith({ id: required(someText) }))),
  size: personSize,
  show_name: flag,
  show_avatar: flag,
  lines: integer(1, 999),
  drop_invalid_user_id: flag,
  icon,
};
export const personList: Check = objectWith({ ...personListProperties, ud_icon: only1(anything, "Name it icon.") });

const chartProperties: PropertiesOf<Chart> = {
  ...placed,
  chart_spec: required((value, at) => {
    if (!isObject(value)) at.fault("chart", "It is no object", "Give a specification of VChart, with type and data.");
    else if (typeof value.type !== "string") at.member("type").fault("chart", "It is missing", 'Say "bar", "line", …');
  }),
  aspect_ratio: oneOf("1:1", "2:1", "4:3", "16:9"),
  color_theme: oneOf("brand", "rainbow", "complementary", "converse", "primary"),
  preview: flag,
  height: pixels(1, 999, "auto"),
};
export const chart: Check = objectWith(chartProperties);

const hrProperties: PropertiesOf<Hr> = placed;
export const hr: Check = objectWith(hrProperties);

const audioProperties: PropertiesOf<Audio> = {
  ...placed,
  file_key: required(someText),
  i18n_file_key: localized(text),
  audio_id: (value, at) => {
    const { audio_id: seen } = at.findings.seen;
    if (seen.has(value)) at.fault("audio-id", "It stands in the card already", "Give each recording an id of its own.");
    seen.add(value);
  },
  disabled: flag,
  disabled_tips: plainText,
  show_progress_bar: flag,
  show_time: flag,
  time_display: oneOf("default", "both"),
  time_position: oneOf("end", "start", "both_sides"),
  border: objectOfAnyKind,
  style: oneOf("normal", "flat", "speak"),
  padding,
  background_style: color,
  fill_color: color,
  width: pixels(0, 999, "default", "fill", "auto"),
  fallback: objectOfAnyKind,
};
const audioWith = objectWith(audioProperties);
export const audio: Check = (value, at) => {
  audioWith(value, at);
  if (!at.findings.forwardable) return;
  at.fault("audio-forward", "The card may be forwarded", 'Give the card "config": { "enable_forward": false }.');
};
