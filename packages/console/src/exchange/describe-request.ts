import { fieldIn, isJsonObject, stringIn } from "../api/json.ts";

/** Who did what, read from a callback. */
export interface RequestDescription {
  readonly operatorId: string | undefined;
  /** The clicked component and what it carried, or the link. */
  readonly what: string | undefined;
}

const maxCharacters = 90;

/** Understands `card.action.trigger`, its legacy form and `url.preview.get`; says less about anything else. */
export function describeRequest(body: unknown): RequestDescription {
  const event = fieldIn(body, "event") ?? body;
  const action = fieldIn(event, "action");
  const operatorId = stringIn(fieldIn(event, "operator"), "open_id") ?? stringIn(event, "open_id");
  const what = isJsonObject(action) ? describeAction(action) : stringIn(fieldIn(event, "context"), "url");
  return { operatorId, what: what?.slice(0, maxCharacters) };
}

function describeAction(action: unknown): string {
  const carried = ["form_value", "option", "options", "input_value", "checked", "value"]
    .map((key) => fieldIn(action, key))
    .find((value) => value !== undefined && value !== "" && !isEmptyObject(value));
  const tag = stringIn(action, "tag") ?? "";
  const text =
    typeof carried === "string" ? carried : carried === undefined ? stringIn(action, "name") : JSON.stringify(carried);
  return text === undefined ? tag : `${tag} ${text}`;
}

function isEmptyObject(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}
