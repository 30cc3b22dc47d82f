import type { ReactElement } from "react";
import { booleanIn, fieldIn, listIn, objectIn } from "../../api/json.ts";
import type { ComponentProperties } from "../scene.ts";
import { useField } from "../use-field.ts";
import { CardText } from "./text.tsx";

/** A task to tick off. Without behaviours the tick stays on this page. */
export function Checker({ element }: ComponentProperties): ReactElement {
  const field = useField(element);
  const checked = field.value === true;
  const struck = checked && booleanIn(objectIn(element, "checked_style"), "show_strikethrough") === true;
  return (
    <label className={struck ? "card-checker card-checker--struck" : "card-checker"}>
      <input
        type="checkbox"
        checked={checked}
        disabled={field.disabled}
        onChange={(event) => {
          field.setValue(event.target.checked);
          if (listIn(element, "behaviors").length > 0) field.send({ checked: event.target.checked });
        }}
      />
      <CardText text={fieldIn(element, "text")} />
    </label>
  );
}
