import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const cruise = async (directory) => {
  const args = ["--config", ".dependency-cruiser.mjs", "--output-type", "json", "packages"];
  const { stdout } = await promisify(execFile)(join(root, "node_modules/.bin/depcruise"), args, {
    cwd: directory,
    maxBuffer: 64 * 2 ** 20,
  }).catch((error) => error);
  return JSON.parse(stdout).summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
};

const planted = [
  ["packages/sdk/src/wire/planted.ts", "../ports.ts", "sdk: wire/"],
  ["packages/sdk/src/callback/open/planted.ts", "../dispatch/turn.ts", "sdk: callback/open/"],
  ["packages/sdk/src/callback/dispatch/planted.ts", "../../rest/client.ts", "sdk: callback/dispatch/"],
  ["packages/sdk/src/callback/planted.ts", "../webhook/handle-request.ts", "sdk: callback/"],
  ["packages/sdk/src/webhook/planted.ts", "../callback/pipeline.ts", "sdk: webhook/"],
  ["packages/sdk/src/long-connection/planted.ts", "../webhook/read-body.ts", "sdk: long-connection/"],
  ["packages/sdk/src/rest/planted.ts", "../callback/delivery.ts", "sdk: rest/"],
  [
    "packages/sdk/src/long-connection/planted-ws.ts",
    "ws",
    "sdk: node: and ws stay in runtime, adapters and socket opening",
  ],
  [
    "packages/sdk/src/callback/planted-node.ts",
    "node:fs",
    "sdk: node: and ws stay in runtime, adapters and socket opening",
  ],
  ["packages/sdk/src/webhook/adapters/planted.ts", "./node.ts", "sdk: adapters do not import each other"],
  ["packages/sdk/src/rest/planted-entry.ts", "../entry/index.ts", "sdk: only entries compose"],
  ["packages/sdk/src/errors-planted.ts", "../../simulator/src/index.ts", "sdk depends on no sibling"],
  ["packages/simulator/src/world/planted.ts", "node:http", "simulator: pure places import no runtime"],
  ["packages/simulator/src/judge/planted.ts", "../gateway/planted-target.ts", "simulator: judge/"],
  [
    "packages/simulator/src/planted.ts",
    "../../sdk/src/wire/frame.ts",
    "packages meet only by name, through public entries",
  ],
  ["packages/console/src/planted.ts", "../../simulator/src/server.ts", "console: the contract only"],
];

let directory = "";

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "larkwire-boundaries-"));
  for (const name of ["package.json", "tsconfig.base.json", ".dependency-cruiser.mjs"])
    await cp(join(root, name), join(directory, name));
  await cp(join(root, "packages"), join(directory, "packages"), {
    recursive: true,
    filter: (source) => !source.endsWith("node_modules"),
  });
  await symlink(join(root, "node_modules"), join(directory, "node_modules"));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

it("the import order catches every planted violation by the rule that names it", async () => {
  for (const [file, target] of [...planted, ["packages/simulator/src/gateway/planted-target.ts", "node:net"]]) {
    await mkdir(dirname(join(directory, file)), { recursive: true });
    await writeFile(join(directory, file), `import "${target}";\n`);
  }
  const violations = await cruise(directory);
  const missed = planted
    .map(([file, , rule]) => `${file}: ${rule}`)
    .filter((expected) => !violations.includes(expected));
  expect(missed).toEqual([]);
});
