// @ts-check
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { median } from "../report/statistics.mjs";

/** Another compiler may be named: node bench/types/measure.mjs path/to/tsc */
const compiler = process.argv[2] ?? createRequire(import.meta.url).resolve("typescript/bin/tsc");
const rounds = 3;
const gateMegabytes = 40;

const apps = /** @type {const} */ (["empty", "larkwire", "official"]);
const settings = "--ignoreConfig --noEmit --strict --skipLibCheck --target es2023 --module nodenext --types node";

/** @typedef {{ memoryMegabytes: number, checkSeconds: number, totalSeconds: number }} Sample */

/** @type {Record<typeof apps[number], Sample[]>} */
const samples = { empty: [], larkwire: [], official: [] };
for (let round = 0; round < rounds; round += 1) {
  for (const app of apps) samples[app].push(await measure(app));
}

/** @param {typeof apps[number]} app @param {keyof Sample} figure */
const typical = (app, figure) => median(samples[app].map((sample) => sample[figure]));

console.table(
  Object.fromEntries(
    apps.map((app) => [
      app,
      {
        "memory, MB": typical(app, "memoryMegabytes").toFixed(1),
        "over empty, MB": (typical(app, "memoryMegabytes") - typical("empty", "memoryMegabytes")).toFixed(1),
        "check, s": typical(app, "checkSeconds").toFixed(2),
        "total, s": typical(app, "totalSeconds").toFixed(2),
      },
    ]),
  ),
);
if (typical("larkwire", "memoryMegabytes") - typical("empty", "memoryMegabytes") > gateMegabytes) {
  console.error(`larkwire's types must not cost more than ${gateMegabytes} MB`);
  process.exitCode = 1;
}

/**
 * One run of the compiler. It collects garbage before it reads its memory when it can, which makes the figure repeatable.
 *
 * @param {string} app
 * @returns {Promise<Sample>}
 */
async function measure(app) {
  const args = ["--expose-gc", compiler, ...settings.split(" "), "--extendedDiagnostics", `apps/${app}.ts`];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
  return {
    memoryMegabytes: figureOf(stdout, "Memory used") / 1_000,
    checkSeconds: figureOf(stdout, "Check time"),
    totalSeconds: figureOf(stdout, "Total time"),
  };
}

/** @param {string} diagnostics @param {string} name */
function figureOf(diagnostics, name) {
  const figure = new RegExp(`^${name}: +([\\d.]+)`, "m").exec(diagnostics)?.[1];
  if (figure === undefined) throw new Error(`The compiler says nothing about "${name}"`);
  return Number(figure);
}
