// @ts-check
import { startContestant } from "./contestant.mjs";
import { inTurns } from "./rounds.mjs";

/** More than any contestant answers in a second. */
const requestsPerSecond = 150_000;

/** Bytes of a request to the text of its answer, with no socket. @param {readonly string[]} names @param {import("./rounds.mjs").Plan} plan */
export async function measurePipeline(names, plan) {
  const contestants = await Promise.all(names.map((name) => startContestant(name, "pipeline")));
  let first = 1;
  try {
    return await inTurns("pipeline alone", contestants, plan, async ({ ask }, durationMs) => {
      const count = Math.ceil((durationMs / 1000) * requestsPerSecond);
      const { answered, elapsedMs, cpuMs } = await ask({ type: "run", run: { first, count, durationMs } });
      first += count;
      return { answered, elapsedMs, cpuMs };
    });
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.stop()));
  }
}
