// Measures larkwire against the official SDK and the floor; arguments go to bench/run.mjs, for example --quick.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { fetchFromDebian } from "./fetch-from-debian.mjs";
import { run, runSteps } from "./run.mjs";

const bench = fileURLToPath(new URL("../bench/", import.meta.url));

/** @param {string} file @returns {Promise<Record<string, { version?: string }>>} */
async function packagesIn(file) {
  const text = await readFile(`${bench}${file}`, "utf8").catch(() => '{"packages":{}}');
  return JSON.parse(text).packages;
}

async function isInstalled() {
  const installed = await packagesIn("node_modules/.package-lock.json");
  const wanted = Object.entries(await packagesIn("package-lock.json"));
  return wanted.every(
    ([path, { version }]) => !path.startsWith("node_modules/") || installed[path]?.version === version,
  );
}

/** @type {[string, () => Promise<unknown>][]} */
const steps = [
  ["fetch Redis", () => fetchFromDebian("/usr/bin/redis-server", "redis-server")],
  ["build", () => run("npm", ["run", "build", "--silent"])],
  ["types", () => run("npx", ["--no-install", "tsc", "--project", bench])],
  ["pack larkwire and measure", () => run(process.execPath, ["run.mjs", ...process.argv.slice(2)], { cwd: bench })],
];
if (!(await isInstalled())) {
  const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  steps.unshift([
    "install bench (the official SDK and codecs, about 60 packages)",
    () => run("npm", install, { cwd: bench }),
  ]);
}
await runSteps(steps);
