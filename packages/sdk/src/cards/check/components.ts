import type {
  CollapsiblePanel,
  CollapsiblePanelHeader,
  Column,
  ColumnSet,
  Form,
  InteractiveContainer,
} from "../components/element.ts";
import type { ActionModule, Note } from "../message-card/element.ts";
import * as display from "./display.ts";
import * as interactive from "./interactive.ts";
import {
  anyText,
  arrangement,
  behaviors,
  color,
  confirm,
  cornerRadius,
  horizontalAlign,
  icon,
  imageKey,
  multiUrl,
  padding,
  panelTitle,
  placed,
  plainText,
  spacing,
  verticalAlign,
} from "./parts.ts";
import type { CardVersion, Check, Place } from "./place.ts";
import { checkPlacement, insideOf, interactiveTags } from "./placement.ts";
import { asked, objectWith, type PropertiesOf, required } from "./shape.ts";
import { tableCheck } from "./table.ts";
import { anything, flag, integer, isObject, listOf, oneOf, pixels, text } from "./values.ts";

/** At most so many components in a card of JSON 2.0. */
const maxElements = 200;

/** The components in a card, or in a container. */
export const elements: Check = listOf(element);
const children = required(elements);
/** What stands empty where it holds nothing. */
const content = asked(elements);

const linkAction = objectWith({ multi_url: multiUrl });

const columnSet: PropertiesOf<ColumnSet<unknown>> = {
  ...placed,
  columns: children,
  flex_mode: oneOf("none", "stretch", "flow", "bisect", "trisect"),
  background_style: color,
  horizontal_spacing: spacing,
  horizontal_align: horizontalAlign,
  action: linkAction,
};

const column: PropertiesOf<Column<unknown>> = {
  ...placed,
  ...arrangement,
  elements: content,
  width: pixels(16, 600, "auto", "weighted"),
  weight: integer(1, 5),
  background_style: color,
  action: linkAction,
};

const form: PropertiesOf<Form<unknown>> = { ...placed, ...arrangement, name: required(anything), elements: children };

const container: PropertiesOf<InteractiveContainer<unknown>> = {
  ...placed,
  ...arrangement,
  elements: children,
  behaviors: required(behaviors("open_url", "callback")),
  width: pixels(16, 999, "fill", "auto"),
  height: pixels(10, 999, "auto"),
  background_style: color,
  has_border: flag,
  border_color: color,
  corner_radius: cornerRadius,
  disabled: flag,
  disabled_tips: plainText,
  hover_tips: plainText,
  confirm,
};

const panelHeader: PropertiesOf<CollapsiblePanelHeader> = {
  title: asked(panelTitle),
  background_color: color,
  vertical_align: verticalAlign,
  padding,
  position: text,
  width: oneOf("fill", "auto", "auto_when_fold"),
  icon,
  icon_position: oneOf("left", "right", "follow_text"),
  icon_expanded_angle: oneOf(-180, -90, 90, 180),
};

const panel: PropertiesOf<CollapsiblePanel<unknown>> = {
  ...placed,
  ...arrangement,
  header: required(objectWith(panelHeader)),
  elements: content,
  expanded: flag,
  background_color: color,
  border: objectWith({ color, corner_radius: cornerRadius }),
};

const action: PropertiesOf<ActionModule> = {
  actions: children,
  layout: oneOf("default", "bisected", "trisection", "flow"),
};

/** Text and images of a note are no components of the card. */
const noteParts: Readonly<Record<string, Check>> = {
  standard_icon: icon,
  custom_icon: icon,
  img: objectWith({ img_key: required(imageKey), alt: anything }),
  plain_text: anyText,
  lark_md: anyText,
};

const note: PropertiesOf<Note> = {
  elements: required(
    listOf((value, at) => {
      const tag = isObject(value) ? value.tag : undefined;
      const check = typeof tag === "string" && Object.hasOwn(noteParts, tag) ? noteParts[tag] : undefined;
      if (check !== undefined) check(value, at);
      else at.fault("placement", "It cannot stand in a note", `Use ${Object.keys(noteParts).join(", ")}.`);
    }),
  ),
};

/** Every component, by its tag. */
const components: Readonly<Record<string, Check>> = {
  action: objectWith(action),
  audio: display.audio,
  button: interactive.button,
  chart: display.chart,
  checker: (value, at) => {
    interactive.checker(value, at);
    const area = isObject(value) ? value.button_area : undefined;
    if (isObject(area) && Array.isArray(area.buttons))
      elements(area.buttons, at.member("button_area").member("buttons"));
  },
  collapsible_panel: objectWith(panel),
  column: objectWith(column),
  column_set: objectWith(columnSet),
  date_picker: interactive.datePicker,
  div: display.divWith((value, at) => element(value, at.inside({ parent: "div" }))),
  form: objectWith(form),
  hr: display.hr,
  img: display.img,
  img_combination: display.imgCombination,
  input: interactive.input,
  interactive_container: objectWith(container),
  markdown: display.markdown,
  multi_select_person: interactive.multiSelectPerson,
  multi_select_static: interactive.multiSelectStatic,
  note: objectWith(note),
  overflow: interactive.overflow,
  person: display.person,
  person_list: display.personList,
  picker_datetime: interactive.pickerDatetime,
  picker_time: interactive.pickerTime,
  select_img: interactive.selectImg,
  select_person: interactive.selectPerson,
  select_static: interactive.selectStatic,
  table: tableCheck,
};

const onlyIn: Readonly<Record<string, CardVersion>> = { action: "1.0", note: "1.0", audio: "2.0" };

/** One component: whether there is such a thing, whether it may stand here, and what it holds. */
function element(value: unknown, at: Place): void {
  const tag = isObject(value) ? value.tag : undefined;
  if (!isObject(value) || typeof tag !== "string") {
    at.fault("type", "It is no component", 'Give an object with a tag, such as { "tag": "markdown", "content": "…" }.');
    return;
  }
  countElement(at);
  const check = Object.hasOwn(components, tag) ? components[tag] : undefined;
  if (check === undefined || (onlyIn[tag] ?? at.version) !== at.version) {
    refuseTag(tag, at);
    return;
  }
  checkPlacement(tag, at);
  const inside = insideOf(tag, at);
  if (inside === undefined) return;
  if (interactiveTags.has(tag) && at.around.inForm) checkFormName(value.name, inside.member("name"));
  if (tag === "form") checkForm(value, inside);
  check(value, inside);
}

function countElement(at: Place): void {
  const { findings } = at;
  findings.elements += 1;
  // The limit is documented for JSON 2.0 only; the other version is bounded by its size.
  if (findings.version === "2.0" && findings.elements === maxElements + 1) {
    at.fault("too-many-elements", `The card has more than ${maxElements} components`, "Leave some away.");
  }
}

function refuseTag(tag: string, at: Place): void {
  const place = at.member("tag");
  const only = onlyIn[tag];
  if (only === "1.0") place.fault("tag-of-json-1", `Only JSON 1.0 knows ${tag}`, insteadOf[tag] ?? "Take it away.");
  else if (only === "2.0") place.fault("unknown-tag", `Only JSON 2.0 knows ${tag}`, 'Give the card "schema": "2.0".');
  else
    place.fault(
      "unknown-tag",
      `There is no component "${tag.slice(0, 40)}"`,
      `Use ${Object.keys(components).join(", ")}.`,
    );
}

const insteadOf: Readonly<Record<string, string>> = {
  action: "Put its components where it stands, or into a column_set.",
  note: 'Use a div whose text has "text_size": "notation" and "text_color": "grey".',
};

function checkFormName(name: unknown, at: Place): void {
  const { name: seen } = at.findings.seen;
  if (typeof name !== "string" || name === "") {
    at.fault("form-name", "It is missing", "Give every component in a form a name of its own.");
  } else if (seen.has(name)) {
    at.fault("form-name", `"${name.slice(0, 40)}" stands in the card already`, "Give it a name of its own.");
  } else {
    seen.add(name);
  }
}

function checkForm(form: Readonly<Record<string, unknown>>, at: Place): void {
  checkFormName(form.name, at.member("name"));
  if (!submits(form)) {
    const mend = 'Give it a button with "form_action_type": "submit" ("action_type": "form_submit" in JSON 1.0).';
    at.fault("form-submit", "No button submits the form", mend);
  }
}

/** Whether something in it submits the form. Without recursion: how deep a card is nested is its sender's choice. */
function submits(form: unknown): boolean {
  const waiting = [form];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (Array.isArray(value)) {
      for (const each of value) waiting.push(each);
    } else if (isObject(value)) {
      if (isSubmit(value)) return true;
      waiting.push(...[value.elements, value.columns, value.actions].filter((inner) => inner !== undefined));
    }
  }
  return false;
}

function isSubmit({ form_action_type, action_type, behaviors: kinds }: Readonly<Record<string, unknown>>): boolean {
  if (form_action_type === "submit" || action_type === "form_submit") return true;
  return Array.isArray(kinds) && kinds.some((each) => isObject(each) && each.type === "form_action");
}
