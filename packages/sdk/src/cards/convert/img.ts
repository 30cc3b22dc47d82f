import type { Json } from "./json.ts";
import { plainOnly } from "./plain-only.ts";
import type { Source } from "./source.ts";

/** An image, whose place says today what its size said. */
export function convertImg(component: Json, at: Source): readonly Json[] {
  const { mode, custom_width, compact_width, size, ...rest } = component;
  for (const [name, value] of Object.entries({ custom_width, compact_width })) {
    if (value === undefined || value === false) continue;
    at.member(name).note("JSON 2.0 knows no such width", 'It was left away; give a size such as "300px 200px".');
  }
  return [plainOnly({ ...fromMode(mode), ...fromSize(size), ...rest }, "title", "The title of an image", at)];
}

function fromMode(mode: unknown): Json {
  if (mode === "crop_center" || mode === "fit_horizontal") return { scale_type: mode };
  return mode === undefined ? {} : { scale_type: "crop_center", size: mode };
}

/** A card has 12 px at its sides. */
function fromSize(size: unknown): Json {
  if (size === "stretch_without_padding") return { margin: "0 -12px" };
  return size === undefined ? {} : { size };
}
