// @ts-check
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** The contestant gets a core, the load generator another one. */
export const contestantCore = "0";
const loadCore = "1";

const canPin = availableParallelism() > 1 && spawnSync("taskset", ["-V"]).status === 0;

/** Whether every process stays on its core. */
export const coresArePinned = canPin;

/** @param {string} core @param {readonly string[]} command */
export const pinned = (core, command) => (canPin ? ["taskset", "-c", core, ...command] : command);

/** Keeps this process, the load generator, away from the contestant. */
export function pinLoadGenerator() {
  if (canPin) spawnSync("taskset", ["-a", "-cp", loadCore, String(process.pid)]);
}
