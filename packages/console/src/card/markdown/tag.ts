/** `<font color='red'>`, `</font>`, `<br/>`. */
export interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  /** How many characters it takes. */
  readonly length: number;
}

const maxTagCharacters = 600;
const tagPattern = /^<(\/?)([a-z_]{1,20})((?:\s+[a-z_]{1,30}\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>/]+))*)\s*\/?>/i;
const attributePattern = /([a-z_]{1,30})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>/]+))/gi;

/** The tag that starts at `index`, if one does. */
export function parseTag(source: string, index: number): Tag | undefined {
  const match = tagPattern.exec(source.slice(index, index + maxTagCharacters));
  if (match === null) return undefined;
  const [whole, slash, name = "", attributeText = ""] = match;
  const attributes = new Map<string, string>();
  for (const [, key = "", double, single, bare] of attributeText.matchAll(attributePattern)) {
    attributes.set(key.toLowerCase(), double ?? single ?? bare ?? "");
  }
  return { name: name.toLowerCase(), closing: slash === "/", attributes, length: whole.length };
}
