import type { ReactElement, ReactNode } from "react";
import { fieldIn, type JsonObject, stringIn } from "../../api/json.ts";
import { useMessages } from "../../ui/i18n/language.tsx";
import { textOf } from "../card-text.ts";
import { useScene } from "../scene.ts";
import { toWidth } from "../spacing.ts";
import "./controls.css";

/** A control with its label, and what is wrong with it. */
export function Labelled(props: {
  readonly element: JsonObject;
  readonly id: string;
  readonly missing: boolean;
  readonly children: ReactNode;
}): ReactElement {
  const { element, id, missing, children } = props;
  const { locale } = useScene();
  const { card } = useMessages();
  const label = textOf(fieldIn(element, "label"), locale);
  const width = fieldIn(element, "width");
  const atLeft = stringIn(element, "label_position") === "left";
  const className = `card-field-control${atLeft ? " card-field-control--left" : ""}${width === "fill" ? " card-field-control--fill" : ""}`;
  return (
    <div className={className} style={toWidth(width) === undefined ? {} : { width: toWidth(width) }}>
      {label === "" ? null : (
        <label htmlFor={id}>
          {label}
          {fieldIn(element, "required") === true ? <span className="card-required"> *</span> : null}
        </label>
      )}
      <div className="card-field-body">
        {children}
        {missing ? (
          <p className="card-field-error" role="alert">
            {card.required}
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** What a control is called for those who do not see it. */
export function useControlName(element: JsonObject, fallback: string): string {
  const { locale } = useScene();
  const label = textOf(fieldIn(element, "label"), locale);
  const placeholder = textOf(fieldIn(element, "placeholder"), locale);
  return [label, placeholder, stringIn(element, "name") ?? "", fallback].find((name) => name !== "") ?? fallback;
}

export function usePlaceholder(element: JsonObject, fallback: string): string {
  const { locale } = useScene();
  const placeholder = textOf(fieldIn(element, "placeholder"), locale);
  return placeholder === "" ? fallback : placeholder;
}
