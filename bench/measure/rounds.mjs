// @ts-check
import { warmUp } from "./warm-up.mjs";

/**
 * @typedef {{ rounds: number, durationMs: number }} Plan
 * @typedef {{ answered: number, elapsedMs: number, cpuMs: number }} Sample
 * @typedef {import("./contestant.mjs").Contestant} Contestant
 * @typedef {(row: import("../rows.mjs").Row, names: readonly string[], plan: Plan, directory: string) => Promise<Record<string, Sample[]>>} Measure
 *   of one row, by the contestants' names; `directory` is where they are installed
 */

/**
 * Every contestant in turns, round after round, so that a slow minute of the machine hits all of them.
 * @template {Pick<Contestant, "name" | "cpuMs">} Entrant
 * @param {string} title
 * @param {readonly Entrant[]} contestants
 * @param {Plan} plan
 * @param {(contestant: Entrant, durationMs: number) => Promise<{ answered: number, elapsedMs: number, cpuMs?: number }>} measure gives the processor time itself where not all of it is the contestant's
 * @returns {Promise<Record<string, Sample[]>>}
 */
export async function inTurns(title, contestants, plan, measure) {
  for (const contestant of contestants) await warmUp(async () => rateOf(await measure(contestant, plan.durationMs)));
  /** @type {Record<string, Sample[]>} */
  const samples = Object.fromEntries(contestants.map(({ name }) => [name, []]));
  for (let round = 1; round <= plan.rounds; round++) {
    const rates = [];
    for (const contestant of contestants) {
      const before = await contestant.cpuMs();
      const {
        answered,
        elapsedMs,
        cpuMs = (await contestant.cpuMs()) - before,
      } = await measure(contestant, plan.durationMs);
      samples[contestant.name]?.push({ answered, elapsedMs, cpuMs });
      rates.push(`${contestant.name} ${Math.round(rateOf({ answered, elapsedMs }))}/s`);
    }
    process.stderr.write(`${title}, round ${round}/${plan.rounds}: ${rates.join(", ")}\n`);
  }
  return samples;
}

/**
 * Spreads the rounds over several lives of the contestants, because one process can be a tenth slower all its life than the next one with
 * the same program.
 * @param {number} lives
 * @param {Plan} plan
 * @param {(life: Plan) => Promise<Record<string, Sample[]>>} measure starts the contestants anew
 * @returns {Promise<Record<string, Sample[]>>}
 */
export async function inLives(lives, { rounds, durationMs }, measure) {
  /** @type {Record<string, Sample[]>} */
  const samples = {};
  for (let life = 1; life <= lives; life++) {
    const ofLife = await measure({ rounds: Math.ceil(rounds / lives), durationMs });
    for (const [name, each] of Object.entries(ofLife)) samples[name] = [...(samples[name] ?? []), ...each];
  }
  return samples;
}

/** @param {{ answered: number, elapsedMs: number }} turn */
const rateOf = ({ answered, elapsedMs }) => (answered / elapsedMs) * 1000;
