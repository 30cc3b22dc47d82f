// @ts-check

/** Warm is what was no faster in so many turns in a row than in the best turn before them, give or take this much. */
const [steadyTurns, gain] = [5, 1.03];
const maxTurns = 40;

/**
 * Runs until it becomes no faster. On a core that the compiler shares that takes some seconds, and a server's life is not
 * made of its first ones.
 * @param {() => Promise<number>} turn resolves with its rate
 */
export async function warmUp(turn) {
  let [best, steady] = [0, 0];
  for (let turns = 0; turns < maxTurns && steady < steadyTurns; turns++) {
    const rate = await turn();
    steady = rate > best * gain ? 0 : steady + 1;
    best = Math.max(best, rate);
  }
}
