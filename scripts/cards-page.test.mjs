import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as cards from "larkwire/cards";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";

// docs/cards.md shows each component three times: as a builder, as JSX and as the JSON that both make.

const workplace = join("node_modules", ".cache", "cards-page");
const page = await readFile("docs/cards.md", "utf8");

/** Parts of the page that have blocks of code, with the code by its language. */
const sections = page
  .split(/^#+ /m)
  .map((section) => ({
    title: section.slice(0, section.indexOf("\n")),
    code: Object.fromEntries(
      [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, code]) => [language, code]),
    ),
  }))
  .filter(({ code }) => code.json !== undefined);

/** The value of the last expression of a program. */
async function run(name, code) {
  const file = ts.createSourceFile("example.tsx", code, ts.ScriptTarget.Latest);
  const last = file.statements.at(-1);
  if (last === undefined || !ts.isExpressionStatement(last))
    throw new Error("The example does not end with an expression");
  const program = `${code.slice(0, last.getStart(file))}export default ${code.slice(last.getStart(file))}`;
  const { outputText } = ts.transpileModule(program, {
    fileName: "example.tsx",
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      jsx: ts.JsxEmit.ReactJSX,
      jsxImportSource: "larkwire",
    },
  });
  const path = join(workplace, `${name}.mjs`);
  await writeFile(path, outputText);
  return (await import(pathToFileURL(path).href)).default;
}

/** The smallest card that the piece may stand in. */
function cardAround(piece) {
  if (piece.tag === undefined) return piece;
  if (piece.tag === "column") return cardAround(cards.columnSet({ columns: [piece] }));
  if (piece.tag === "action" || piece.tag === "note") return cards.messageCard({ elements: [piece] });
  if (piece.tag === "audio") return cards.card({ config: { enable_forward: false }, elements: [piece] });
  if (piece.name === undefined || piece.tag === "form") return cards.card({ elements: [piece] });
  const submit = cards.button({ name: "submit", text: "Submit", form_action_type: "submit" });
  return cards.card({ elements: [cards.form({ name: "form", elements: [piece, submit] })] });
}

beforeAll(async () => {
  await rm(workplace, { recursive: true, force: true });
  await mkdir(workplace, { recursive: true });
});

it("shows every builder", () => {
  const builders = Object.entries(cards).filter(
    ([, value]) => typeof value === "function" && value.name !== "LarkwireError",
  );

  expect(builders.map(([name]) => name).filter((name) => !page.includes(`${name}(`))).toEqual([]);
});

describe.each(sections)("$title", ({ title, code }) => {
  const name = title.replace(/\W+/g, "-");

  it("has a builder that makes its JSON", async () => {
    expect(await run(`${name}-builder`, code.ts)).toEqual(JSON.parse(code.json));
  });

  it("has JSX that makes its JSON", async () => {
    expect(await run(`${name}-jsx`, code.tsx)).toEqual(JSON.parse(code.json));
  });

  it("has JSON that the platform takes", () => {
    expect(cards.checkCard(cardAround(JSON.parse(code.json)))).toEqual([]);
  });
});
