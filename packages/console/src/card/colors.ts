import { fieldIn, type JsonObject, stringIn } from "../api/json.ts";
import { namedColor } from "./palette.ts";

const functionPattern = /^rgba?\(\s*[\d.]{1,6}\s*,\s*[\d.]{1,6}\s*,\s*[\d.]{1,6}\s*(?:,\s*[\d.]{1,8}%?\s*)?\)$/;

/**
 * A colour as a card names it: of the palette, `rgba(…)`, or one that the card's own `config.style.color` defines.
 * `undefined` for the default and for anything else, so nothing from a card reaches CSS unread.
 */
export function toColor(name: string | undefined, cardColors?: JsonObject): string | undefined {
  if (name === undefined) return undefined;
  if (functionPattern.test(name)) return name;
  const own = fieldIn(cardColors, name);
  const light = stringIn(own, "light_mode");
  const dark = stringIn(own, "dark_mode") ?? light;
  if (light !== undefined && dark !== undefined && functionPattern.test(light) && functionPattern.test(dark)) {
    return `light-dark(${light}, ${dark})`;
  }
  return namedColor(name);
}
