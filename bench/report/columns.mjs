// @ts-check

/** Characters that a terminal and most fonts draw twice as wide. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/g;

/** @param {string} text */
const widthOf = (text) => text.length + (text.match(wide)?.length ?? 0);

/**
 * Cells in columns of equal width, the first to the left and the others to the right.
 * @param {readonly (readonly string[])[]} rows
 * @returns {string[][]}
 */
export function align(rows) {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => widthOf(row[index] ?? ""))));
  return rows.map((row) =>
    widths.map((width, index) => {
      const cell = row[index] ?? "";
      const gap = " ".repeat(width - widthOf(cell));
      return index === 0 ? cell + gap : gap + cell;
    }),
  );
}

/** A table for a terminal. @param {string} title @param {readonly (readonly string[])[]} rows the first is the head */
export const terminalTable = (title, rows) => [title, ...align(rows).map((cells) => cells.join("   "))].join("\n");

/** A table in Markdown. @param {readonly (readonly string[])[]} rows the first is the head */
export function markdownTable(rows) {
  const [head = [], ...body] = align(rows);
  const rule = head.map((cell, index) => {
    const dashes = "-".repeat(widthOf(cell) - 1);
    return index === 0 ? `-${dashes}` : `${dashes}:`;
  });
  return [head, rule, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
