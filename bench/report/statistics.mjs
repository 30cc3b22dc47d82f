// @ts-check

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Distance from the smallest to the largest value, as a part of the median. @param {readonly number[]} values */
export const spread = (values) => (Math.max(...values) - Math.min(...values)) / median(values);

/** @typedef {{ median: number, low: number, high: number }} Range */

/**
 * One contestant's samples in figures; ratios compare round by round and are missing where nobody is there to compare with.
 * @param {readonly Sample[]} samples
 * @param {readonly Sample[]} floor
 * @param {readonly Sample[]} official
 */
export function summarize(samples, floor, official) {
  const rates = samples.map(rate);
  return {
    perSecond: Math.round(median(rates)),
    spread: spread(rates),
    ofFloor: ratio(samples, floor, rate),
    ofOfficial: ratio(samples, official, rate),
    busy: median(samples.map(({ cpuMs, elapsedMs }) => cpuMs / elapsedMs)),
    cpuMicrosecondsEach: median(samples.map(cpuEach)),
    cpuOfFloor: ratio(samples, floor, cpuEach),
    rates: rates.map(Math.round),
  };
}

/** @typedef {ReturnType<typeof summarize>} Summary */
/** @typedef {import("../measure/rounds.mjs").Sample} Sample */

/** The range of ratios that were taken round by round. @param {readonly number[]} ratios @returns {Range} */
export const rangeOf = (ratios) => ({ median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) });

/** @param {Sample} sample */
const rate = ({ answered, elapsedMs }) => (answered / elapsedMs) * 1000;

/** @param {Sample} sample */
const cpuEach = ({ answered, cpuMs }) => (cpuMs / answered) * 1000;

/**
 * @param {readonly Sample[]} samples @param {readonly Sample[]} others @param {(sample: Sample) => number} figure
 * @returns {Range | undefined}
 */
function ratio(samples, others, figure) {
  const ratios = samples.flatMap((sample, round) => {
    const other = others[round];
    return other === undefined ? [] : [figure(sample) / figure(other)];
  });
  if (ratios.length === 0) return undefined;
  return rangeOf(ratios);
}
