import { type Builder, builder } from "../builder.ts";
import type { Placed } from "../parts/layout.ts";

/**
 * A chart, described as VChart does.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/chart
 */
export interface Chart extends Placed {
  readonly tag: "chart";
  /** A specification of VChart, with `type` and `data`. */
  readonly chart_spec: object;
  /** @default "16:9" on desktops, "1:1" on phones */
  readonly aspect_ratio?: "1:1" | "2:1" | "4:3" | "16:9" | undefined;
  /** @default "brand" */
  readonly color_theme?: "brand" | "rainbow" | "complementary" | "converse" | "primary" | undefined;
  /** Whether a click shows the chart in full size. @default true */
  readonly preview?: boolean | undefined;
  /** From 1 to 999 px; `auto` follows the aspect ratio. @default "auto" */
  readonly height?: "auto" | `${number}px` | undefined;
}

/**
 * A chart.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/chart
 * @example
 * ```ts
 * import { chart } from "larkwire/cards";
 *
 * chart({
 *   chart_spec: { type: "bar", data: { values: [{ day: "Mon", builds: 12 }] }, xField: "day", yField: "builds" },
 *   aspect_ratio: "16:9",
 * });
 * ```
 */
export const chart: Builder<Chart> = builder("chart");
