import type { CSSProperties, ReactElement } from "react";
import { fieldIn, isJsonObject, type JsonObject, listIn, numberIn, objectIn, stringIn } from "../../api/json.ts";
import { linkOf } from "../button-plan.ts";
import { toColor } from "../colors.ts";
import { type ComponentProperties, useScene } from "../scene.ts";
import { toBox, toSpacing, toWidth } from "../spacing.ts";
import "./layout.css";

export function Rule(): ReactElement {
  return <hr className="card-rule" />;
}

/** The row of interactive components of JSON 1.0. */
export function ActionModule({ element }: ComponentProperties): ReactElement {
  const { renderElements } = useScene();
  const layout = stringIn(element, "layout") ?? "flow";
  return <div className={`card-actions card-actions--${layout}`}>{renderElements(listIn(element, "actions"))}</div>;
}

export function ColumnSet({ element }: ComponentProperties): ReactElement {
  const { version, colors } = useScene();
  const background = backgroundOf(element, colors);
  const flexMode = stringIn(element, "flex_mode") ?? "none";
  const style: CSSProperties = {
    columnGap: toSpacing(stringIn(element, "horizontal_spacing"), version, 8),
    justifyContent: alignment(stringIn(element, "horizontal_align")),
    ...(background === undefined ? {} : { background, padding: 12, borderRadius: 6 }),
  };
  return (
    <div className={`card-columns card-columns--${flexMode}`} style={style}>
      {listIn(element, "columns")
        .filter(isJsonObject)
        .map((column, index) => (
          <Column key={String(index)} column={column} flexMode={flexMode} />
        ))}
    </div>
  );
}

function Column({ column, flexMode }: { readonly column: JsonObject; readonly flexMode: string }): ReactElement {
  const { version, colors, renderElements } = useScene();
  const background = backgroundOf(column, colors);
  const padding = toBox(stringIn(column, "padding")) ?? (background === undefined ? undefined : "8px 12px");
  const style: CSSProperties = {
    ...columnWidth(column, flexMode),
    rowGap: toSpacing(stringIn(column, "vertical_spacing"), version, 8),
    justifyContent: alignment(stringIn(column, "vertical_align")),
    ...(background === undefined ? {} : { background, borderRadius: 6 }),
    ...(padding === undefined ? {} : { padding }),
  };
  const link = linkOf({ multi_url: objectIn(objectIn(column, "action"), "multi_url") });
  const content = (
    <Stack element={column} style={style}>
      {renderElements(listIn(column, "elements"))}
    </Stack>
  );
  if (link === undefined) return content;
  return (
    <a className="card-column-link" href={link} target="_blank" rel="noopener noreferrer">
      {content}
    </a>
  );
}

/** A container's children, below each other or in a row, as its layout attributes say. */
export function Stack(props: {
  readonly element: JsonObject;
  readonly style?: CSSProperties;
  readonly children: React.ReactNode;
}): ReactElement {
  const { version } = useScene();
  const horizontal = stringIn(props.element, "direction") === "horizontal";
  const align = alignment(stringIn(props.element, "horizontal_align"));
  const style: CSSProperties = {
    columnGap: toSpacing(stringIn(props.element, "horizontal_spacing"), version, 8),
    ...(horizontal ? { justifyContent: align } : { alignItems: align === "flex-start" ? "stretch" : align }),
    ...props.style,
  };
  return (
    <div className={horizontal ? "card-stack card-stack--horizontal" : "card-stack"} style={style}>
      {props.children}
    </div>
  );
}

function columnWidth(column: JsonObject, flexMode: string): CSSProperties {
  if (flexMode === "bisect") return { flex: "1 1 calc(50% - 8px)" };
  if (flexMode === "trisect") return { flex: "1 1 calc(33.3% - 8px)" };
  const width = fieldIn(column, "width");
  if (width === "weighted") return { flex: `${Math.min(5, Math.max(1, numberIn(column, "weight") ?? 1))} 1 0%` };
  const fixed = toWidth(width);
  return fixed === undefined ? { flex: "0 1 auto" } : { flex: `0 0 ${fixed}` };
}

export function backgroundOf(element: JsonObject, colors: JsonObject | undefined): string | undefined {
  const name = stringIn(element, "background_style") ?? stringIn(element, "background_color");
  return name === "default" ? undefined : name === "grey" ? "light-dark(#f5f6f7, #2b2b2b)" : toColor(name, colors);
}

function alignment(value: string | undefined): "flex-start" | "center" | "flex-end" {
  if (value === "center") return "center";
  return value === "right" || value === "bottom" ? "flex-end" : "flex-start";
}
