import DatePicker from "@douyinfe/semi-ui-19/lib/es/datePicker";
import TimePicker from "@douyinfe/semi-ui-19/lib/es/timePicker";
import type { ReactElement } from "react";

interface PickerControlProperties {
  readonly kind: "date" | "time" | "datetime";
  /** `yyyy-MM-dd`, `HH:mm` or both. */
  readonly value: string | undefined;
  readonly placeholder: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly invalid: boolean;
  onPick(value: string | undefined): void;
}

/** The calendar or clock of a picker. */
export function PickerControl(props: PickerControlProperties): ReactElement {
  const { kind, value, placeholder, name, disabled, invalid, onPick } = props;
  const pick = (picked: unknown): void => onPick(typeof picked === "string" && picked !== "" ? picked : undefined);
  const shared = { disabled, placeholder, "aria-label": name, className: "card-select" };
  const validateStatus = invalid ? "error" : "default";
  if (kind === "time") {
    return (
      <TimePicker
        {...shared}
        format="HH:mm"
        validateStatus={validateStatus}
        {...(value === undefined ? {} : { value })}
        onChange={(_, picked) => pick(picked)}
      />
    );
  }
  return (
    <DatePicker
      {...shared}
      type={kind === "date" ? "date" : "dateTime"}
      format={kind === "date" ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm"}
      needConfirm={kind === "datetime"}
      validateStatus={validateStatus}
      {...(value === undefined ? {} : { value })}
      {...(kind === "date"
        ? { onChange: (_: unknown, picked: unknown) => pick(picked) }
        : { onConfirm: (_: unknown, picked: unknown) => pick(picked) })}
    />
  );
}
