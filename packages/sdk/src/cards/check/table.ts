import type { Table } from "../components/table.ts";
import { horizontalAlign, placed, verticalAlign } from "./parts.ts";
import type { Check, Place } from "./place.ts";
import { isAbsent, objectWith, type PropertiesOf, required } from "./shape.ts";
import { flag, integer, isObject, listOf, oneOf, pixels, someText, text, textUpTo } from "./values.ts";

const column = objectWith({
  name: required(someText),
  display_name: text,
  width: (value, at) => {
    if (typeof value !== "string" || !/^(100|[1-9]\d?)%$/.test(value)) pixels(80, 600, "auto")(value, at);
  },
  vertical_align: verticalAlign,
  horizontal_align: horizontalAlign,
  data_type: oneOf("text", "lark_md", "markdown", "options", "number", "persons", "date"),
  format: objectWith({ precision: integer(0, 10), symbol: textUpTo(1), separator: flag }),
  date_format: text,
});

const properties: PropertiesOf<Table> = {
  ...placed,
  // The first 50 are shown.
  columns: required(listOf(column)),
  rows: required((value, at) => {
    if (!Array.isArray(value)) at.fault("table-rows", "It is not a list", "Give one object for each row.");
  }),
  page_size: integer(1, 10),
  row_height: pixels(32, 124, "low", "middle", "high", "auto"),
  row_max_height: pixels(32, 999),
  freeze_first_column: flag,
  header_style: objectWith({
    text_align: horizontalAlign,
    text_size: oneOf("normal", "heading"),
    background_style: oneOf("none", "grey"),
    text_color: oneOf("default", "grey"),
    bold: flag,
    lines: integer(1, 999),
  }),
};
const table = objectWith(properties);

/** A table, and each cell against its column. */
export const tableCheck: Check = (value, at) => {
  table(value, at);
  at.addTables("component", 1);
  if (!isObject(value) || !Array.isArray(value.columns) || !Array.isArray(value.rows)) return;
  const types = new Map<string, unknown>();
  for (const [index, each] of value.columns.entries()) {
    if (!isObject(each) || typeof each.name !== "string") continue;
    if (types.has(each.name)) {
      const mend = "Give each column a name of its own.";
      at.member("columns").item(index).member("name").fault("unique", "Another column has it", mend);
    }
    types.set(each.name, each.data_type);
  }
  const columns: Columns = { types, mend: `Use ${shortList([...types.keys()])}.` };
  const rows = at.member("rows");
  for (const [index, row] of value.rows.entries()) {
    if (at.isFull) return;
    checkRow(row, columns, rows.item(index));
  }
};

interface Columns {
  /** What stands in a column, by its name. */
  readonly types: ReadonlyMap<string, unknown>;
  /** What to do about a cell of no column. */
  readonly mend: string;
}

/** Some names, short enough for a message. */
function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => name.slice(0, 40));
  return [...shown, ...(names.length > shown.length ? ["…"] : [])].join(", ");
}

function checkRow(row: unknown, { types, mend }: Columns, at: Place): void {
  if (!isObject(row)) {
    at.fault("table-rows", "It is not an object", "Map the names of columns to cells.");
    return;
  }
  for (const [name, cell] of Object.entries(row)) {
    if (types.has(name)) checkCell(cell, types.get(name), at.member(name));
    else at.member(name).fault("table-columns", "No column has this name", mend);
  }
}

function checkCell(cell: unknown, type: unknown, at: Place): void {
  if (isAbsent(cell)) return;
  const wrong = (mend: string): void => at.fault("table-rows", "The cell does not fit its column", mend);
  if (type === "number" && typeof cell !== "number") wrong("Give a number.");
  if (type === "date" && typeof cell !== "number") wrong("Give milliseconds since 1970 as a number.");
  if (type === "persons" && !isTextOrTexts(cell)) wrong("Give an id, or a list of them.");
  if (type === "options" && typeof cell !== "string" && !isOptions(cell))
    wrong("Give a text, or a list of {text, color}.");
}

function isTextOrTexts(cell: unknown): boolean {
  return typeof cell === "string" || (Array.isArray(cell) && cell.every((each) => typeof each === "string"));
}

function isOptions(cell: unknown): boolean {
  return Array.isArray(cell) && cell.every((each) => isObject(each) && typeof each.text === "string");
}
