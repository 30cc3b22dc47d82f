import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs a command in the foreground and throws when it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  const [code, signal] = await once(child, "exit");
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${signal ?? `exit code ${code}`}`);
}

/**
 * Does named steps one after the other, says how long each took, and ends the process with 1 at the first that fails.
 *
 * @param {readonly (readonly [name: string, work: () => Promise<unknown>])[]} steps
 */
export async function runSteps(steps) {
  for (const [name, work] of steps) {
    console.log(`\n▸ ${name}`);
    const startedAt = performance.now();
    try {
      await work();
    } catch (error) {
      console.error(`\n✗ ${name}: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
      return;
    }
    console.log(`✓ ${name} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`);
  }
}
