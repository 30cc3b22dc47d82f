import { lazy, type ReactElement, Suspense } from "react";
import { stringIn } from "../../api/json.ts";
import { useMessages } from "../../ui/i18n/language.tsx";
import type { ComponentProperties } from "../scene.ts";
import { useField } from "../use-field.ts";
import { toZonedValue } from "../zoned-date.ts";
import { Labelled, useControlName, usePlaceholder } from "./labelled.tsx";

// A calendar is the heaviest of all components and most cards have none.
const PickerControl = lazy(async () => ({ default: (await import("./picker-control.tsx")).PickerControl }));

/** `date_picker`, `picker_time` and `picker_datetime`. */
export function Picker({ element }: ComponentProperties): ReactElement {
  const field = useField(element);
  const { card } = useMessages();
  const tag = stringIn(element, "tag");
  const kind = tag === "picker_time" ? "time" : tag === "picker_datetime" ? "datetime" : "date";
  const placeholder = usePlaceholder(element, kind === "time" ? card.pickTime : card.pickDate);
  const name = useControlName(element, placeholder);
  return (
    <Labelled element={element} id="" missing={field.missing}>
      <Suspense fallback={<span className="card-input card-input--loading">{placeholder}</span>}>
        <PickerControl
          kind={kind}
          value={toPickerValue(field.value, kind)}
          placeholder={placeholder}
          name={name}
          disabled={field.disabled}
          invalid={field.missing}
          onPick={(picked) => {
            const value = picked === undefined ? undefined : toZonedValue(picked, -new Date().getTimezoneOffset());
            field.setValue(value);
            if (value !== undefined) field.send({ option: value });
          }}
        />
      </Suspense>
    </Labelled>
  );
}

const formats = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/,
} as const;

/** The value without its time zone, if it is one at all. */
function toPickerValue(value: unknown, kind: keyof typeof formats): string | undefined {
  if (typeof value !== "string") return undefined;
  const local = value.replace(/ [+-]\d{4}$/, "");
  return formats[kind].test(local) ? local : undefined;
}
