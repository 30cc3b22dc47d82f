import { isJson, type Json } from "./json.ts";
import { carryOver, customIcon } from "./parts.ts";
import { row } from "./row.ts";
import type { Source } from "./source.ts";

const small = { text_size: "notation", text_color: "grey" };

/** A note as small grey text; what stood in front of a text becomes its icon. */
export function convertNote(parts: readonly unknown[], at: Source): readonly Json[] {
  const made: Json[] = [];
  let icon: Json | undefined;
  const endIcon = () => {
    if (icon !== undefined) made.push(alone(icon));
    icon = undefined;
  };
  for (const [index, part] of parts.entries()) {
    if (!isJson(part)) {
      at.item(index).note("It is no part of a note", "It was left away.");
    } else if (part.tag === "plain_text" || part.tag === "lark_md") {
      made.push({ tag: "div", ...(icon && { icon: customIcon(icon) }), text: { ...carryOver(part), ...small } });
      icon = undefined;
    } else {
      endIcon();
      icon = carryOver(part);
    }
  }
  endIcon();
  return row(made);
}

/** An icon without a text behind it. */
function alone(icon: Json): Json {
  return icon.tag === "img"
    ? { ...icon, size: "tiny" }
    : { tag: "div", icon, text: { tag: "plain_text", content: "", ...small } };
}
