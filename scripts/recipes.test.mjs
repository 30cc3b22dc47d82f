import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";

// Whoever follows a recipe gets what is run here: the documents show these very files. Vitest's own runs with the examples.
const run = promisify(execFile);
const jest = "examples/test-with-jest/node_modules/jest/bin/jest.js";

it.each([
  ["vitest", ["bot.test.ts", "bot.ts"]],
  ["jest", ["bot.test.cjs", "bot.cjs", "bot.test.mjs", "bot.mjs"]],
  ["node-test", ["bot.test.mjs", "bot.mjs", "bot.test.cjs", "bot.cjs"]],
])("the recipe for %s shows what is run", async (runner, files) => {
  const recipe = await readFile(`docs/testing/${runner}.md`, "utf8");
  for (const file of files) {
    expect(recipe).toContain(`\n${await readFile(`examples/test-with-${runner}/${file}`, "utf8")}\`\`\``);
  }
});

it.each(["vitest", "jest", "node-test"])("a first test with %s has less than ten lines within", async (runner) => {
  const directory = `examples/test-with-${runner}`;
  const tests = (await readdir(directory)).filter((file) => file.includes(".test."));
  for (const file of tests) {
    const [, body = ""] = /=> \{\n(.*)\n\}\);\n$/s.exec(await readFile(`${directory}/${file}`, "utf8")) ?? [];
    expect(body).toContain("submit");
    expect(body.split("\n").length).toBeLessThan(10);
  }
});

it("the recipe for node:test runs, as ES module and as CommonJS", async () => {
  // A test runner within a test runner says nothing of its results unless the outer one is forgotten.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = await run(process.execPath, ["--test", "--test-reporter=tap", "examples/test-with-node-test/"], {
    env,
  });
  expect(stdout).toContain("# pass 2");
});

it.skipIf(!existsSync(jest))("the recipe for jest runs, as ES module and as CommonJS", async () => {
  const { stderr } = await run(
    process.execPath,
    ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", "--ci"],
    { cwd: "examples/test-with-jest", env: { ...process.env, NODE_OPTIONS: "" } },
  );
  expect(stderr).toContain("2 passed, 2 total");
});
