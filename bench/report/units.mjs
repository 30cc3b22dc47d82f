// @ts-check

/** @param {number} part */
export const toPercent = (part) => `${Math.round(part * 100)} %`;

/** @param {{ median: number } | undefined} ratio */
export const toRatio = (ratio) => ratio?.median.toFixed(2) ?? "–";

/** @param {number} count */
export const toCount = (count) => count.toLocaleString("en");

/** @param {number} bytes */
export const toMegabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 2 : 1)} MB`;

/** @param {number} milliseconds */
export const toMilliseconds = (milliseconds) => `${milliseconds.toFixed(1)} ms`;
