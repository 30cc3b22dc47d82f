import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run.mjs";

const workplace = join("node_modules", ".cache", "examples");

/** What an example may use without importing it. */
const surroundings = `
import type { SimulatedApp, Simulator } from "@larkwire/simulator";
import type * as Larkwire from "larkwire";
import type { Client as ApiClient } from "larkwire/client";
import type { WSClient as LongConnection } from "larkwire/ws";
import type { webhook as nodeWebhook } from "larkwire/node";
import type { createTestClock as testClock } from "larkwire/testing";

declare global {
  const EventDispatcher: typeof Larkwire.EventDispatcher;
  const LarkwireError: typeof Larkwire.LarkwireError;
  const prettify: typeof Larkwire.prettify;
  const toast: typeof Larkwire.toast;
  const checkReply: typeof Larkwire.checkReply;
  const customResponse: typeof Larkwire.customResponse;
  const apiCodes: typeof Larkwire.apiCodes;
  const webhook: typeof nodeWebhook;
  const createTestClock: typeof testClock;
  const dispatcher: Larkwire.EventDispatcher<ApiClient>;
  const client: ApiClient;
  const ws: LongConnection;
  const ctx: Larkwire.CardContext<ApiClient>;
  const encryptKey: string;
  const verificationToken: string;
  const appId: string;
  const appSecret: string;
  const simulator: Simulator;
  const app: SimulatedApp;
  const server: import("node:http").Server;
  function slowWork(): Promise<Larkwire.CardReplacement>;
}
`;

/** No packages of this workspace: frameworks, which frameworks/ compiles and runs, and undici, which Node has within itself. */
const strangers = ["@nestjs/core", "express", "fastify", "koa", "next/server", "undici"];

const sources = async () => {
  const entries = await readdir("packages", { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /^packages\/[^/]+\/src\//.test(file));
  const guides = (await readdir("docs", { recursive: true }))
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file));
  return [...files, ...guides, "README.md", "README.zh.md", "packages/sdk/README.md", "packages/simulator/README.md"];
};

const codeBlocks = (text) =>
  [...text.matchAll(/^([ *]*)```(tsx?)\n(.*?)^\1```$/gms)].map(([, margin, language, code]) => ({
    language,
    code: code
      .split("\n")
      .map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line.replace(/^ *\*$/, "")))
      .join("\n"),
  }));

await rm(workplace, { recursive: true, force: true });
await mkdir(workplace, { recursive: true });
await writeFile(join(workplace, "surroundings.d.ts"), surroundings);
await writeFile(
  join(workplace, "strangers.d.ts"),
  strangers.map((name) => `declare module ${JSON.stringify(name)};\n`).join(""),
);
await writeFile(
  join(workplace, "tsconfig.json"),
  JSON.stringify({
    extends: "../../../tsconfig.base.json",
    compilerOptions: {
      isolatedDeclarations: false,
      declaration: false,
      lib: ["es2023"],
      moduleDetection: "force",
      jsx: "react-jsx",
      jsxImportSource: "larkwire",
    },
    include: ["*.ts", "*.tsx"],
  }),
);

let examples = 0;
for (const file of await sources()) {
  for (const { language, code } of codeBlocks(await readFile(file, "utf8"))) {
    examples += 1;
    const name = `${file.replace(/[^\w]+/g, "-")}-${examples}.${language}`;
    // A fragment may return, as a handler does; a whole program imports what it needs.
    const program = /^import /m.test(code) ? code : `export async function example() {\n${code}}\n`;
    await writeFile(join(workplace, name), program);
  }
}
await run("npx", ["--no-install", "tsc", "--project", workplace]);
console.log(`${examples} examples compile`);
