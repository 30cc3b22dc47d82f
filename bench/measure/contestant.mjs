// @ts-check
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { contestantCore, pinned } from "./cores.mjs";

/**
 * Starts one contestant in a process of its own, on a core of its own where that is possible.
 * @param {string} name
 * @param {import("../rows.mjs").Measurement} measurement
 * @param {string} directory where the contestants and what they need are installed
 * @param {import("../contestants/settings.mjs").Settings} settings
 */
export async function startContestant(name, measurement, directory, settings) {
  const script = [join(directory, "contestants", "child.mjs"), name, measurement, JSON.stringify(settings)];
  const [command, ...args] = pinned(contestantCore, [process.execPath, ...script]);
  const running = spawn(/** @type {string} */ (command), args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const died = once(running, "exit").then(([code]) => {
    throw new Error(`${name} (${measurement}) ended with code ${code}`);
  });
  died.catch(() => {});
  /** @returns {Promise<any>} */
  const message = async () => (await Promise.race([once(running, "message"), died]))[0];
  const { port } = await message();
  /** @param {object} question */
  const ask = (question) => {
    const answer = message();
    running.send(question);
    return answer;
  };
  return {
    name,
    /** @type {number} */
    port,
    ask,
    /** Processor time that it has used so far, in ms. */
    cpuMs: async () => {
      const { user, system } = await ask({ type: "cpu" });
      return (user + system) / 1000;
    },
    stop: async () => {
      running.disconnect();
      if (running.exitCode === null) await once(running, "exit");
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startContestant>>} Contestant */
