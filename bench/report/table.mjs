// @ts-check

const columns = ["", "per second", "spread", "of floor", "of official", "busy", "CPU each", "CPU of floor"];
const widths = [12, 12, 9, 11, 14, 9, 11, 15];

/** @param {readonly string[]} cells */
const line = (cells) =>
  cells
    .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
    .join("");

/** @param {number} part */
const toPercent = (part) => `${Math.round(part * 100)} %`;

/** @param {number | undefined} ratio */
const toRatio = (ratio) => ratio?.toFixed(2) ?? "–";

/**
 * @param {string} title
 * @param {Record<string, ReturnType<typeof import("./statistics.mjs").summarize>>} figures
 */
export function table(title, figures) {
  const rows = Object.entries(figures).map(([name, each]) =>
    line([
      name,
      each.perSecond.toLocaleString("en"),
      toPercent(each.spread),
      toRatio(each.ofFloor),
      toRatio(each.ofOfficial),
      toPercent(each.busy),
      `${each.cpuMicrosecondsEach.toFixed(1)} µs`,
      toRatio(each.cpuOfFloor),
    ]),
  );
  return [title, line(columns), ...rows].join("\n");
}
