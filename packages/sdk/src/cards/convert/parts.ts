import { isJson, type Json } from "./json.ts";

/** A component as JSON 2.0 writes what both versions have: texts, icons, questions and gaps. */
export function carryOver(component: Json): Json {
  return Object.fromEntries(
    Object.entries(component).map(([name, value]) => [name === "ud_icon" ? "icon" : name, part(name, value)]),
  );
}

function part(name: string, value: unknown): unknown {
  switch (name) {
    case "horizontal_spacing":
    case "vertical_spacing":
      // 16 px have another name.
      return value === "large" ? "extra_large" : value;
    case "ud_icon":
      return isJson(value) ? standardIcon(value) : value;
    case "confirm":
      return isJson(value) ? carryOver(value) : value;
    default:
      return isJson(value) && (value.tag === "plain_text" || value.tag === "lark_md") ? text(value) : value;
  }
}

function standardIcon({ token, style }: Json): Json {
  return { tag: "standard_icon", token, ...(isJson(style) && "color" in style && { color: style.color }) };
}

/** `i18n` is the old name. */
function text({ i18n, ...rest }: Json): Json {
  return i18n === undefined ? rest : { i18n_content: i18n, ...rest };
}

/** The image of a header, or of a note, as an icon. */
export function customIcon(image: unknown): unknown {
  return isJson(image) && "img_key" in image && image.tag !== "standard_icon"
    ? { tag: "custom_icon", img_key: image.img_key }
    : image;
}
