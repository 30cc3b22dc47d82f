import type { ClientCodeView } from "../console-api/contract.ts";
import type { JsonObject } from "./json.ts";

/** Beyond this many the links of a message stay as they are: their apps are not asked. */
export const maxLinksPerMessage = 10;

/** What the clients of one person show for a link. */
export interface ShownPreview {
  /** What stands in place of the link. */
  readonly inline: JsonObject | undefined;
  readonly card: JsonObject | undefined;
  /** Why the newest answer was not taken; what was shown before stays. */
  readonly clientCode: ClientCodeView | undefined;
  /** How often another answer or another card has taken the place of the first. */
  readonly revision: number;
}

/** What an app makes of a link in a message. */
export interface LinkPreview {
  readonly token: string;
  readonly appId: string;
  /** By open id, first the person who has posted the link; empty while nobody has an answer. */
  readonly shown: ReadonlyMap<string, ShownPreview>;
}

/** A link in a text. */
export interface MessageLink {
  readonly url: string;
  /** `undefined` where no app has registered it. */
  readonly preview: LinkPreview | undefined;
}

interface WithLinks {
  readonly links: readonly MessageLink[];
}

/** A link in a text, and what ends the sentence around it. */
export const linkForm: RegExp = /https?:\/\/[\w\-.~:/?#[\]@!$&()*+,;=%]+/gi;

/** The links of a text, each once, in order; what ends a sentence is no part of them. */
export function findLinks(text: string): readonly string[] {
  const links = new Set<string>();
  for (const [match] of text.matchAll(linkForm)) {
    const link = withoutSentenceEnd(match);
    if (URL.canParse(link)) links.add(link);
    if (links.size === maxLinksPerMessage) break;
  }
  return [...links];
}

/** The links of a message's content; those that were there before keep their previews. */
export function linksOf(msgType: string, content: JsonObject, before: readonly MessageLink[] = []): MessageLink[] {
  if (msgType !== "text" || typeof content.text !== "string") return [];
  return findLinks(content.text).map((url) => before.find((link) => link.url === url) ?? { url, preview: undefined });
}

export function previewIn({ links }: WithLinks, token: string): LinkPreview | undefined {
  return links.find(({ preview }) => preview?.token === token)?.preview;
}

/** What one person sees: their own answer, else that of the person who has posted the link. */
export function shownTo({ shown }: LinkPreview, openId: string | undefined): ShownPreview | undefined {
  return shown.get(openId ?? "") ?? shown.values().next().value;
}

/** The links with an app's preview of one of them. */
export function withPreview({ links }: WithLinks, url: string, preview: LinkPreview): readonly MessageLink[] {
  const isKnown = links.some((link) => link.url === url);
  return isKnown ? links.map((link) => (link.url === url ? { url, preview } : link)) : [...links, { url, preview }];
}

/** The links with what some people see of one of them. @param change - gets what each has seen so far */
export function withShown(
  { links }: WithLinks,
  token: string,
  viewers: readonly string[] | "everybody",
  change: (before: ShownPreview | undefined, openId: string) => Omit<ShownPreview, "revision">,
): readonly MessageLink[] {
  return links.map((link) => {
    const { preview } = link;
    if (preview?.token !== token) return link;
    const changed = (viewers === "everybody" ? [...preview.shown.keys()] : viewers).map((openId) => {
      const before = shownTo(preview, openId);
      return [openId, { ...change(before, openId), revision: before === undefined ? 0 : before.revision + 1 }] as const;
    });
    return { ...link, preview: { ...preview, shown: new Map([...preview.shown, ...changed]) } };
  });
}

function withoutSentenceEnd(link: string): string {
  let end = link.length;
  while (end > 0 && isSentenceEnd(link.charAt(end - 1), link)) end -= 1;
  return link.slice(0, end);
}

/** A closing bracket belongs to a link that opens one. */
function isSentenceEnd(character: string, link: string): boolean {
  if (character === ")") return !link.includes("(");
  if (character === "]") return !link.includes("[");
  return ".,;:!?*".includes(character);
}
