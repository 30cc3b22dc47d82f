import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * What the compiler says against a project, in words; nothing when it says nothing.
 *
 * @param {string} project a folder of the repository whose dependencies are installed
 * @returns {Promise<string>}
 */
export async function typeErrors(project) {
  const compiled = promisify(execFile)(process.execPath, ["node_modules/typescript/bin/tsc", "--project", project], {
    cwd: root,
  });
  return compiled.then(
    () => "",
    (error) => error.stdout || String(error),
  );
}
