import type { Json } from "./json.ts";

type ColumnWidth = Readonly<{ width: "auto" }> | Readonly<{ width: "weighted"; weight: 1 }>;

const byContent: ColumnWidth = { width: "auto" };
const evenly: ColumnWidth = { width: "weighted", weight: 1 };

/** How an `action` module arranges, in terms of columns. */
const layouts: Readonly<Record<string, { readonly flex_mode: string; readonly column: ColumnWidth }>> = {
  bisected: { flex_mode: "bisect", column: evenly },
  trisection: { flex_mode: "trisect", column: evenly },
};
const flow = { flex_mode: "flow", column: byContent };

/** Components side by side; one alone needs no columns. */
export function row(elements: readonly Json[], layout?: unknown): readonly Json[] {
  if (elements.length < 2) return elements;
  const { flex_mode, column } =
    typeof layout === "string" && Object.hasOwn(layouts, layout) ? (layouts[layout] ?? flow) : flow;
  return [
    {
      tag: "column_set",
      flex_mode,
      horizontal_spacing: "8px",
      columns: elements.map((element) => ({ tag: "column", ...column, elements: [element] })),
    },
  ];
}

/** A component that fills the line, and another one at its end. */
export function besides(main: Json, extra: readonly Json[]): readonly Json[] {
  if (extra.length === 0) return [main];
  return [
    {
      tag: "column_set",
      columns: [
        { tag: "column", ...evenly, elements: [main] },
        { tag: "column", ...byContent, elements: extra },
      ],
    },
  ];
}
