// @ts-check
import { join } from "node:path";
import { median, spread } from "../report/statistics.mjs";
import { output } from "../workplace/command.mjs";
import { contestantCore, pinned } from "./cores.mjs";

const official = "@larksuiteoapi/node-sdk";

/** What is imported, and how; a client of the long connection imports `ws` when it starts. */
const subjects = /** @type {const} */ ({
  nothing: ["import"],
  ws: ["import", "ws"],
  larkwire: ["import", "larkwire"],
  "larkwire/ws": ["import", "larkwire/ws"],
  "larkwire/ws, then ws": ["import", "larkwire/ws", "ws"],
  "larkwire/node": ["import", "larkwire/node"],
  "larkwire/client": ["import", "larkwire/client"],
  "larkwire (require)": ["require", "larkwire"],
  "official SDK": ["import", official],
  "official SDK (require)": ["require", official],
});

/**
 * @typedef {keyof typeof subjects} Subject
 * @typedef {{ milliseconds: number, spread: number, residentBytes: number, overNothingBytes: number }} ImportFigures
 */

/**
 * Import time and resident memory, in processes of their own and in turns.
 * @param {string} directory @param {number} rounds
 * @returns {Promise<Record<Subject, ImportFigures>>}
 */
export async function measureImports(directory, rounds) {
  const probe = join(directory, "contestants", "import-probe.mjs");
  const names = /** @type {Subject[]} */ (Object.keys(subjects));
  /** @type {Map<Subject, { milliseconds: number, residentBytes: number }[]>} */
  const samples = new Map(names.map((name) => [name, []]));
  // The first round only brings the files into memory.
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const [command = "", ...args] = pinned(contestantCore, [process.execPath, probe, ...subjects[name]]);
      const sample = JSON.parse(await output(command, args, directory));
      if (round > 0) samples.get(name)?.push(sample);
    }
  }
  const memoryOf = (/** @type {Subject} */ name) =>
    median((samples.get(name) ?? []).map(({ residentBytes }) => residentBytes));
  const figures = names.map((name) => {
    const times = (samples.get(name) ?? []).map(({ milliseconds }) => milliseconds);
    const residentBytes = memoryOf(name);
    return [
      name,
      {
        milliseconds: median(times),
        spread: spread(times),
        residentBytes,
        overNothingBytes: residentBytes - memoryOf("nothing"),
      },
    ];
  });
  return Object.fromEntries(figures);
}
