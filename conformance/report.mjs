// @ts-check
// Runs the conformance tests and writes what passed into docs/conformance.md.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

/** @typedef {{ ancestorTitles: string[], title: string, status: string }} Case */

const root = join(import.meta.dirname, "..");
const sdk = join(import.meta.dirname, "node_modules/@larksuiteoapi/node-sdk/package.json");
const { version } = JSON.parse(readFileSync(sdk, "utf8"));
const clients = {
  "official-node-sdk": `@larksuiteoapi/node-sdk ${version}, unmodified`,
  "sdk-shapes": "The bytes of the official Go, Python, Java and Node SDKs, written by hand",
};

const workplace = mkdtempSync(join(tmpdir(), "conformance-"));
const output = join(workplace, "results.json");
const run = ["vitest", "run", "--reporter=json", `--outputFile=${output}`, ...Object.keys(clients)];
spawnSync("npx", ["--no-install", ...run], { cwd: root, stdio: "inherit" });
/** @type {{ testResults: { name: string, assertionResults: Case[] }[] }} */
const { testResults } = JSON.parse(readFileSync(output, "utf8"));
rmSync(workplace, { recursive: true });

const sections = Object.entries(clients).map(([prefix, client]) => {
  const cases = testResults
    .filter(({ name }) => basename(name).startsWith(prefix))
    .flatMap(({ assertionResults }) => assertionResults);
  const rows = cases.map(({ ancestorTitles, title, status }) => {
    return `| ${[ancestorTitles.join(", "), title, status].map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  const passed = cases.filter(({ status }) => status === "passed").length;
  const heading = `## ${client}\n\n${passed} of ${cases.length} passed.\n\n| what | case | result |\n| --- | --- | --- |`;
  return [heading, ...rows].join("\n");
});
const target = join(root, "docs/conformance.md");
const text = `# Conformance

Clients that do not know larkwire, run against the simulator over real sockets. Written by \`node conformance/report.mjs\` from a run of these tests.

${sections.join("\n\n")}
`;
writeFileSync(target, text);
execFileSync("npx", ["--no-install", "biome", "format", "--write", target], { cwd: root, stdio: "ignore" });
if (text.includes("| failed |")) process.exitCode = 1;
