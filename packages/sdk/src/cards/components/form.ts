import type { MessageCardNestedElement } from "../message-card/element.ts";
import type { Form } from "./element.ts";

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
export function form(props: Omit<Form, "tag">): Form;
export function form(props: Omit<Form<MessageCardNestedElement>, "tag">): Form<MessageCardNestedElement>;
export function form(props: object): object {
  return { tag: "form", ...props };
}
