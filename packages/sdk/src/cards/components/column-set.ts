import type { ContainedElement, Containing } from "./contained-element.ts";
import type { Column, ColumnSet } from "./element.ts";

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
export function column<Child extends ContainedElement>(props: Containing<Column, Child>): Column<Child> {
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
export function columnSet<Each extends Column<ContainedElement>>(
  props: Omit<ColumnSet, "tag" | "columns"> & { readonly columns: readonly Each[] },
): ColumnSet<Each["elements"][number]> {
  return { tag: "column_set", ...props };
}
