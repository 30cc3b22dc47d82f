import { type PropsOf, withPlainTexts } from "../builder.ts";
import type { ContainedElement, Containing } from "./contained-element.ts";
import type { CollapsiblePanel, CollapsiblePanelHeader } from "./element.ts";

type Props<Child> = Omit<Containing<CollapsiblePanel, Child>, "header"> & {
  readonly header: PropsOf<CollapsiblePanelHeader>;
};

/**
 * A panel that can be folded.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/collapsible-panel
 * @example
 * ```ts
 * import { collapsiblePanel, markdown } from "larkwire/cards";
 *
 * collapsiblePanel({ header: { title: "Details" }, elements: [markdown("Folded until somebody asks.")] });
 * ```
 */
export function collapsiblePanel<Child extends ContainedElement>(props: Props<Child>): CollapsiblePanel<Child>;
export function collapsiblePanel(props: Props<unknown>): object {
  return { tag: "collapsible_panel", ...props, header: withPlainTexts(props.header) };
}
