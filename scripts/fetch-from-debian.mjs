import { existsSync } from "node:fs";
import { run } from "./run.mjs";

/**
 * Installs a package of Debian, unless what it is wanted for is there.
 *
 * @param {string} program - its path
 * @param {string} name - of the package
 */
export async function fetchFromDebian(program, name) {
  if (existsSync(program)) return;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env: environment });
  await run("apt-get", ["install", "-qy", "--no-install-recommends", name], { env: environment });
}
