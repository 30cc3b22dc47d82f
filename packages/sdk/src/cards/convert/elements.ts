import { convertImg } from "./img.ts";
import { convertInteraction } from "./interaction.ts";
import { isJson, type Json, listIn } from "./json.ts";
import { convertMarkdown } from "./markdown.ts";
import { convertNote } from "./note.ts";
import { carryOver } from "./parts.ts";
import { plainOnly } from "./plain-only.ts";
import { besides, row } from "./row.ts";
import type { Source } from "./source.ts";

/** Makes of one component what stands in its place; texts, icons and gaps are converted already. */
type Convert = (component: Json, at: Source) => readonly Json[];

/** The components of JSON 1.0 as those of JSON 2.0. */
export function convertElements(elements: unknown, at: Source): readonly Json[] {
  return listIn(elements).flatMap((element, index) => convertElement(element, at.item(index)));
}

function convertElement(element: unknown, at: Source): readonly Json[] {
  const tag = isJson(element) ? element.tag : undefined;
  const convert = typeof tag === "string" && Object.hasOwn(converts, tag) ? converts[tag] : undefined;
  if (isJson(element) && convert !== undefined) return convert(carryOver(element), at);
  at.note("JSON 2.0 knows no such component", "It was left away.");
  return [];
}

const asItIs: Convert = (component) => [component];

const interactive: Convert = (component, at) => {
  const { options, fallback, ...rest } = convertInteraction(component, at);
  if (fallback !== undefined) {
    at.member("fallback").note("JSON 2.0 has no fallback for it", "It was left away: old clients ask for an upgrade.");
  }
  const lines = Array.isArray(options) && { options: options.map(convertOption) };
  return [{ ...rest, ...lines }];
};

function convertOption(option: unknown): unknown {
  if (!isJson(option)) return option;
  const { url, ...rest } = carryOver(option);
  return url === undefined ? rest : { multi_url: { url }, ...rest };
}

const button: Convert = (component, at) => {
  const { required, ...rest } = convertInteraction(component, at);
  return [plainOnly(rest, "text", "A button", at)];
};

const checker: Convert = (component, at) => {
  const { button_area: area, ...rest } = convertInteraction(component, at);
  if (!isJson(area)) return [rest];
  const buttons = convertElements(area.buttons, at.member("button_area").member("buttons"));
  return [{ ...rest, button_area: { ...area, buttons } }];
};

/** A container; JSON 1.0 leaves more room between what is in it than JSON 2.0. */
const container =
  (spacing?: string): Convert =>
  (component, at) => [
    {
      ...(spacing && { vertical_spacing: spacing }),
      ...convertInteraction(component, at),
      elements: convertElements(component.elements, at.member("elements")),
    },
  ];

const panel: Convert = (component, at) => {
  const { header } = component;
  return container()({ ...component, ...(isJson(header) && { header: carryOver(header) }) }, at);
};

const columnSet: Convert = (component, at) => [
  { ...component, columns: convertElements(component.columns, at.member("columns")) },
];

const div: Convert = ({ extra, ...rest }, at) => {
  const fields = Array.isArray(rest.fields) && {
    fields: rest.fields.map((field) => (isJson(field) ? carryOver(field) : field)),
  };
  return besides({ ...rest, ...fields }, extra === undefined ? [] : convertElement(extra, at.member("extra")));
};

/** By tag. */
const converts: Readonly<Record<string, Convert>> = {
  action: ({ actions, layout }, at) => row(convertElements(actions, at.member("actions")), layout),
  button,
  chart: asItIs,
  checker,
  collapsible_panel: panel,
  column: (component, at) => [{ ...component, elements: convertElements(component.elements, at.member("elements")) }],
  column_set: columnSet,
  date_picker: interactive,
  div,
  form: container("16px"),
  hr: asItIs,
  img: convertImg,
  img_combination: asItIs,
  input: interactive,
  interactive_container: container("12px"),
  markdown: convertMarkdown,
  multi_select_person: interactive,
  multi_select_static: interactive,
  note: ({ elements }, at) => convertNote(listIn(elements), at.member("elements")),
  overflow: interactive,
  person: asItIs,
  person_list: asItIs,
  picker_datetime: interactive,
  picker_time: interactive,
  select_img: ({ style, ...component }, at) => {
    if (style !== undefined) at.member("style").note("JSON 2.0 has one style of it", "It was left away.");
    return interactive(component, at);
  },
  select_person: interactive,
  select_static: interactive,
  table: asItIs,
};
