/** @param pattern - a name, or with a `*` at its end everything that begins so */
export function fitsName(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
