import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Compares what a folder holds with what it should: paths whose text differs or is missing, and paths that nothing generates any more.
 *
 * @param {string} directory
 * @param {ReadonlyMap<string, string>} files texts by path within the directory
 */
export async function findDrift(directory, files) {
  const changed = [];
  for (const [path, text] of files) {
    if ((await readFile(join(directory, path), "utf8").catch(() => undefined)) !== text) changed.push(path);
  }
  const present = await readdir(join(directory, "generated")).catch(() => []);
  const stale = present.map((name) => `generated/${name}`).filter((path) => !files.has(path));
  return { changed, stale };
}
