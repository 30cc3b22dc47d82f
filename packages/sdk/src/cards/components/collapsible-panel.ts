import { type PropsOf, withPlainTexts } from "../builder.ts";
import type { MessageCardNestedElement } from "../message-card/element.ts";
import type {
  CollapsiblePanel,
  CollapsiblePanelHeader,
  FormElement,
  NestedElement,
  PortableElement,
} from "./element.ts";

type Props<Child> = Omit<CollapsiblePanel<Child>, "tag" | "header"> & {
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
export function collapsiblePanel(props: Props<PortableElement>): CollapsiblePanel<PortableElement>;
export function collapsiblePanel(props: Props<FormElement>): CollapsiblePanel<FormElement>;
export function collapsiblePanel(props: Props<MessageCardNestedElement>): CollapsiblePanel<MessageCardNestedElement>;
export function collapsiblePanel(props: Props<NestedElement>): CollapsiblePanel;
export function collapsiblePanel(props: Props<unknown>): object {
  return { tag: "collapsible_panel", ...props, header: withPlainTexts(props.header) };
}
