import { fieldIn, isJsonObject, listIn, stringIn } from "../api/json.ts";
import { type CardLocale, textOf } from "./card-text.ts";
import type { Block } from "./markdown/nodes.ts";
import { textOfInline } from "./markdown/parse-inline.ts";
import { parseMarkdown } from "./markdown/parse-markdown.ts";

const limits = { maxDepth: 10, maxCharacters: 300 } as const;

/** What components say, without markup: for those who listen to the page. */
export function plainTextOf(elements: readonly unknown[], locale: CardLocale): string {
  return texts(elements, locale, 0).join(" ").replace(/\s+/g, " ").trim().slice(0, limits.maxCharacters);
}

function texts(elements: readonly unknown[], locale: CardLocale, depth: number): readonly string[] {
  if (depth >= limits.maxDepth) return [];
  return elements.filter(isJsonObject).flatMap((element) => {
    const isText = ["plain_text", "lark_md", "markdown"].includes(stringIn(element, "tag") ?? "");
    const inner = ["text", "title", "label"].map((key) => fieldIn(element, key));
    const lists = ["fields", "elements", "columns", "actions"].flatMap((key) => listIn(element, key));
    return [
      ...(isText ? [withoutMarkup(element, locale)] : []),
      ...inner.filter((text) => text !== undefined).map((text) => withoutMarkup(text, locale)),
      ...texts(lists, locale, depth + 1),
    ];
  });
}

function withoutMarkup(text: unknown, locale: CardLocale): string {
  const content = textOf(text, locale);
  const tag = stringIn(text, "tag");
  if (tag !== "lark_md" && tag !== "markdown") return content;
  return parseMarkdown(content, tag === "markdown" ? "2.0" : "text")
    .map(textOfBlock)
    .join(" ");
}

function textOfBlock(block: Block): string {
  switch (block.type) {
    case "paragraph":
    case "heading":
      return block.children.map(textOfInline).join("");
    case "list":
      return block.items.flat().map(textOfBlock).join(" ");
    case "quote":
      return block.children.map(textOfBlock).join(" ");
    case "code":
      return block.text;
    case "rule":
      return "";
    case "table":
      return [block.header, ...block.rows].flat(2).map(textOfInline).join(" ");
  }
}
