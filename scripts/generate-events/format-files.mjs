import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");

/**
 * Formats sources and sorts their imports, as the repository's own are.
 *
 * @param {ReadonlyMap<string, string>} files texts by path
 * @returns {Promise<Map<string, string>>}
 */
export async function formatFiles(files) {
  const directory = await mkdtemp(join(tmpdir(), "larkwire-events-"));
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    const options = ["--config-path", join(root, "biome.json"), "--vcs-enabled=false", "--log-level=error"];
    await promisify(execFile)(join(root, "node_modules/.bin/biome"), ["check", "--write", ...options, directory]);
    const formatted = [...files.keys()].map(async (path) => [path, await readFile(join(directory, path), "utf8")]);
    return new Map(await Promise.all(formatted));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
