import { safeLink } from "../safe-link.ts";
import { toEmoji } from "./emoji.ts";
import { type Dialect, type Inline, markdownLimits } from "./nodes.ts";
import { parseTag, type Tag } from "./tag.ts";

/** Something that was opened and waits for its end. If that never comes, `literal` is shown instead. */
interface Frame {
  readonly closer: string;
  readonly literal: string;
  readonly children: Inline[];
  wrap(children: readonly Inline[]): Inline;
}

const entities: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["nbsp", "\u00a0"],
  ["ensp", "\u2002"],
  ["zwj", ""],
]);

const patterns = {
  image: /!\[([^\]\n]{0,500})\]\(([^)\n]{1,2000})\)/y,
  linkEnd: /\]\(\s{0,8}([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,500}){0,8})\s{0,8}\)/y,
  code: /(`{1,3})([^`\n]{1,4000})\1/y,
  emoji: /:([A-Za-z]{2,20}):/y,
  entity: /&(?:#(\d{1,6})|([a-z]{2,6}));/y,
  address: /https?:\/\/[^\s<>()[\]"'`*|，。；！？、（）【】「」]{1,2000}/y,
  plain: /[^\\\n!`[\]*_~<:&h]+/y,
} as const;

/**
 * Reads card text in one pass from left to right. What is opened and never closed is shown as it was written, so no
 * text is ever lost, and the work grows with the length of the text only.
 */
export function parseInline(source: string, dialect: Dialect): readonly Inline[] {
  const root: Inline[] = [];
  const frames: Frame[] = [];
  const current = (): Inline[] => frames.at(-1)?.children ?? root;
  let index = 0;

  function addText(text: string): void {
    const children = current();
    const last = children.at(-1);
    if (last?.type === "text") children[children.length - 1] = { type: "text", text: last.text + text };
    else children.push({ type: "text", text });
  }

  /** What stays open inside becomes text again. */
  function unwindTo(depth: number): void {
    while (frames.length > depth) {
      const frame = frames.pop();
      if (frame === undefined) return;
      addText(frame.literal);
      for (const child of frame.children) {
        if (child.type === "text") addText(child.text);
        else current().push(child);
      }
    }
  }

  function open(frame: Omit<Frame, "children">): void {
    if (frames.length < markdownLimits.maxDepth) frames.push({ ...frame, children: [] });
    else addText(frame.literal);
  }

  function close(closer: string, wrap?: (children: readonly Inline[]) => Inline): boolean {
    const depth = frames.findLastIndex((frame) => frame.closer === closer);
    if (depth === -1) return false;
    unwindTo(depth + 1);
    const frame = frames.pop();
    if (frame !== undefined) current().push((wrap ?? frame.wrap)(frame.children));
    return true;
  }

  function take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = index;
    const match = pattern.exec(source);
    if (match === null) return undefined;
    index += match[0].length;
    return match;
  }

  function takeDelimiter(delimiter: string, type: "strong" | "emphasis" | "strike"): void {
    const before = source[index - 1] ?? " ";
    const after = source[index + delimiter.length] ?? " ";
    const insideWord = delimiter.startsWith("_") && isWord(before) && isWord(after);
    index += delimiter.length;
    if (!insideWord && !isSpace(before) && close(delimiter)) return;
    if (insideWord || isSpace(after)) addText(delimiter);
    else open({ closer: delimiter, literal: delimiter, wrap: (children) => ({ type, children }) });
  }

  function takeTag(): boolean {
    const tag = parseTag(source, index);
    if (tag === undefined) return false;
    const literal = source.slice(index, index + tag.length);
    if (tag.closing) {
      index += tag.length;
      if (!close(`</${tag.name}>`)) addText(tagNames.has(tag.name) ? "" : literal);
      return true;
    }
    const node = standingAlone(tag);
    const wrap = node === undefined ? wrapper(tag) : undefined;
    if (node === undefined && wrap === undefined) return false;
    index += tag.length;
    if (node !== undefined) current().push(node);
    if (wrap !== undefined) open({ closer: `</${tag.name}>`, literal: "", wrap });
    return true;
  }

  function takeSpecial(character: string): boolean {
    switch (character) {
      case "\\":
        if (!/[!-/:-@[-`{-~]/.test(source[index + 1] ?? "")) return false;
        addText(source[index + 1] ?? "");
        index += 2;
        return true;
      case "\n":
        index += 1;
        current().push({ type: "break" });
        return true;
      case "!": {
        const match = take(patterns.image);
        if (match !== undefined) current().push({ type: "image", alt: match[1] ?? "" });
        return match !== undefined;
      }
      case "`": {
        const match = dialect === "2.0" ? take(patterns.code) : undefined;
        if (match !== undefined) current().push({ type: "code", text: match[2] ?? "" });
        return match !== undefined;
      }
      case "[":
        index += 1;
        open({ closer: "](", literal: "[", wrap: (children) => ({ type: "link", href: undefined, children }) });
        return true;
      case "]": {
        if (!frames.some((frame) => frame.closer === "](")) return false;
        const match = take(patterns.linkEnd);
        if (match === undefined) return false;
        return close("](", (children) => ({ type: "link", href: safeLink(match[1]), children }));
      }
      case "*":
        if (source[index + 1] === "*") takeDelimiter("**", "strong");
        else takeDelimiter("*", "emphasis");
        return true;
      case "_":
        if (dialect !== "2.0") return false;
        if (source[index + 1] === "_") takeDelimiter("__", "strong");
        else takeDelimiter("_", "emphasis");
        return true;
      case "~":
        if (source[index + 1] !== "~") return false;
        takeDelimiter("~~", "strike");
        return true;
      case "<":
        return takeTag();
      case ":": {
        const shown = toEmoji(new RegExp(patterns.emoji).exec(source.slice(index, index + 24))?.[1] ?? "");
        if (shown === undefined) return false;
        take(patterns.emoji);
        addText(shown);
        return true;
      }
      case "&": {
        const match = take(patterns.entity);
        if (match === undefined) return false;
        addText(entityText(match));
        return true;
      }
      case "h": {
        // An address inside a link's own text is that text.
        if (frames.some((frame) => frame.closer === "](" || frame.closer === "</a>")) return false;
        const match = isWord(source[index - 1] ?? " ") ? undefined : take(patterns.address);
        if (match === undefined) return false;
        current().push({ type: "link", href: safeLink(match[0]), children: [{ type: "text", text: match[0] }] });
        return true;
      }
      default:
        return false;
    }
  }

  while (index < source.length) {
    const plain = take(patterns.plain);
    if (plain !== undefined) {
      addText(plain[0]);
      continue;
    }
    const character = source[index] ?? "";
    if (!takeSpecial(character)) {
      addText(character);
      index += 1;
    }
  }
  unwindTo(0);
  return root;
}

const tagNames: ReadonlySet<string> = new Set([
  "at",
  "font",
  "a",
  "text_tag",
  "number_tag",
  "person",
  "link",
  "local_datetime",
  "raw",
]);

/** Tags that need no end. */
function standingAlone(tag: Tag): Inline | undefined {
  if (tag.name === "br" || tag.name === "hr") return { type: "break" };
  if (tag.name === "link") {
    const href = safeLink(tag.attributes.get("url") ?? tag.attributes.get("pc_url"));
    return href === undefined ? undefined : { type: "link", href, children: [] };
  }
  if (tag.name === "local_datetime") {
    const millisecond = Number(tag.attributes.get("millisecond"));
    if (!Number.isFinite(millisecond)) return undefined;
    return { type: "time", millisecond, format: tag.attributes.get("format_type") ?? "date_num" };
  }
  return undefined;
}

/** Tags around text. */
function wrapper(tag: Tag): ((children: readonly Inline[]) => Inline) | undefined {
  const { attributes } = tag;
  switch (tag.name) {
    case "font":
      return (children) => ({ type: "color", color: attributes.get("color") ?? "default", children });
    case "text_tag":
      return (children) => ({ type: "tag", color: attributes.get("color") ?? "neutral", children });
    case "number_tag":
      return (children) => ({ type: "tag", color: attributes.get("background_color") ?? "grey", children });
    case "a":
      return (children) => ({ type: "link", href: safeLink(attributes.get("href")), children });
    case "at":
    case "person": {
      const id = attributes.get("id") ?? attributes.get("ids") ?? attributes.get("email") ?? "";
      return (children) => ({ type: "mention", id, label: children.map(textOfInline).join("") });
    }
    case "raw":
      return (children) => ({ type: "text", text: children.map(textOfInline).join("") });
    default:
      return undefined;
  }
}

/** What somebody would read aloud. */
export function textOfInline(node: Inline): string {
  switch (node.type) {
    case "text":
    case "code":
      return node.text;
    case "break":
      return "\n";
    case "mention":
      return `@${node.label === "" ? node.id : node.label}`;
    case "image":
      return node.alt;
    case "time":
      return new Date(node.millisecond).toISOString();
    default:
      return node.children.map(textOfInline).join("");
  }
}

function entityText(match: RegExpExecArray): string {
  const [whole, decimal, name = ""] = match;
  if (decimal === undefined) return entities.get(name) ?? whole;
  const codePoint = Number(decimal);
  return codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff)
    ? String.fromCodePoint(codePoint)
    : whole;
}

function isSpace(character: string): boolean {
  return /\s/.test(character);
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
