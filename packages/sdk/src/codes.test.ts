import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { errorCodes } from "./errors.ts";
import { apiCodes } from "./replies/api-codes.ts";
import { clientCodes } from "./replies/client-codes.ts";

const file = new URL("../../../docs/codes.md", import.meta.url);

type Table = readonly (readonly string[])[];

const platformCodes = (codes: typeof clientCodes): Table => [
  ["code", "cause", "what mends it"],
  ...Object.entries(codes).map(([code, { cause, mend }]) => [code, cause, mend]),
];
const tables: Readonly<Record<string, Table>> = {
  "What people see": platformCodes(clientCodes),
  "What APIs answer": platformCodes(apiCodes),
  "What larkwire reports": [
    ["code", "who has to act", "what to do"],
    ...Object.entries(errorCodes).map(([code, { blame, advice }]) => [`\`${code}\``, blame, advice]),
  ],
};

const toCell = (text: string): string => text.replaceAll("|", "\\|");

function toMarkdown(table: Table): string {
  const cells = table.map((row) => row.map(toCell));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const [head, ...rows] = cells.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  return [head, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows].join("\n");
}

/** The page with its tables made anew; what stands around them is written by hand. */
function withTables(page: string): string {
  return page.replace(/^(## (.+)\n[^|]*\n)(?:\|.*\n)+/gm, (section, before: string, title: string) =>
    tables[title] === undefined ? section : `${before}${toMarkdown(tables[title])}\n`,
  );
}

/** With LARKWIRE_UPDATE=1 the tables are written anew, to be committed. */
it("docs/codes.md has every code that there is, with its cause and what mends it", () => {
  if (process.env.LARKWIRE_UPDATE === "1") writeFileSync(file, withTables(readFileSync(file, "utf8")));
  const page = readFileSync(file, "utf8");

  expect(page, "run this test with LARKWIRE_UPDATE=1").toBe(withTables(page));
  for (const [title, [head]] of Object.entries(tables)) {
    expect(page).toContain(`\n## ${title}\n`);
    expect(page).toMatch(new RegExp(`\\| ${head?.[0]} +\\| ${head?.[1]} +\\| ${head?.[2]} `));
  }
});
