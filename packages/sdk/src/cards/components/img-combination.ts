import { type Builder, builder } from "../builder.ts";
import type { Pixels, Placed } from "../parts/layout.ts";

/**
 * Several images, as one picture: two, three, up to six in two columns, or up to nine in three.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/multi-image-laylout
 */
export interface ImgCombination extends Placed {
  readonly tag: "img_combination";
  readonly combination_mode: "double" | "triple" | "bisect" | "trisect";
  readonly img_list: readonly { readonly img_key: string }[];
  readonly corner_radius?: Pixels | `${number}%` | undefined;
  readonly combination_transparent?: boolean | undefined;
}

/**
 * Several images as one picture.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/multi-image-laylout
 * @example
 * ```ts
 * import { imgCombination } from "larkwire/cards";
 *
 * imgCombination({ combination_mode: "double", img_list: [{ img_key: "img_v3_1" }, { img_key: "img_v3_2" }] });
 * ```
 */
export const imgCombination: Builder<ImgCombination> = builder("img_combination");
