import type { ClickedAction } from "../console-api/contract.ts";
import { walkComponents } from "./card-components.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import { SimulatorError } from "./simulator-error.ts";

interface Button {
  readonly button: JsonObject;
  readonly form: JsonObject | undefined;
  /** What it may be called by. */
  readonly names: readonly string[];
}

/**
 * The action of clicking a button, found anywhere in a card by its text, name or element_id.
 *
 * @param filled - what the person put into the form around the button, on top of its initial values
 * @throws SimulatorError BUTTON_NOT_FOUND, with the buttons that there are; NOT_CLICKABLE
 */
export function findButtonAction(card: JsonObject, wanted: string, filled: JsonObject | undefined): ClickedAction {
  return toAction(card, JSON.stringify(wanted), ({ names }) => names.includes(wanted), filled);
}

/**
 * The action of submitting a form.
 *
 * @param wanted - which submit button, where there are several
 * @throws SimulatorError BUTTON_NOT_FOUND, NOT_CLICKABLE
 */
export function findSubmitAction(card: JsonObject, filled: JsonObject, wanted: string | undefined): ClickedAction {
  const isWanted = ({ button, form, names }: Button): boolean =>
    form !== undefined && isSubmit(button) && (wanted === undefined || names.includes(wanted));
  return toAction(card, wanted === undefined ? "that submits a form" : JSON.stringify(wanted), isWanted, filled);
}

function toAction(
  card: JsonObject,
  described: string,
  isWanted: (button: Button) => boolean,
  filled: JsonObject | undefined,
): ClickedAction {
  const buttons = [...listButtons(card)];
  const [found, other] = buttons.filter(isWanted);
  if (found === undefined || other !== undefined) {
    const problem = found === undefined ? "There is no button" : "There are several buttons";
    const list = buttons.map(({ names }) => names.map((name) => JSON.stringify(name)).join(" / ")).join(", ");
    throw new SimulatorError(
      "BUTTON_NOT_FOUND",
      `${problem} ${described} in this card. Its buttons: ${list || "none"}.`,
    );
  }
  const { button, form } = found;
  if (button.disabled === true) throw new SimulatorError("NOT_CLICKABLE", `The button ${described} is disabled.`);
  const value = callbackValueOf(button);
  const name = button.name;
  return {
    tag: "button",
    ...(value === undefined ? {} : { value }),
    ...(form !== undefined && typeof name === "string" ? { name } : {}),
    ...(form !== undefined && isSubmit(button) ? { form_value: { ...initialValuesOf(form), ...filled } } : {}),
  };
}

function* listButtons(card: JsonObject): Generator<Button> {
  for (const { component, form } of walkComponents(card)) {
    if (!isJsonObject(component) || component.tag !== "button") continue;
    const { text, name, element_id } = component;
    const label = isJsonObject(text) ? text.content : undefined;
    yield { button: component, form, names: [label, name, element_id].filter((item) => typeof item === "string") };
  }
}

function behaviorsOf(component: JsonObject): readonly JsonObject[] {
  const { behaviors } = component;
  return Array.isArray(behaviors) ? behaviors.filter(isJsonObject) : [];
}

/** What the app has bound to a component. */
export function callbackValueOf(component: JsonObject): unknown {
  const callback = behaviorsOf(component).find(({ type }) => type === "callback");
  return callback?.value ?? component.value;
}

function isSubmit(button: JsonObject): boolean {
  if (button.form_action_type === "submit" || button.action_type === "form_submit") return true;
  return behaviorsOf(button).some(({ type, behavior = "submit" }) => type === "form_action" && behavior === "submit");
}

/** What the form contains as long as nobody touches it. */
function initialValuesOf(form: JsonObject): JsonObject {
  const values: Record<string, unknown> = {};
  for (const { component } of walkComponents({ elements: form.elements })) {
    if (!isJsonObject(component) || typeof component.name !== "string") continue;
    const { default_value, initial_option, selected_values, checked } = component;
    const value = default_value ?? initial_option ?? selected_values ?? checked;
    if (value !== undefined) values[component.name] = value;
  }
  return values;
}
