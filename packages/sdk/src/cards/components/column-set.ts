import type { MessageCardNestedElement } from "../message-card/element.ts";
import type { Column, ColumnSet, FormElement, NestedElement, PortableElement } from "./element.ts";

/**
 * One of the columns side by side.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/column-set
 * @example
 * ```ts
 * import { column, columnSet, markdown } from "larkwire/cards";
 *
 * columnSet({ columns: [column({ width: "weighted", weight: 2, elements: [markdown("wide")] })] });
 * ```
 */
export function column(props: Omit<Column<PortableElement>, "tag">): Column<PortableElement>;
export function column(props: Omit<Column<FormElement>, "tag">): Column<FormElement>;
export function column(props: Omit<Column<MessageCardNestedElement>, "tag">): Column<MessageCardNestedElement>;
export function column(props: Omit<Column<NestedElement>, "tag">): Column;
export function column(props: object): object {
  return { tag: "column", ...props };
}

/**
 * Columns side by side.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/column-set
 * @example
 * ```ts
 * import { button, column, columnSet, markdown } from "larkwire/cards";
 *
 * columnSet({
 *   flex_mode: "stretch",
 *   columns: [column({ elements: [markdown("Build 42")] }), column({ elements: [button({ text: "Open" })] })],
 * });
 * ```
 */
export function columnSet(props: Omit<ColumnSet<PortableElement>, "tag">): ColumnSet<PortableElement>;
export function columnSet(props: Omit<ColumnSet<FormElement>, "tag">): ColumnSet<FormElement>;
export function columnSet(props: Omit<ColumnSet<MessageCardNestedElement>, "tag">): ColumnSet<MessageCardNestedElement>;
export function columnSet(props: Omit<ColumnSet<NestedElement>, "tag">): ColumnSet;
export function columnSet(props: object): object {
  return { tag: "column_set", ...props };
}
