/** A piece of a text: the words between the links, or a link. */
export type TextPart =
  | { readonly type: "words"; readonly text: string }
  | { readonly type: "link"; readonly url: string };

/** Cuts a text at its links, wherever they stand; of two that begin at the same place the longer one is meant. */
export function splitAtLinks(text: string, urls: readonly string[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  const longestFirst = urls.filter((url) => url !== "").toSorted((one, other) => other.length - one.length);
  let from = 0;
  while (from < text.length) {
    const next = firstOf(text, longestFirst, from);
    if (next === undefined) break;
    if (next.at > from) parts.push({ type: "words", text: text.slice(from, next.at) });
    parts.push({ type: "link", url: next.url });
    from = next.at + next.url.length;
  }
  if (from < text.length) parts.push({ type: "words", text: text.slice(from) });
  return parts;
}

function firstOf(
  text: string,
  longestFirst: readonly string[],
  from: number,
): { readonly at: number; readonly url: string } | undefined {
  let first: { readonly at: number; readonly url: string } | undefined;
  for (const url of longestFirst) {
    const at = text.indexOf(url, from);
    if (at !== -1 && (first === undefined || at < first.at)) first = { at, url };
  }
  return first;
}
