/** A piece of a text: words, or somebody who is mentioned. */
export type MentionPart =
  | { readonly type: "words"; readonly text: string }
  | { readonly type: "mention"; readonly openId: string; readonly written: string };

const tag = /<at user_id="([^"<>]*)">([^<]*)<\/at>/g;

/** Cuts a text where somebody is mentioned, as texts have it on the wire: `<at user_id="ou_…">Ada</at>`. */
export function splitAtMentions(text: string): readonly MentionPart[] {
  const parts: MentionPart[] = [];
  let from = 0;
  for (const found of text.matchAll(tag)) {
    const [whole, openId = "", written = ""] = found;
    if (found.index > from) parts.push({ type: "words", text: text.slice(from, found.index) });
    parts.push({ type: "mention", openId, written });
    from = found.index + whole.length;
  }
  if (from < text.length) parts.push({ type: "words", text: text.slice(from) });
  return parts;
}
