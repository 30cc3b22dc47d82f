// @ts-check
import { parseArgs } from "node:util";

export const allContestants = /** @type {const} */ (["floor", "official", "larkwire"]);
export const allMeasurements = /** @type {const} */ (["webhook", "frames", "pipeline"]);

const usage = `npm run bench -- [--quick] [--rounds 5] [--seconds 2] [--only webhook,frames,pipeline] [--contestants floor,official,larkwire]`;

/** @param {readonly string[]} args */
export function parseOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      seconds: { type: "string" },
      only: { type: "string", default: allMeasurements.join(",") },
      contestants: { type: "string", default: allContestants.join(",") },
    },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
  const durationMs = Number(values.seconds ?? (values.quick ? 0.5 : 2)) * 1000;
  if (!(rounds >= 1 && durationMs > 0)) throw new Error(usage);
  return {
    plan: { rounds, durationMs, warmUpMs: Math.max(durationMs / 2, 500) },
    measurements: chosen(values.only, allMeasurements),
    contestants: chosen(values.contestants, allContestants),
  };
}

/** @template {string} Name @param {string} list @param {readonly Name[]} known */
function chosen(list, known) {
  const names = list.split(",");
  if (!names.every((name) => known.some((each) => each === name))) throw new Error(usage);
  return known.filter((name) => names.includes(name));
}
