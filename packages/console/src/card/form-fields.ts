import { fieldIn, isJsonObject, type JsonObject, listIn, stringIn } from "../api/json.ts";

/** A component of a form that holds a value. */
export interface FormField {
  readonly name: string;
  readonly required: boolean;
  readonly initial: unknown;
}

export type FormValues = Readonly<Record<string, unknown>>;

const fieldTags: ReadonlySet<string> = new Set([
  "input",
  "select_static",
  "multi_select_static",
  "select_person",
  "multi_select_person",
  "date_picker",
  "picker_time",
  "picker_datetime",
  "checker",
  "select_img",
]);

const maxFormDepth = 8;

/** The fields of a form, wherever they stand in its columns. */
export function collectFormFields(elements: readonly unknown[], depth = 0): readonly FormField[] {
  if (depth > maxFormDepth) return [];
  return elements.filter(isJsonObject).flatMap((element) => {
    const name = stringIn(element, "name");
    if (name !== undefined && name !== "" && fieldTags.has(stringIn(element, "tag") ?? "")) {
      return [{ name, required: fieldIn(element, "required") === true, initial: initialValueOf(element) }];
    }
    return ["elements", "columns", "actions"].flatMap((key) => collectFormFields(listIn(element, key), depth + 1));
  });
}

/** What the component holds before somebody touches it. */
export function initialValueOf(element: JsonObject): unknown {
  switch (stringIn(element, "tag")) {
    case "input":
      return stringIn(element, "default_value") ?? "";
    case "checker":
      return fieldIn(element, "checked") === true;
    case "multi_select_static":
    case "multi_select_person":
      return listIn(element, "selected_values");
    case "select_static":
    case "select_person":
      return stringIn(element, "initial_option") ?? optionAt(element);
    case "date_picker":
      return stringIn(element, "initial_date");
    case "picker_time":
      return stringIn(element, "initial_time");
    case "picker_datetime":
      return stringIn(element, "initial_datetime");
    default:
      return undefined;
  }
}

/** The names of required fields that nothing was put into: they hold a submit back. */
export function missingFields(fields: readonly FormField[], values: FormValues): ReadonlySet<string> {
  const missing = fields.filter(({ name, required }) => required && isEmpty(values[name]));
  return new Set(missing.map(({ name }) => name));
}

function optionAt(element: JsonObject): string | undefined {
  const index = fieldIn(element, "initial_index");
  return typeof index === "number" ? stringIn(listIn(element, "options")[index - 1], "value") : undefined;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}
