/** What a line of card text consists of. */
export type Inline =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "break" }
  | { readonly type: "strong" | "emphasis" | "strike"; readonly children: readonly Inline[] }
  | { readonly type: "color"; readonly color: string; readonly children: readonly Inline[] }
  /** `href` is absent where the address may not be followed. */
  | { readonly type: "link"; readonly href: string | undefined; readonly children: readonly Inline[] }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "tag"; readonly color: string; readonly children: readonly Inline[] }
  /** `id` is an open_id, or `all`. */
  | { readonly type: "mention"; readonly id: string; readonly label: string }
  | { readonly type: "image"; readonly alt: string }
  | { readonly type: "time"; readonly millisecond: number; readonly format: string };

/** What a card text consists of. */
export type Block =
  | { readonly type: "paragraph"; readonly children: readonly Inline[] }
  | { readonly type: "heading"; readonly level: number; readonly children: readonly Inline[] }
  | { readonly type: "list"; readonly start: number | undefined; readonly items: readonly (readonly Block[])[] }
  | { readonly type: "quote"; readonly children: readonly Block[] }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "rule" }
  | {
      readonly type: "table";
      readonly header: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** `text` is lark_md: one paragraph. `1.0` and `2.0` are the markdown component of the two card versions. */
export type Dialect = "text" | "1.0" | "2.0";

export const markdownLimits = { maxCharacters: 40_000, maxDepth: 12, maxTableRows: 200 } as const;
