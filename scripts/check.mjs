import { run, runSteps } from "./run.mjs";

const npx = (...args) => run("npx", ["--no-install", ...args]);

// Fastest first; from the boundaries on, packages find each other in what was built.
await runSteps([
  ["format and lint", () => npx("biome", "ci", "--error-on-warnings", ".")],
  ["events are up to date", () => run("node", ["scripts/generate-events.mjs", "--check"])],
  ["build", () => run("npm", ["run", "build", "--silent"])],
  [
    "boundaries",
    () =>
      npx(
        "depcruise",
        "--config",
        ".dependency-cruiser.mjs",
        "packages",
        "examples",
        "bench",
        "conformance",
        "resilience",
      ),
  ],
  [
    "types",
    async () => {
      for (const project of [
        "packages/sdk",
        "packages/sdk/tsconfig.pure.json",
        "packages/simulator",
        "packages/console",
        "examples/approval-bot",
        "examples/store-app",
        "examples/test-with-vitest",
      ]) {
        await npx("tsc", "--project", project);
      }
    },
  ],
  [
    "package health",
    async () => {
      for (const directory of ["packages/sdk", "packages/simulator"]) {
        await npx("publint", "--strict", directory);
        // The contract has types only, and vitest cannot be required: nobody requires them.
        await npx(
          "attw",
          "--pack",
          directory,
          "--profile",
          "node16",
          "--quiet",
          "--exclude-entrypoints",
          "contract",
          "vitest",
        );
      }
      await npx("size-limit");
    },
  ],
  ["examples", () => run("node", ["scripts/compile-examples.mjs"])],
  ["dead code", () => npx("knip")],
]);
