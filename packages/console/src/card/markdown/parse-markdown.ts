import { type Block, type Dialect, markdownLimits } from "./nodes.ts";
import { parseInline } from "./parse-inline.ts";

const patterns = {
  fence: /^ {0,3}(`{3,}|~{3,})\s*[\w+#-]*\s*$/,
  rule: /^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|<hr\s*\/?>)\s*$/i,
  heading: /^ {0,3}(#{1,6})\s+(.*)$/,
  quote: /^ {0,3}>\s?(.*)$/,
  item: /^(\s{0,24})([-*+]|\d{1,6}[.)])\s+(.*)$/,
  tableRule: /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/,
} as const;

/** Card text as blocks. Never fails: what it does not know is text. Too long a text is cut. */
export function parseMarkdown(source: string, dialect: Dialect): readonly Block[] {
  const text = source.slice(0, markdownLimits.maxCharacters).replaceAll("\r\n", "\n");
  if (dialect === "text") return [{ type: "paragraph", children: parseInline(text.trim(), dialect) }];
  return parseBlocks(text.split("\n"), dialect, 0);
}

function parseBlocks(lines: readonly string[], dialect: Dialect, depth: number): readonly Block[] {
  const blocks: Block[] = [];
  const paragraph: string[] = [];
  let index = 0;

  function endParagraph(): void {
    if (paragraph.length > 0) blocks.push({ type: "paragraph", children: parseInline(paragraph.join("\n"), dialect) });
    paragraph.length = 0;
  }

  while (index < lines.length) {
    const line = lines[index] ?? "";
    if (line.trim() === "") {
      endParagraph();
      index += 1;
      continue;
    }
    const taken = depth < markdownLimits.maxDepth ? takeBlock(lines, index, dialect, depth) : undefined;
    if (taken === undefined) {
      paragraph.push(line);
      index += 1;
    } else {
      endParagraph();
      blocks.push(taken.block);
      index = taken.next;
    }
  }
  endParagraph();
  return blocks;
}

interface Taken {
  readonly block: Block;
  /** The line after the block. */
  readonly next: number;
}

function takeBlock(lines: readonly string[], start: number, dialect: Dialect, depth: number): Taken | undefined {
  const line = lines[start] ?? "";
  if (patterns.rule.test(line)) return { block: { type: "rule" }, next: start + 1 };
  if (patterns.fence.test(line)) return takeCode(lines, start);
  if (patterns.item.test(line)) return takeList(lines, start, dialect, depth);
  return dialect === "2.0" ? takeModernBlock(lines, start, depth) : undefined;
}

/** What JSON 1.0 does not know. */
function takeModernBlock(lines: readonly string[], start: number, depth: number): Taken | undefined {
  const line = lines[start] ?? "";
  const heading = patterns.heading.exec(line);
  if (heading !== null) {
    const children = parseInline((heading[2] ?? "").replace(/\s+#+\s*$/, ""), "2.0");
    return { block: { type: "heading", level: heading[1]?.length ?? 1, children }, next: start + 1 };
  }
  if (patterns.quote.test(line)) {
    const end = endOfRun(lines, start, (candidate) => patterns.quote.test(candidate));
    const quoted = lines.slice(start, end).map((candidate) => patterns.quote.exec(candidate)?.[1] ?? "");
    return { block: { type: "quote", children: parseBlocks(quoted, "2.0", depth + 1) }, next: end };
  }
  const isTable =
    line.includes("|") && patterns.tableRule.test(lines[start + 1] ?? "") && (lines[start + 1] ?? "").includes("-");
  return isTable ? takeTable(lines, start) : undefined;
}

function takeCode(lines: readonly string[], start: number): Taken {
  const fence = (lines[start] ?? "").trim().slice(0, 3);
  const end = endOfRun(lines, start + 1, (candidate) => !candidate.trim().startsWith(fence));
  return { block: { type: "code", text: lines.slice(start + 1, end).join("\n") }, next: end + 1 };
}

function takeList(lines: readonly string[], start: number, dialect: Dialect, depth: number): Taken {
  const first = itemAt(lines, start);
  const items: string[][] = [];
  let index = start;
  for (; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const item = itemAt(lines, index);
    const indent = line.length - line.trimStart().length;
    if (item !== undefined && item.indent <= (first?.indent ?? 0) + 1) {
      if (item.ordered !== first?.ordered) break;
      items.push([item.text]);
    } else if (line.trim() !== "" && indent > (first?.indent ?? 0) + 1) {
      items.at(-1)?.push(line.slice(Math.min(indent, (first?.indent ?? 0) + 4)).replace(/^\s+(?=[-*+]|\d)/, ""));
    } else {
      break;
    }
  }
  return {
    block: {
      type: "list",
      start: first?.ordered === true ? first.number : undefined,
      items: items.map((itemLines) => parseBlocks(itemLines, dialect, depth + 1)),
    },
    next: index,
  };
}

interface Item {
  readonly indent: number;
  readonly ordered: boolean;
  readonly number: number;
  readonly text: string;
}

function itemAt(lines: readonly string[], index: number): Item | undefined {
  const match = patterns.item.exec(lines[index] ?? "");
  if (match === null) return undefined;
  const [, indent = "", marker = "", text = ""] = match;
  const number = Number.parseInt(marker, 10);
  return { indent: indent.length, ordered: !Number.isNaN(number), number, text };
}

function takeTable(lines: readonly string[], start: number): Taken {
  const end = Math.min(
    endOfRun(lines, start + 2, (candidate) => candidate.includes("|")),
    start + 2 + markdownLimits.maxTableRows,
  );
  const header = cellsOf(lines[start] ?? "");
  const rows = lines.slice(start + 2, end).map((line) => cellsOf(line).slice(0, header.length));
  const toInline = (cell: string) => parseInline(cell, "2.0");
  return {
    block: { type: "table", header: header.map(toInline), rows: rows.map((row) => row.map(toInline)) },
    next: end,
  };
}

function cellsOf(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\|/, "")
    .replace(/\|$/, "")
    .split("|")
    .map((cell) => cell.trim());
}

/** The first line from `start` on that does not belong. */
function endOfRun(lines: readonly string[], start: number, belongs: (line: string) => boolean): number {
  const offset = lines.slice(start).findIndex((line) => !belongs(line));
  return offset === -1 ? lines.length : start + offset;
}
