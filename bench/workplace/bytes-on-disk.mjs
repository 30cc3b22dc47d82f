// @ts-check
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

const blockBytes = 512;

/** What a folder occupies, as `du` counts it. @param {string} directory */
export async function bytesOnDisk(directory) {
  const entries = await readdir(directory, { recursive: true });
  const blocks = await Promise.all(entries.map(async (entry) => (await lstat(join(directory, entry))).blocks));
  return blocks.reduce((sum, each) => sum + each, 0) * blockBytes;
}
