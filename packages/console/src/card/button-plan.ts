import type { ClickedAction } from "@larkwire/simulator/contract";
import { booleanIn, fieldIn, type JsonObject, listIn, objectIn, stringIn } from "../api/json.ts";
import { safeLink } from "./safe-link.ts";

/** What a click on a button does. Opening a link and calling back may both happen. */
export interface ButtonPlan {
  readonly kind: "plain" | "submit" | "reset";
  readonly openUrl: string | undefined;
  /** What is sent; `form_value` is added on submit. `undefined` when nothing is sent. */
  readonly action: ClickedAction | undefined;
}

export function toButtonPlan(button: JsonObject): ButtonPlan {
  const behaviors = listIn(button, "behaviors");
  const kind = kindOf(button, behaviors);
  const openUrl = kind === "plain" ? linkOf(button, behaviors) : undefined;
  const value = callbackValueOf(button, behaviors);
  const name = stringIn(button, "name");
  const action: ClickedAction = {
    tag: "button",
    ...(value === undefined ? {} : { value }),
    ...(kind === "submit" && name !== undefined ? { name } : {}),
  };
  return {
    kind,
    openUrl,
    action: kind === "submit" || callsBack(button, behaviors, kind, openUrl) ? action : undefined,
  };
}

/** The value of the callback behaviour, or of the component itself in JSON 1.0. */
export function callbackValueOf(
  component: JsonObject,
  behaviors: readonly unknown[] = listIn(component, "behaviors"),
): unknown {
  const callback = behaviors.find((behavior) => stringIn(behavior, "type") === "callback");
  return fieldIn(callback, "value") ?? fieldIn(component, "value");
}

/** Where an `open_url` behaviour, `url` or `multi_url` leads on this kind of client. */
export function linkOf(
  component: JsonObject,
  behaviors: readonly unknown[] = listIn(component, "behaviors"),
): string | undefined {
  const behavior = behaviors.find((candidate) => stringIn(candidate, "type") === "open_url");
  const multiUrl = objectIn(component, "multi_url");
  return [
    stringIn(behavior, "pc_url"),
    stringIn(behavior, "default_url"),
    stringIn(multiUrl, "pc_url"),
    stringIn(multiUrl, "url"),
    stringIn(component, "url"),
  ]
    .map(safeLink)
    .find((link) => link !== undefined);
}

function kindOf(button: JsonObject, behaviors: readonly unknown[]): ButtonPlan["kind"] {
  const formAction = behaviors.find((behavior) => stringIn(behavior, "type") === "form_action");
  const type =
    stringIn(button, "form_action_type") ?? stringIn(formAction, "behavior") ?? stringIn(button, "action_type");
  if (type === "reset" || type === "form_reset") return "reset";
  if (type === "submit" || type === "form_submit" || formAction !== undefined) return "submit";
  return "plain";
}

/** A click without any behaviour still calls back; one that only opens a link does not. */
function callsBack(
  button: JsonObject,
  behaviors: readonly unknown[],
  kind: ButtonPlan["kind"],
  openUrl: string | undefined,
): boolean {
  if (kind === "reset") return false;
  if (behaviors.length > 0) return behaviors.some((behavior) => stringIn(behavior, "type") === "callback");
  const linkOnly = openUrl !== undefined && booleanIn(button, "complex_interaction") !== true;
  return !linkOnly || stringIn(button, "action_type") === "multi";
}
