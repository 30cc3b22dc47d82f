import { expect, it } from "vitest";
import { countTables } from "./markdown-tables.ts";

it.each([
  ["", 0],
  ["| a | b |\n| --- | --- |\n| 1 | 2 |", 1],
  ["a | b\n:-: | -\n1 | 2", 1],
  ["| a |\n|---|", 1],
  ["| a |\n|---|\n\ntext\n\n| b |\r\n|:--|\r\n", 2],
  ["a\n---\nb", 0],
  ["| a |\n\n|---|", 0],
  ["|---|", 0],
  ["```\n| a |\n|---|\n```\n| b |\n|---|", 1],
  ["~~~~\n```\n| a |\n|---|\n~~~~\n| b |\n|---|", 1],
  ["a | b\nc | d", 0],
])("in %j there are %i tables", (markdown, tables) => {
  expect(countTables(markdown)).toBe(tables);
});

it("a long line is read in little time", () => {
  const began = performance.now();

  countTables(`|a|\n-${" ".repeat(200_000)}x|`);
  countTables(`|a|\n${"|-".repeat(200_000)}x\n|a|\n${" ".repeat(3)}${"-".repeat(200_000)}x|\n${"| ".repeat(200_000)}`);

  expect(performance.now() - began).toBeLessThan(2_000);
});
