import { IconChevronRight } from "@douyinfe/semi-icons";
import { type CSSProperties, type ReactElement, useId, useState } from "react";
import { booleanIn, fieldIn, listIn, objectIn, stringIn } from "../../api/json.ts";
import { callbackValueOf, linkOf } from "../button-plan.ts";
import { toColor } from "../colors.ts";
import { plainTextOf } from "../plain-text.ts";
import { type ComponentProperties, useScene } from "../scene.ts";
import { toBox, toWidth } from "../spacing.ts";
import { backgroundOf, Stack } from "./layout.tsx";
import { CardText } from "./text.tsx";

/** A part of the card that can be clicked as a whole; what is interactive inside it wins. */
export function InteractiveContainer({ element }: ComponentProperties): ReactElement {
  const id = useId();
  const scene = useScene();
  const behaviors = listIn(element, "behaviors");
  const elements = listIn(element, "elements");
  const disabled = booleanIn(element, "disabled") === true || scene.pendingId !== undefined;

  function press(): void {
    if (disabled) return;
    const link = linkOf(element, behaviors);
    const callsBack = behaviors.some((behavior) => stringIn(behavior, "type") === "callback");
    const value = callbackValueOf(element, behaviors);
    scene.confirm(element, () => {
      if (link !== undefined) window.open(link, "_blank", "noopener,noreferrer");
      if (callsBack) scene.act(id, { tag: "interactive_container", ...(value === undefined ? {} : { value }) });
    });
  }

  const border = fieldIn(element, "has_border") === true;
  const style: CSSProperties = {
    background: backgroundOf(element, scene.colors),
    border: border ? `1px solid ${toColor(stringIn(element, "border_color") ?? "grey-300", scene.colors)}` : undefined,
    borderRadius: toBox(stringIn(element, "corner_radius")),
    padding: toBox(stringIn(element, "padding")) ?? "4px 12px",
    width: toWidth(fieldIn(element, "width")),
  };
  return (
    <div className="card-interactive" style={style} aria-busy={scene.pendingId === id}>
      {/* A button must not contain controls: this one lies beneath the whole container instead. */}
      <button
        type="button"
        className="card-interactive-press"
        aria-label={plainTextOf(elements, scene.locale)}
        disabled={disabled}
        onClick={press}
      />
      <Stack element={element} style={{ rowGap: 4 }}>
        {scene.renderElements(elements)}
      </Stack>
    </div>
  );
}

export function CollapsiblePanel({ element }: ComponentProperties): ReactElement {
  const { renderElements, colors } = useScene();
  const [open, setOpen] = useState(booleanIn(element, "expanded") ?? false);
  const border = objectIn(element, "border");
  const style: CSSProperties =
    border === undefined
      ? {}
      : {
          border: `1px solid ${toColor(stringIn(border, "color") ?? "grey-300", colors)}`,
          borderRadius: toBox(stringIn(border, "corner_radius")) ?? "6px",
        };
  const header = objectIn(element, "header") ?? {};
  return (
    <div className="card-collapsible" style={style}>
      <button
        type="button"
        className="card-collapsible-header"
        aria-expanded={open}
        style={{ background: backgroundOf(header, colors) }}
        onClick={() => setOpen(!open)}
      >
        <CardText text={fieldIn(header, "title")} />
        <IconChevronRight size="small" rotate={open ? 90 : 0} />
      </button>
      {open ? (
        <div className="card-collapsible-body" style={{ padding: toBox(stringIn(element, "padding")) }}>
          <Stack element={element} style={{ rowGap: 8 }}>
            {renderElements(listIn(element, "elements"))}
          </Stack>
        </div>
      ) : null}
    </div>
  );
}
