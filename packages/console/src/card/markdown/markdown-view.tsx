import { type CSSProperties, Fragment, type ReactElement, type ReactNode, useMemo } from "react";
import { useMessages } from "../../ui/i18n/language.tsx";
import { toColor } from "../colors.ts";
import { isFamily, shade } from "../palette.ts";
import { useScene } from "../scene.ts";
import type { Block, Dialect, Inline } from "./nodes.ts";
import { parseMarkdown } from "./parse-markdown.ts";

/** Card text, drawn from nodes: no HTML of a card is ever interpreted. */
export function MarkdownView({
  source,
  dialect,
}: {
  readonly source: string;
  readonly dialect: Dialect;
}): ReactElement {
  const blocks = useMemo(() => parseMarkdown(source, dialect), [source, dialect]);
  return <div className="markdown">{blocks.map(keyed(BlockView))}</div>;
}

// The page and the card have headings of their own above these.
const headings = ["h3", "h4", "h5", "h6", "h6", "h6"] as const;

function BlockView({ node }: { readonly node: Block }): ReactNode {
  switch (node.type) {
    case "paragraph":
      return <p>{inlines(node.children)}</p>;
    case "heading": {
      const Heading = headings[node.level - 1] ?? "h6";
      return <Heading className={`markdown-heading--${node.level}`}>{inlines(node.children)}</Heading>;
    }
    case "list": {
      const items = node.items.map((blocks, index) => <li key={String(index)}>{blocks.map(keyed(BlockView))}</li>);
      return node.start === undefined ? <ul>{items}</ul> : <ol start={node.start}>{items}</ol>;
    }
    case "quote":
      return <blockquote>{node.children.map(keyed(BlockView))}</blockquote>;
    case "code":
      return (
        <pre>
          <code>{node.text}</code>
        </pre>
      );
    case "rule":
      return <hr />;
    case "table":
      return <TableView node={node} />;
  }
}

function TableView({ node }: { readonly node: Extract<Block, { type: "table" }> }): ReactElement {
  return (
    <div className="card-table-scroll">
      <table className="card-table">
        <thead>
          <tr>{node.header.map((cell, index) => cellOf("th", cell, index))}</tr>
        </thead>
        <tbody>
          {node.rows.map((row, index) => (
            <tr key={String(index)}>{row.map((cell, column) => cellOf("td", cell, column))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellOf(Cell: "td" | "th", content: readonly Inline[], index: number): ReactElement {
  return <Cell key={String(index)}>{inlines(content)}</Cell>;
}

function InlineView({ node }: { readonly node: Inline }): ReactNode {
  const { colors } = useScene();
  switch (node.type) {
    case "text":
      return node.text;
    case "break":
      return <br />;
    case "strong":
      return <strong>{inlines(node.children)}</strong>;
    case "emphasis":
      return <em>{inlines(node.children)}</em>;
    case "strike":
      return <del>{inlines(node.children)}</del>;
    case "code":
      return <code>{node.text}</code>;
    case "color": {
      const color = toColor(node.color, colors);
      return <span style={color === undefined ? {} : { color }}>{inlines(node.children)}</span>;
    }
    case "link":
      return <LinkView node={node} />;
    case "tag":
      return <TextTag color={node.color}>{inlines(node.children)}</TextTag>;
    case "mention":
      return <Mention id={node.id} label={node.label} />;
    case "image":
      return <span className="card-image-inline">{node.alt}</span>;
    case "time":
      return <LocalTime millisecond={node.millisecond} format={node.format} />;
  }
}

function LinkView({ node }: { readonly node: Extract<Inline, { type: "link" }> }): ReactElement {
  if (node.href === undefined) return <span>{inlines(node.children)}</span>;
  return (
    <a href={node.href} target="_blank" rel="noopener noreferrer">
      {node.children.length === 0 ? node.href : inlines(node.children)}
    </a>
  );
}

/** A small coloured label, in text and beside a card's title. */
export function TextTag({ color, children }: { readonly color: string; readonly children: ReactNode }): ReactElement {
  const family = isFamily(color) ? color : "grey";
  return (
    <span
      className="text-tag"
      style={{ "--tag-fill": shade(family, 100), color: shade(family, family === "grey" ? 600 : 700) } as CSSProperties}
    >
      {children}
    </span>
  );
}

function Mention({ id, label }: { readonly id: string; readonly label: string }): ReactElement {
  const { people } = useScene();
  const { card } = useMessages();
  const name = id === "all" ? card.everyone : (people.get(id) ?? (label === "" ? id : label.replace(/^@/, "")));
  return <span className="mention">@{name}</span>;
}

const numericDate: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit" };
const timeFormats: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_short: { month: "short", day: "numeric" },
  date: { year: "numeric", month: "long", day: "numeric" },
  week: { weekday: "long" },
  week_short: { weekday: "short" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_sec: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  timezone: { timeZoneName: "shortOffset" },
};

function LocalTime({ millisecond, format }: { readonly millisecond: number; readonly format: string }): ReactElement {
  const { locale } = useScene();
  const date = new Date(millisecond);
  const options = (Object.hasOwn(timeFormats, format) ? timeFormats[format] : undefined) ?? numericDate;
  const valid = !Number.isNaN(date.getTime());
  return <span>{valid ? date.toLocaleString(locale.replace("_", "-"), options) : String(millisecond)}</span>;
}

function inlines(nodes: readonly Inline[]): ReactNode {
  return nodes.map(keyed(InlineView));
}

/** Nodes of a text have no identity but their place. */
function keyed<Node>(
  View: (properties: { readonly node: Node }) => ReactNode,
): (node: Node, index: number) => ReactElement {
  return (node, index) => (
    <Fragment key={String(index)}>
      <View node={node} />
    </Fragment>
  );
}
