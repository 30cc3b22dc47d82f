// @ts-check
import { join } from "node:path";
import { summarize } from "../report/statistics.mjs";
import { allMeasurements, isGated, rows } from "../rows.mjs";
import { measureTypes } from "../types/compile.mjs";
import { measureCalls } from "./calls.mjs";
import { measureDedupe } from "./dedupe.mjs";
import { measureFrames } from "./frames.mjs";
import { measureImports } from "./imports.mjs";
import { measureFunctions, measurePipeline } from "./pipeline.mjs";
import { inLives } from "./rounds.mjs";
import { measureScale } from "./scale.mjs";
import { measureSize } from "./size.mjs";
import { measureFrameworks, measureWebhook } from "./webhook.mjs";

const measures = {
  webhook: measureWebhook,
  frameworks: measureFrameworks,
  functions: measureFunctions,
  frames: measureFrames,
  pipeline: measurePipeline,
};

/**
 * @param {ReturnType<typeof import("../options.mjs").parseOptions>} options
 * @param {{ directory: string, packedBytes: number }} workplace
 * @returns {Promise<import("../gates.mjs").Figures>}
 */
export async function measureAll(options, workplace) {
  const { measurements, contestants, plan, lives, quick, importRounds, typeRounds } = options;
  /** @type {import("../gates.mjs").Figures} */
  const figures = { load: {} };
  const { directory } = workplace;
  for (const measurement of allMeasurements.filter((each) => measurements.includes(each))) {
    /** @type {NonNullable<typeof figures["load"]["webhook"]>} */
    const byRow = {};
    for (const row of rows[measurement]) {
      if (quick && !isGated(measurement, row)) continue;
      const share = isGated(measurement, row) ? 1 : 1 / 2;
      const samples = await inLives(
        Math.ceil(lives * share),
        { ...plan, rounds: Math.ceil(plan.rounds * share) },
        (life) => measures[measurement](row, contestants, life, directory),
      );
      byRow[row.name] = figuresOf(samples);
    }
    figures.load[measurement] = byRow;
  }
  if (measurements.includes("dedupe")) figures.dedupe = await measureDedupe(directory, plan);
  if (measurements.includes("calls")) figures.calls = await measureCalls(directory, plan);
  if (measurements.includes("imports")) figures.imports = await measureImports(directory, importRounds);
  if (measurements.includes("size")) figures.size = await measureSize(workplace);
  if (measurements.includes("types")) figures.types = await measureTypes(join(directory, "types/apps"), typeRounds);
  if (measurements.includes("scale")) figures.scale = await measureScale({ quick, ...plan });
  return figures;
}

/** @param {Record<string, import("./rounds.mjs").Sample[]>} samples by contestant */
function figuresOf(samples) {
  const { floor = [], official = [] } = samples;
  return Object.fromEntries(Object.entries(samples).map(([name, each]) => [name, summarize(each, floor, official)]));
}
