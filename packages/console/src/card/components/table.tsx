import type { ReactElement, ReactNode } from "react";
import { fieldIn, isJsonObject, type JsonObject, listIn, numberIn, objectIn, stringIn } from "../../api/json.ts";
import { MarkdownView, TextTag } from "../markdown/markdown-view.tsx";
import { type ComponentProperties, useScene } from "../scene.ts";

const limits = { columns: 50, rows: 100 } as const;

export function Table({ element }: ComponentProperties): ReactElement {
  const columns = listIn(element, "columns").filter(isJsonObject).slice(0, limits.columns);
  const rows = listIn(element, "rows").filter(isJsonObject).slice(0, limits.rows);
  return (
    <div className="card-table-scroll">
      <table className="card-table">
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={String(index)} style={{ textAlign: alignmentOf(column) }}>
                {stringIn(column, "display_name") ?? stringIn(column, "name")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={String(index)}>
              {columns.map((column, place) => (
                <td key={String(place)} style={{ textAlign: alignmentOf(column) }}>
                  <Cell column={column} value={fieldIn(row, stringIn(column, "name") ?? "")} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ column, value }: { readonly column: JsonObject; readonly value: unknown }): ReactNode {
  const { people, locale } = useScene();
  switch (stringIn(column, "data_type")) {
    case "markdown":
      return <MarkdownView source={plain(value)} dialect="2.0" />;
    case "lark_md":
      return <MarkdownView source={plain(value)} dialect="text" />;
    case "options":
      return Array.isArray(value) ? <Options options={value} /> : plain(value);
    case "persons": {
      const ids = Array.isArray(value) ? value : [value];
      return ids.map((id) => people.get(plain(id)) ?? plain(id)).join(", ");
    }
    case "number":
      return typeof value === "number" ? formatNumber(value, column) : plain(value);
    case "date":
      return typeof value === "number" ? new Date(value).toLocaleDateString(locale.replace("_", "-")) : plain(value);
    default:
      return plain(value);
  }
}

function Options({ options }: { readonly options: readonly unknown[] }): ReactNode {
  return options.map((option, index) => (
    <TextTag key={String(index)} color={stringIn(option, "color") ?? "neutral"}>
      {stringIn(option, "text")}
    </TextTag>
  ));
}

function formatNumber(value: number, column: JsonObject): string {
  const format = objectIn(column, "format");
  const precision = numberIn(format, "precision");
  const digits =
    precision === undefined ? {} : { minimumFractionDigits: clamp(precision), maximumFractionDigits: clamp(precision) };
  const text = value.toLocaleString("en-US", { useGrouping: fieldIn(format, "separator") === true, ...digits });
  return `${stringIn(format, "symbol") ?? ""}${text}`;
}

function clamp(precision: number): number {
  return Math.min(10, Math.max(0, Math.round(precision)));
}

function alignmentOf(column: JsonObject): "left" | "center" | "right" {
  const align = stringIn(column, "horizontal_align");
  if (align === "left" || align === "center" || align === "right") return align;
  return stringIn(column, "data_type") === "number" ? "right" : "left";
}

function plain(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
