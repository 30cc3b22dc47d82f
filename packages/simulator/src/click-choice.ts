import type { ClickedAction } from "./console-api/contract.ts";
import { findButtonAction } from "./world/click-target.ts";
import type { JsonObject } from "./world/json.ts";

/** What a person clicks on. */
export type ClickChoice =
  | {
      /** The text, `name` or `element_id` of a button anywhere in the card. */
      readonly button: string;
      /** What the person has put into the form around the button, by component name; the rest keeps its initial value. */
      readonly form_value?: Readonly<Record<string, unknown>> | undefined;
    }
  | {
      /** What any component contributes to `event.action`, as it is. */
      readonly action: ClickedAction;
    };

/** @throws SimulatorError when the card has no such button */
export function toAction(card: JsonObject, choice: ClickChoice): ClickedAction {
  return "action" in choice ? choice.action : findButtonAction(card, choice.button, choice.form_value);
}
