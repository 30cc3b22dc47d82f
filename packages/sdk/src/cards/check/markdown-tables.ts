/** The line under the head of a table. */
const delimiterRow = /^ {0,3}\|?\s*:?-+:?(?:\s*\|\s*:?-+:?)*\s*\|?$/;
const fence = /^ {0,3}(`{3,}|~{3,})/;

/** How many tables a markdown text has; what stands in code is none. */
export function countTables(markdown: string): number {
  let tables = 0;
  let opened: string | undefined;
  let former = "";
  for (const line of markdown.split("\n")) {
    const mark = fence.exec(line)?.[1];
    if (opened !== undefined) {
      if (mark?.startsWith(opened)) opened = undefined;
    } else if (mark !== undefined) {
      opened = mark;
    } else if (former.includes("|") && line.includes("|") && delimiterRow.test(line.trimEnd())) {
      tables += 1;
    }
    former = opened === undefined ? line : "";
  }
  return tables;
}
