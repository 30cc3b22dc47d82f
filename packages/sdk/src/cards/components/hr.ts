import type { Placed } from "../parts/layout.ts";

/**
 * A line across the card.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/divider
 */
export interface Hr extends Placed {
  readonly tag: "hr";
}

/**
 * A line across the card.
 *
 * @see https://open.feishu.cn/document/feishu-cards/card-json-v2-components/content-components/divider
 * @example
 * ```ts
 * import { card, hr, markdown } from "larkwire/cards";
 *
 * card({ elements: [markdown("above"), hr(), markdown("below")] });
 * ```
 */
export function hr(options?: Omit<Hr, "tag">): Hr {
  return { tag: "hr", ...options };
}
