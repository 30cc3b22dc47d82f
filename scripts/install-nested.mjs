import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run.mjs";

/**
 * Installs a nested project from its lockfile, unless that has been done for this lockfile.
 *
 * @param {string} directory
 */
export async function installNested(directory) {
  const lockfile = await readFile(join(directory, "package-lock.json"));
  const digest = createHash("sha256").update(lockfile).digest("hex");
  const stamp = join(directory, "node_modules", ".lockfile-sha256");
  if ((await readFile(stamp, "utf8").catch(() => "")) === digest) return;
  await run("npm", ["ci", "--no-audit", "--no-fund", "--prefix", directory]);
  await writeFile(stamp, digest);
}
