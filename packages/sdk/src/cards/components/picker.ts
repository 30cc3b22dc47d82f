import { builder, type FieldBuilder } from "../builder.ts";
import type { PlainText } from "../parts/text.ts";
import type { Field, Wide } from "./interactive.ts";

interface Picker extends Field, Wide {
  readonly placeholder?: PlainText | undefined;
}

/**
 * A day.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/date-picker
 */
export interface DatePicker extends Picker {
  readonly tag: "date_picker";
  /** `yyyy-MM-dd`. */
  readonly initial_date?: `${number}-${number}-${number}` | undefined;
}

/**
 * A time of day.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/time-selector
 */
export interface PickerTime extends Picker {
  readonly tag: "picker_time";
  /** `HH:mm`. */
  readonly initial_time?: `${number}:${number}` | undefined;
}

/**
 * A day and its time.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/date-time-picker
 */
export interface PickerDatetime extends Picker {
  readonly tag: "picker_datetime";
  /** `yyyy-MM-dd HH:mm`. */
  readonly initial_datetime?: `${number}-${number}-${number} ${number}:${number}` | undefined;
}

/**
 * A day.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/date-picker
 * @example
 * ```ts
 * import { datePicker } from "larkwire/cards";
 *
 * datePicker({ name: "from", placeholder: "First day", required: true, initial_date: "2026-01-31" });
 * ```
 */
export const datePicker: FieldBuilder<DatePicker> = builder("date_picker");

/**
 * A time of day.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/time-selector
 * @example
 * ```ts
 * import { pickerTime } from "larkwire/cards";
 *
 * pickerTime({ initial_time: "09:30" });
 * ```
 */
export const pickerTime: FieldBuilder<PickerTime> = builder("picker_time");

/**
 * A day and its time.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/date-time-picker
 * @example
 * ```ts
 * import { pickerDatetime } from "larkwire/cards";
 *
 * pickerDatetime({ initial_datetime: "2026-01-31 09:30" });
 * ```
 */
export const pickerDatetime: FieldBuilder<PickerDatetime> = builder("picker_datetime");
