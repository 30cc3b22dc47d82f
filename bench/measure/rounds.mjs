// @ts-check
/**
 * @typedef {{ rounds: number, durationMs: number, warmUpMs: number }} Plan
 * @typedef {{ answered: number, elapsedMs: number, cpuMs: number }} Sample
 * @typedef {import("./contestant.mjs").Contestant} Contestant
 */

/**
 * Every contestant in turns, round after round, so that a slow minute of the machine hits all of them.
 * @param {string} title
 * @param {readonly Contestant[]} contestants
 * @param {Plan} plan
 * @param {(contestant: Contestant, durationMs: number, round: number) => Promise<{ answered: number, elapsedMs: number, cpuMs?: number }>} measure gives the processor time itself where not all of it is the contestant's
 * @returns {Promise<Record<string, Sample[]>>}
 */
export async function inTurns(title, contestants, plan, measure) {
  for (const contestant of contestants) await measure(contestant, plan.warmUpMs, 0);
  /** @type {Record<string, Sample[]>} */
  const samples = Object.fromEntries(contestants.map(({ name }) => [name, []]));
  for (let round = 1; round <= plan.rounds; round++) {
    for (const contestant of contestants) {
      const before = await contestant.cpuMs();
      const {
        answered,
        elapsedMs,
        cpuMs = (await contestant.cpuMs()) - before,
      } = await measure(contestant, plan.durationMs, round);
      samples[contestant.name]?.push({ answered, elapsedMs, cpuMs });
      process.stderr.write(
        `${title}, round ${round}/${plan.rounds}: ${contestant.name} ${Math.round((answered / elapsedMs) * 1000)}/s\n`,
      );
    }
  }
  return samples;
}
