import type { MessageCardFormElement } from "../message-card/element.ts";
import type { Containing } from "./contained-element.ts";
import type { Form, FormElement } from "./element.ts";

/**
 * Fields whose values are handed in together.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/form-container
 * @example
 * ```ts
 * import { button, form, input } from "larkwire/cards";
 *
 * form({
 *   name: "leave",
 *   elements: [
 *     input({ name: "reason", label: "Reason", required: true }),
 *     button({ name: "send", text: "Send", type: "primary", form_action_type: "submit" }),
 *   ],
 * });
 * ```
 */
export function form<Child extends FormElement | MessageCardFormElement>(props: Containing<Form, Child>): Form<Child> {
  return { tag: "form", ...props };
}
