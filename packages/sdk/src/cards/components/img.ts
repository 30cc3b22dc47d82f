import { type Builder, builder } from "../builder.ts";
import type { Pixels, Placed } from "../parts/layout.ts";
import type { Localized } from "../parts/locale.ts";
import type { PlainText } from "../parts/text.ts";

/**
 * An uploaded image.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/image
 */
export interface Img extends Placed {
  readonly tag: "img";
  readonly img_key: string;
  readonly i18n_img_key?: Localized<string> | undefined;
  /** What is read out, and shown on hover; it may be empty. */
  readonly alt: PlainText;
  readonly title?: PlainText | undefined;
  readonly corner_radius?: Pixels | `${number}%` | undefined;
  readonly scale_type?: "crop_center" | "crop_top" | "fit_horizontal" | undefined;
  /** By name, or width and height: `160px 90px`. */
  readonly size?: "stretch" | "large" | "medium" | "small" | "tiny" | `${Pixels} ${Pixels}` | undefined;
  /** Whether transparent parts stay so. @default false */
  readonly transparent?: boolean | undefined;
  /** Whether a click shows the image in full size. @default true */
  readonly preview?: boolean | undefined;
}

/**
 * An uploaded image.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/image
 * @example
 * ```ts
 * import { img } from "larkwire/cards";
 *
 * img({ img_key: "img_v3_02er", alt: "The office in spring", scale_type: "fit_horizontal" });
 * ```
 */
export const img: Builder<Img> = builder("img");
