import { builder, type FieldBuilder } from "../builder.ts";
import type { PlainText } from "../parts/text.ts";
import type { Field } from "./interactive.ts";

/** An image that can be chosen. */
export interface ImageOption {
  readonly img_key: string;
  /** What the app gets. */
  readonly value: string;
  readonly disabled?: boolean | undefined;
  readonly disabled_tips?: PlainText | undefined;
  readonly hover_tips?: PlainText | undefined;
}

/**
 * Images of which one is chosen, or several in a form.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/image-picker
 */
export interface SelectImg extends Omit<Field, "confirm"> {
  readonly tag: "select_img";
  readonly options: readonly ImageOption[];
  /** Several only inside a form. @default false */
  readonly multi_select?: boolean | undefined;
  readonly layout?: "stretch" | "bisect" | "trisect" | undefined;
  /** @default true */
  readonly can_preview?: boolean | undefined;
  readonly aspect_ratio?: "1:1" | "16:9" | "4:3" | undefined;
}

/**
 * Images to choose from.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/interactive-components/image-picker
 * @example
 * ```ts
 * import { selectImg } from "larkwire/cards";
 *
 * selectImg({ layout: "bisect", options: [{ img_key: "img_v3_1", value: "left" }, { img_key: "img_v3_2", value: "right" }] });
 * ```
 */
export const selectImg: FieldBuilder<SelectImg> = builder("select_img");
