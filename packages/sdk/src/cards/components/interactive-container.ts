import { type PropsOf, withPlainTexts } from "../builder.ts";
import type { ContainedElement, Containing } from "./contained-element.ts";
import type { InteractiveContainer } from "./element.ts";

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
export function interactiveContainer<Child extends ContainedElement>(
  props: Containing<PropsOf<InteractiveContainer>, Child>,
): InteractiveContainer<Child>;
export function interactiveContainer(props: object): object {
  return { tag: "interactive_container", ...withPlainTexts(props) };
}
