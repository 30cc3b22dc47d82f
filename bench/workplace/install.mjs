// @ts-check
import { mkdir, writeFile } from "node:fs/promises";
import { output } from "./command.mjs";

const quietly = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock"];

/**
 * Installs one package with its dependencies into a folder of its own, as a customer would.
 * @param {string} wanted name@version, or a tarball
 * @param {string} directory
 */
export async function install(wanted, directory) {
  await mkdir(directory, { recursive: true });
  await writeFile(`${directory}/package.json`, JSON.stringify({ private: true }));
  await output("npm", ["install", ...quietly, wanted], directory);
}
