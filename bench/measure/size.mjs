// @ts-check
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bytesOnDisk } from "../workplace/bytes-on-disk.mjs";
import { output } from "../workplace/command.mjs";
import { install } from "../workplace/install.mjs";

const official = "@larksuiteoapi/node-sdk";

/** @typedef {{ installedBytes: number, packedBytes: number, packages: number }} Size */

/**
 * What each package occupies with its dependencies, and how large its tarball is.
 * @param {{ directory: string, packedBytes: number }} workplace
 * @returns {Promise<Record<"larkwire" | "official", Size>>}
 */
export async function measureSize({ directory, packedBytes }) {
  const { dependencies } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  const wanted = `${official}@${dependencies[official]}`;
  const alone = join(directory, "official");
  await install(wanted, alone);
  const [packed] = JSON.parse(await output("npm", ["pack", "--json", "--dry-run", "--prefer-offline", wanted], alone));
  return {
    larkwire: { ...(await installed(directory)), packedBytes },
    official: { ...(await installed(alone)), packedBytes: packed.size },
  };
}

/** @param {string} directory */
async function installed(directory) {
  const modules = join(directory, "node_modules");
  const { packages } = JSON.parse(await readFile(join(modules, ".package-lock.json"), "utf8"));
  return { installedBytes: await bytesOnDisk(modules), packages: Object.keys(packages).length };
}
