import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);
const isInstalled = existsSync("conformance/node_modules/@larksuiteoapi/node-sdk/package.json");

// The tests run anyway; what could go stale is which there are, and of which version.
it.skipIf(!isInstalled)("the conformance report has every case, all passed, with the version that is run", async () => {
  const report = await readFile("docs/conformance.md", "utf8");
  const sdk = "conformance/node_modules/@larksuiteoapi/node-sdk/package.json";
  const { version } = JSON.parse(await readFile(sdk, "utf8"));
  const names = [
    "official-node-sdk.test",
    "official-node-sdk.matrix",
    "official-node-sdk.apis",
    "official-node-sdk.keyless",
    "sdk-shapes",
  ];
  const { stdout } = await run("npx", ["--no-install", "vitest", "list", ...names, "--json"], { maxBuffer: 2 ** 24 });
  const cases = JSON.parse(stdout).map(({ name }) => name.split(" > ").at(-1).replaceAll("|", "\\|"));

  expect(report).toContain(`@larksuiteoapi/node-sdk ${version}`);
  // Names that the formatter has escaped are compared without their marks.
  const plain = (text) => text.replaceAll("\\", "");
  expect(cases.filter((name) => !plain(report).includes(plain(name)))).toEqual([]);
  expect(cases.length).toBeGreaterThan(50);
  expect(report).not.toContain("| failed");
});
