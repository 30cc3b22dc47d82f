// @ts-check
import { parseArgs } from "node:util";
import { allMeasurements as loads } from "./rows.mjs";

export const allContestants = /** @type {const} */ (["floor", "official", "larkwire"]);
export const allMeasurements = /** @type {const} */ ([
  ...loads,
  "dedupe",
  "calls",
  "imports",
  "size",
  "types",
  "scale",
]);

const usage = `npm run bench -- [--quick] [--gate] [--write] [--rounds 40] [--lives 4] [--seconds 0.15]
  [--only ${allMeasurements.join(",")}] [--contestants ${allContestants.join(",")}]`;

/** @param {readonly string[]} args */
export function parseOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      gate: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      rounds: { type: "string" },
      lives: { type: "string" },
      seconds: { type: "string" },
      only: { type: "string", default: allMeasurements.join(",") },
      contestants: { type: "string", default: allContestants.join(",") },
    },
  });
  const { quick, gate, write } = values;
  const rounds = Number(values.rounds ?? (quick ? 10 : 40));
  const lives = Number(values.lives ?? (quick ? 1 : 4));
  const durationMs = Number(values.seconds ?? 0.15) * 1000;
  const measurements = chosen(values.only, allMeasurements);
  const contestants = chosen(values.contestants, allContestants);
  const isWhole = measurements.length === allMeasurements.length && contestants.length === allContestants.length;
  if (!(rounds >= 1 && lives >= 1 && durationMs > 0)) throw new Error(usage);
  if (write && (quick || !isWhole)) throw new Error("--write is for a whole run");
  return {
    plan: { rounds, durationMs },
    lives,
    importRounds: quick ? 5 : 15,
    typeRounds: quick ? 1 : 3,
    quick,
    gate,
    write,
    measurements,
    contestants,
  };
}

/** @template {string} Name @param {string} list @param {readonly Name[]} known */
function chosen(list, known) {
  const names = list.split(",");
  if (!names.every((name) => known.some((each) => each === name))) throw new Error(usage);
  return known.filter((name) => names.includes(name));
}
