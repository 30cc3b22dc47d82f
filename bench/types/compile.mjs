// @ts-check
import { createRequire } from "node:module";
import { median } from "../report/statistics.mjs";
import { output } from "../workplace/command.mjs";

export const apps = /** @type {const} */ (["empty", "larkwire", "official"]);
const settings = "--ignoreConfig --noEmit --strict --skipLibCheck --target es2023 --module nodenext --types node";

/** @typedef {{ memoryMegabytes: number, checkSeconds: number, totalSeconds: number }} Sample */
/** @typedef {Record<typeof apps[number], Sample & { overEmptyMegabytes: number }>} TypeFigures */

/**
 * What it costs to check two-line apps: medians of a few runs of the compiler, in turns.
 * @param {string} directory where the apps are
 * @param {number} rounds
 * @param {string} [compiler]
 * @returns {Promise<TypeFigures>}
 */
export async function measureTypes(
  directory,
  rounds,
  compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc"),
) {
  /** @type {Record<typeof apps[number], Sample[]>} */
  const samples = { empty: [], larkwire: [], official: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const app of apps) samples[app].push(await compile(directory, app, compiler));
  }
  const typical = (/** @type {typeof apps[number]} */ app, /** @type {keyof Sample} */ figure) =>
    median(samples[app].map((sample) => sample[figure]));
  const figuresOf = (/** @type {typeof apps[number]} */ app) => ({
    memoryMegabytes: typical(app, "memoryMegabytes"),
    overEmptyMegabytes: typical(app, "memoryMegabytes") - typical("empty", "memoryMegabytes"),
    checkSeconds: typical(app, "checkSeconds"),
    totalSeconds: typical(app, "totalSeconds"),
  });
  return { empty: figuresOf("empty"), larkwire: figuresOf("larkwire"), official: figuresOf("official") };
}

/**
 * One run of the compiler. It collects garbage before it reads its memory when it can, which makes the figure repeatable.
 * @param {string} directory @param {string} app @param {string} compiler
 * @returns {Promise<Sample>}
 */
async function compile(directory, app, compiler) {
  const args = ["--expose-gc", compiler, ...settings.split(" "), "--extendedDiagnostics", `${app}.ts`];
  const diagnostics = await output(process.execPath, args, directory);
  return {
    memoryMegabytes: figureOf(diagnostics, "Memory used") / 1_000,
    checkSeconds: figureOf(diagnostics, "Check time"),
    totalSeconds: figureOf(diagnostics, "Total time"),
  };
}

/** @param {string} diagnostics @param {string} name */
function figureOf(diagnostics, name) {
  const figure = new RegExp(`^${name}: +([\\d.]+)`, "m").exec(diagnostics)?.[1];
  if (figure === undefined) throw new Error(`The compiler says nothing about "${name}"`);
  return Number(figure);
}
