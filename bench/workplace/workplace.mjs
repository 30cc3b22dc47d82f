// @ts-check
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { output } from "./command.mjs";
import { install } from "./install.mjs";

const bench = fileURLToPath(new URL("..", import.meta.url));
const sdk = fileURLToPath(new URL("../../packages/sdk/", import.meta.url));

/**
 * A folder where larkwire is installed from its tarball, beside copies of everything that imports it. Thus what ships is
 * measured, and a build that happens meanwhile changes nothing. What is not in it, Node finds in bench/node_modules.
 */
export async function createWorkplace() {
  const parent = join(bench, ".work");
  await mkdir(parent, { recursive: true });
  const directory = await mkdtemp(join(parent, "run-"));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const tarball = await pack(directory);
    await install(tarball, directory);
    for (const name of ["contestants", "fixtures", "types/apps"]) {
      await cp(join(bench, name), join(directory, name), { recursive: true });
    }
    return { directory, packedBytes: (await stat(tarball)).size, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Builds and packs larkwire without touching its own dist folder. @param {string} directory */
async function pack(directory) {
  const unpacked = join(directory, "unpacked");
  await output("npx", ["--no-install", "tsdown", "--log-level", "error", "--out-dir", join(unpacked, "dist")], sdk);
  const manifest = JSON.parse(await readFile(join(sdk, "package.json"), "utf8"));
  await writeFile(join(unpacked, "package.json"), JSON.stringify({ ...manifest, scripts: {}, devDependencies: {} }));
  for (const name of ["README.md", "LICENSE"]) await cp(join(sdk, "../..", name), join(unpacked, name));
  const [{ filename }] = JSON.parse(await output("npm", ["pack", "--json", "--pack-destination", directory], unpacked));
  return join(directory, filename);
}
