import type { ClickedAction } from "./console-api/contract.ts";
import type { Attempt } from "./judge/attempt.ts";
import { findFormFault } from "./judge/card-fault.ts";
import type { JsonObject } from "./world/json.ts";

type Failure = Extract<Attempt, { readonly type: "failed" }>;

/** Nobody wants clicks. */
export const notSubscribed: Failure = {
  type: "failed",
  code: 200_340,
  detail: "no version with a card callback is published",
};

/** The card is too old. The platform's documents name no code for it. */
export const cardExpired: Failure = {
  type: "failed",
  code: 200_080,
  detail: "the card was sent too long ago: clicks on it are no longer passed on",
};

/** Why the form around the clicked component cannot be submitted. */
export function findFormFailure(card: JsonObject, action: ClickedAction): Failure | undefined {
  const detail = action.form_value === undefined ? undefined : findFormFault(card);
  return detail === undefined ? undefined : { type: "failed", code: 200_530, detail };
}
