// @ts-check
import { startContestant } from "./contestant.mjs";
import { inTurns } from "./rounds.mjs";

/** More than any contestant answers in a second. */
const requestsPerSecond = 150_000;

/** Bytes of a request to the text of its answer, with no socket. @type {import("./rounds.mjs").Measure} */
export const measurePipeline = (...args) => measureCalls("pipeline", ...args);

/** Route handlers and functions, which a host calls; the official SDK is not measured there. @type {import("./rounds.mjs").Measure} */
export const measureFunctions = (row, names, ...args) =>
  measureCalls(
    "functions",
    row,
    names.filter((name) => name !== "official"),
    ...args,
  );

/** @param {"pipeline" | "functions"} measurement @param {Parameters<import("./rounds.mjs").Measure>} args */
async function measureCalls(measurement, ...[row, names, plan, directory]) {
  const contestants = await Promise.all(
    names.map((name) => startContestant(name, measurement, directory, row.settings)),
  );
  const { encrypted, framework } = row.settings;
  let first = 1;
  try {
    return await inTurns(`${measurement}, ${row.name}`, contestants, plan, async ({ ask }, durationMs) => {
      const count = Math.ceil((durationMs / 1000) * requestsPerSecond);
      const run = { first, count, durationMs, kilobytes: row.kilobytes, encrypted, framework };
      const { answered, elapsedMs, cpuMs } = await ask({ type: "run", run });
      first += count;
      return { answered, elapsedMs, cpuMs };
    });
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
}
