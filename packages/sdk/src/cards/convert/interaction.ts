import { isJson, type Json, listIn } from "./json.ts";
import type { Source } from "./source.ts";

/** What a click does, as `behaviors` and `form_action_type`. */
export function convertInteraction(component: Json, at: Source): Json {
  const { value, url, multi_url, complex_interaction, action_type, behaviors, ...rest } = component;
  const former = listIn(behaviors);
  const made = former.length > 0 ? former.filter((each) => !isFormAction(each)) : legacyBehaviors(component, at);
  const form = formActionType(action_type, former.find(isFormAction));
  return {
    ...rest,
    ...(made.length > 0 && { behaviors: made }),
    ...(form !== undefined && { form_action_type: form }),
  };
}

function legacyBehaviors(component: Json, at: Source): readonly Json[] {
  const { value, url, multi_url, complex_interaction, action_type } = component;
  const link = openUrl(multi_url ?? (url === undefined ? undefined : { url }));
  const callback = value === undefined || value === null ? [] : [{ type: "callback", value }];
  if (link === undefined) return callback;
  if (complex_interaction === true || action_type === "multi") return [link, { type: "callback", value: value ?? {} }];
  if (callback.length > 0) {
    at.member("value").note(
      "Beside a link it only counted with complex_interaction",
      "It was left away; add a callback to the behaviors if a click shall call the app.",
    );
  }
  return [link];
}

/** A link, with the address that every platform without its own one opens. */
function openUrl(link: unknown): Json | undefined {
  if (!isJson(link)) return undefined;
  const { url, pc_url, ios_url, android_url } = link;
  const fallback = [url, pc_url, ios_url, android_url].find((each) => typeof each === "string" && each !== "");
  if (fallback === undefined) return undefined;
  const own = Object.entries({ pc_url, ios_url, android_url }).filter(([, each]) => each !== undefined && each !== "");
  return { type: "open_url", default_url: fallback, ...Object.fromEntries(own) };
}

function isFormAction(behavior: unknown): behavior is Json {
  return isJson(behavior) && behavior.type === "form_action";
}

function formActionType(actionType: unknown, behavior: Json | undefined): "submit" | "reset" | undefined {
  if (actionType === "form_submit") return "submit";
  if (actionType === "form_reset") return "reset";
  if (behavior === undefined) return undefined;
  return behavior.behavior === "reset" ? "reset" : "submit";
}
