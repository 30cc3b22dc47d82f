import { isJson, type Json } from "./json.ts";
import type { Source } from "./source.ts";

/** How the card behaves as a whole. */
export function convertConfig(config: unknown, at: Source): Json | undefined {
  const { update_multi, wide_screen_mode, compact_width, ...rest } = isJson(config) ? config : {};
  if (update_multi !== true) {
    at.member("update_multi").note(
      "A card of JSON 2.0 is shared: an update changes it for everybody",
      "Send a card to each person where they shall see different things.",
    );
  }
  const made = { ...(compact_width === true && { width_mode: "compact" }), ...rest };
  return Object.keys(made).length > 0 ? made : undefined;
}
