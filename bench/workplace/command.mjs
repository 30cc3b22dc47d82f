// @ts-check
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Runs a command and gives what it wrote to stdout. @param {string} command @param {readonly string[]} args @param {string} cwd */
export async function output(command, args, cwd) {
  const { stdout } = await promisify(execFile)(command, args, { cwd, maxBuffer: 64 * 2 ** 20 });
  return stdout;
}
