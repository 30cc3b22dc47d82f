import { type Builder, builder } from "../builder.ts";
import type { HorizontalAlign, Pixels, Placed, VerticalAlign } from "../parts/layout.ts";

interface Column {
  /** What the rows call the column by. */
  readonly name: string;
  readonly display_name?: string | undefined;
  /** By its content, from 80 to 600 px, or from 1 to 100 %. @default "auto" */
  readonly width?: "auto" | Pixels | `${number}%` | undefined;
  /** @default "center" */
  readonly vertical_align?: VerticalAlign | undefined;
  /** @default "right" for numbers, otherwise "left" */
  readonly horizontal_align?: HorizontalAlign | undefined;
}

/** A column, and what its cells hold: numbers, `[{text, color}]`, ids of persons, milliseconds, or text. */
export type TableColumn =
  | (Column & {
      /** @default "text" */
      readonly data_type?: "text" | "lark_md" | "markdown" | "options" | "persons" | undefined;
    })
  | (Column & {
      readonly data_type: "number";
      /** The precision is from 0 to 10, the symbol one character. */
      readonly format?:
        | {
            readonly precision?: number | undefined;
            readonly symbol?: string | undefined;
            readonly separator?: boolean | undefined;
          }
        | undefined;
    })
  | (Column & {
      readonly data_type: "date";
      /** Of `YYYY`, `MM`, `DD`, `HH`, `mm` and `ss`; RFC 3339 where it is not given. */
      readonly date_format?: string | undefined;
    });

/**
 * A table, at the root of a card only.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/table
 */
export interface Table extends Placed {
  readonly tag: "table";
  /** At most 50. */
  readonly columns: readonly TableColumn[];
  /** One object for each row, by the names of the columns. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Rows on a page, from 1 to 10. @default 5 */
  readonly page_size?: number | undefined;
  /** By name, or from 32 to 124 px. @default "low" */
  readonly row_height?: "low" | "middle" | "high" | "auto" | Pixels | undefined;
  /** From 32 to 999 px, with `row_height: "auto"`. @default "124px" */
  readonly row_max_height?: Pixels | undefined;
  /** @default false */
  readonly freeze_first_column?: boolean | undefined;
  readonly header_style?:
    | {
        readonly text_align?: HorizontalAlign | undefined;
        readonly text_size?: "normal" | "heading" | undefined;
        readonly background_style?: "none" | "grey" | undefined;
        readonly text_color?: "default" | "grey" | undefined;
        readonly bold?: boolean | undefined;
        readonly lines?: number | undefined;
      }
    | undefined;
}

/**
 * A table.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/table
 * @example
 * ```ts
 * import { table } from "larkwire/cards";
 *
 * table({
 *   columns: [{ name: "city", display_name: "City" }, { name: "people", data_type: "number", format: { separator: true } }],
 *   rows: [{ city: "Chengdu", people: 21_403_000 }],
 * });
 * ```
 */
export const table: Builder<Table> = builder("table");
