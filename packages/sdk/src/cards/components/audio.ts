import { type Builder, builder } from "../builder.ts";
import type { Color } from "../parts/color.ts";
import type { Placed, Sides } from "../parts/layout.ts";
import type { Localized } from "../parts/locale.ts";
import type { PlainText } from "../parts/text.ts";

/**
 * A recording that can be played. The card must say `enable_forward: false`.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/audio
 */
export interface Audio extends Placed {
  readonly tag: "audio";
  /** Of an uploaded file in Opus. */
  readonly file_key: string;
  readonly i18n_file_key?: Localized<string> | undefined;
  /** Unique in the card. */
  readonly audio_id?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly disabled_tips?: PlainText | undefined;
  readonly show_progress_bar?: boolean | undefined;
  readonly show_time?: boolean | undefined;
  readonly time_display?: "default" | "both" | undefined;
  readonly time_position?: "end" | "start" | "both_sides" | undefined;
  readonly border?: object | undefined;
  readonly style?: "normal" | "flat" | "speak" | undefined;
  readonly padding?: Sides | undefined;
  readonly background_style?: Color | undefined;
  readonly fill_color?: Color | undefined;
  readonly width?: "default" | "fill" | "auto" | `${number}px` | undefined;
  /** What clients show that cannot play. */
  readonly fallback?: object | undefined;
}

/**
 * A recording that can be played.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/audio
 * @example
 * ```ts
 * import { audio, card } from "larkwire/cards";
 *
 * card({ config: { enable_forward: false }, elements: [audio({ file_key: "file_v2_1", show_time: true })] });
 * ```
 */
export const audio: Builder<Audio> = builder("audio");
