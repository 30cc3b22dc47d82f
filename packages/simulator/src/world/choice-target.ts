import type { ClickedAction } from "../console-api/contract.ts";
import { walkComponents } from "./card-components.ts";
import { callbackValueOf } from "./click-target.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import { SimulatorError } from "./simulator-error.ts";

/** What a person picks, types or ticks: an option, a text, or whether something is checked. */
export type Choice = string | boolean;

const single = ["select_static", "select_person", "overflow", "date_picker", "picker_time", "picker_datetime"];

/** How the choice reaches the app, by component; those that take several choices exist in forms only. */
function toMembers(component: JsonObject, choice: Choice): Partial<ClickedAction> | undefined {
  const tag = String(component.tag);
  if (typeof choice === "boolean") return tag === "checker" ? { checked: choice } : undefined;
  if (tag === "input") return { input_value: choice };
  if (tag === "select_img" && component.multi_select !== true) return { options: [optionOf(component, choice)] };
  return single.includes(tag) ? { option: optionOf(component, choice) } : undefined;
}

/**
 * The action of choosing in a component outside forms, found by its `name`, `element_id` or placeholder.
 *
 * @throws SimulatorError COMPONENT_NOT_FOUND, OPTION_NOT_FOUND, NOT_CLICKABLE
 */
export function findChoiceAction(card: JsonObject, wanted: string, choice: Choice): ClickedAction {
  const places = [...walkComponents(card)].filter(({ component }) => namesOf(component).includes(wanted));
  const [found, other] = places;
  if (found === undefined || other !== undefined || !isJsonObject(found.component)) {
    const problem = found === undefined ? "There is nothing" : "There are several components";
    throw new SimulatorError("COMPONENT_NOT_FOUND", `${problem} called ${JSON.stringify(wanted)} in this card.`);
  }
  const { component, form } = found;
  const name = JSON.stringify(wanted);
  if (component.disabled === true) throw new SimulatorError("NOT_CLICKABLE", `The component ${name} is disabled.`);
  if (form !== undefined) {
    throw new SimulatorError("NOT_CLICKABLE", `The component ${name} is in a form: what it holds goes with submit().`);
  }
  const members = toMembers(component, choice);
  if (members === undefined) {
    throw new SimulatorError("NOT_CLICKABLE", `A ${String(component.tag)} does not take ${JSON.stringify(choice)}.`);
  }
  const value = callbackValueOf(component);
  return {
    tag: String(component.tag),
    ...(value === undefined ? {} : { value }),
    ...(typeof component.name === "string" ? { name: component.name } : {}),
    ...members,
  };
}

function namesOf(component: unknown): readonly unknown[] {
  if (!isJsonObject(component)) return [];
  const { name, element_id, placeholder } = component;
  return [name, element_id, isJsonObject(placeholder) ? placeholder.content : undefined].filter(
    (item) => typeof item === "string",
  );
}

/** The value of an option, given by value or by text; where a component lists none, whatever is given. */
function optionOf({ options }: JsonObject, wanted: string): string {
  if (!Array.isArray(options) || options.length === 0) return wanted;
  const found = options.find(
    (option) => isJsonObject(option) && (option.value === wanted || textOf(option) === wanted),
  );
  if (isJsonObject(found)) return String(found.value);
  const list = options.map((option) => JSON.stringify(isJsonObject(option) ? option.value : option)).join(", ");
  throw new SimulatorError("OPTION_NOT_FOUND", `There is no option ${JSON.stringify(wanted)}: there are ${list}.`);
}

function textOf({ text }: JsonObject): unknown {
  return isJsonObject(text) ? text.content : undefined;
}
