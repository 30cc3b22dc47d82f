import { type PropsOf, withPlainTexts } from "../builder.ts";
import type { MessageCardNestedElement } from "../message-card/element.ts";
import type { FormElement, InteractiveContainer, NestedElement, PortableElement } from "./element.ts";

/**
 * Whatever is in it becomes one large button.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/interactive-container
 * @example
 * ```ts
 * import { callback, interactiveContainer, markdown } from "larkwire/cards";
 *
 * interactiveContainer({ has_border: true, behaviors: [callback({ open: 42 })], elements: [markdown("Build 42")] });
 * ```
 */
export function interactiveContainer(
  props: PropsOf<InteractiveContainer<PortableElement>>,
): InteractiveContainer<PortableElement>;
export function interactiveContainer(
  props: PropsOf<InteractiveContainer<FormElement>>,
): InteractiveContainer<FormElement>;
export function interactiveContainer(
  props: PropsOf<InteractiveContainer<MessageCardNestedElement>>,
): InteractiveContainer<MessageCardNestedElement>;
export function interactiveContainer(props: PropsOf<InteractiveContainer<NestedElement>>): InteractiveContainer;
export function interactiveContainer(props: object): object {
  return { tag: "interactive_container", ...withPlainTexts(props) };
}
