import fastCheck from "fast-check";
import { describe, expect, it } from "vitest";
import type { Inline } from "./nodes.ts";
import { parseInline, textOfInline } from "./parse-inline.ts";
import { parseMarkdown } from "./parse-markdown.ts";

const text = (value: string): Inline => ({ type: "text", text: value });

describe("card text", () => {
  it("draws bold, italic, strike and line breaks", () => {
    expect(parseInline("**bold** and *italic*\n~~gone~~", "text")).toEqual([
      { type: "strong", children: [text("bold")] },
      text(" and "),
      { type: "emphasis", children: [text("italic")] },
      { type: "break" },
      { type: "strike", children: [text("gone")] },
    ]);
  });

  it("nests styles, links and colours", () => {
    expect(parseInline("<font color='red'>**[docs](https://example.com/a?b=1)**</font>", "1.0")).toEqual([
      {
        type: "color",
        color: "red",
        children: [
          {
            type: "strong",
            children: [{ type: "link", href: "https://example.com/a?b=1", children: [text("docs")] }],
          },
        ],
      },
    ]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "JaVaScRiPt:alert(1)",
    "file:///etc/passwd",
    "//example.com",
    "lark://x",
  ])("never leads to %s", (address) => {
    const links = [...parseInline(`[a](${address})`, "2.0"), ...parseInline(`<a href="${address}">a</a>`, "2.0")];

    expect(links.map((node) => (node.type === "link" ? node.href : node.type))).toEqual([undefined, undefined]);
  });

  it("recognises a bare address and leaves the sentence's full stop in Chinese out of it", () => {
    expect(parseInline("见 https://example.com/x。", "text")).toEqual([
      text("见 "),
      { type: "link", href: "https://example.com/x", children: [text("https://example.com/x")] },
      text("。"),
    ]);
  });

  it("reads mentions, tags, emoji and entities", () => {
    expect(
      parseInline(
        "<at id=all></at><at id='ou_1'>Mei</at> <text_tag color='green'>new</text_tag> :OK: &lt;b&gt;",
        "1.0",
      ),
    ).toEqual([
      { type: "mention", id: "all", label: "" },
      { type: "mention", id: "ou_1", label: "Mei" },
      text(" "),
      { type: "tag", color: "green", children: [text("new")] },
      text(" 👌 <b>"),
    ]);
  });

  it("shows unknown tags and what is never closed as they were written", () => {
    expect(parseInline("<script>alert(1)</script>", "2.0")).toEqual([text("<script>alert(1)</script>")]);
    expect(parseInline("2 * 3 ** 4, **open [link", "2.0")).toEqual([text("2 * 3 ** 4, **open [link")]);
    expect(parseInline("snake_case_name", "2.0")).toEqual([text("snake_case_name")]);
  });

  it("takes an escaped character as itself", () => {
    expect(parseInline("\\*not\\* C:\\dir", "2.0")).toEqual([text("*not* C:\\dir")]);
  });

  it("knows inline code in 2.0 only", () => {
    expect(parseInline("`code`", "2.0")).toEqual([{ type: "code", text: "code" }]);
    expect(parseInline("`code`", "1.0")).toEqual([text("`code`")]);
  });

  it("loses no character of a text without markup", () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.stringMatching(/^[ a-gi-zA-Z0-9,.()\u4e00-\u4eff\n]{0,200}$/), (source) => {
        expect(parseInline(source, "2.0").map(textOfInline).join("")).toBe(source);
      }),
    );
  });

  it("never fails, whatever it is given", () => {
    const pieces = [
      "**",
      "*",
      "~~",
      "[",
      "](",
      "https://x.y",
      ")",
      "<font color=red>",
      "</font>",
      "<at id=1>",
      "`",
      "&#",
      "\n",
      "- ",
      "> ",
      "|",
      "a",
      "1. ",
      "    ",
    ];
    fastCheck.assert(
      fastCheck.property(fastCheck.array(fastCheck.constantFrom(...pieces), { maxLength: 120 }), (parts) => {
        expect(parseMarkdown(parts.join(""), "2.0")).toBeInstanceOf(Array);
      }),
    );
  });

  it.each(["*", "[", "<", "<font color=a>", "**a", "<a ", "`", "> ", "- \n ", "_a", "](", "~~x", ":A", "http://"])(
    "reads 40,000 characters of %j without hanging",
    (piece) => {
      const source = piece.repeat(40_000 / piece.length);
      const startedAt = performance.now();

      parseMarkdown(source, "2.0");

      expect(performance.now() - startedAt).toBeLessThan(1500);
    },
  );
});

describe("the markdown component", () => {
  it("separates paragraphs by an empty line", () => {
    expect(parseMarkdown("one\n\ntwo", "1.0")).toEqual([
      { type: "paragraph", children: [text("one")] },
      { type: "paragraph", children: [text("two")] },
    ]);
  });

  it("draws lists, nested and numbered", () => {
    expect(parseMarkdown("- a\n    - b\n- c\n3. d", "1.0")).toEqual([
      {
        type: "list",
        start: undefined,
        items: [
          [
            { type: "paragraph", children: [text("a")] },
            { type: "list", start: undefined, items: [[{ type: "paragraph", children: [text("b")] }]] },
          ],
          [{ type: "paragraph", children: [text("c")] }],
        ],
      },
      { type: "list", start: 3, items: [[{ type: "paragraph", children: [text("d")] }]] },
    ]);
  });

  it("knows rules and code blocks, in which nothing is markup", () => {
    expect(parseMarkdown("---\n```ts\n**a** < b\n```", "1.0")).toEqual([
      { type: "rule" },
      { type: "code", text: "**a** < b" },
    ]);
  });

  it("knows headings, quotes and tables in 2.0 only", () => {
    const source = "## Title\n> quoted\n\n| a | b |\n| - | :-: |\n| 1 | **2** |";

    expect(parseMarkdown(source, "2.0")).toEqual([
      { type: "heading", level: 2, children: [text("Title")] },
      { type: "quote", children: [{ type: "paragraph", children: [text("quoted")] }] },
      {
        type: "table",
        header: [[text("a")], [text("b")]],
        rows: [[[text("1")], [{ type: "strong", children: [text("2")] }]]],
      },
    ]);
    expect(parseMarkdown("## Title", "1.0")).toEqual([{ type: "paragraph", children: [text("## Title")] }]);
  });
});
