// @ts-check
import { startContestant } from "./contestant.mjs";
import { inTurns } from "./rounds.mjs";

/** More than any contestant answers in a second. */
const requestsPerSecond = 150_000;

/** Bytes of a request to the text of its answer, with no socket. @type {import("./rounds.mjs").Measure} */
export async function measurePipeline(row, names, plan, directory) {
  const contestants = await Promise.all(
    names.map((name) => startContestant(name, "pipeline", directory, row.settings)),
  );
  const { kilobytes, settings } = row;
  let first = 1;
  try {
    return await inTurns(`pipeline, ${row.name}`, contestants, plan, async ({ ask }, durationMs) => {
      const count = Math.ceil((durationMs / 1000) * requestsPerSecond);
      const run = { first, count, durationMs, kilobytes, encrypted: settings.encrypted };
      const { answered, elapsedMs, cpuMs } = await ask({ type: "run", run });
      first += count;
      return { answered, elapsedMs, cpuMs };
    });
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
}
