import { run, runSteps } from "./run.mjs";

const npx = (...args) => run("npx", ["--no-install", ...args]);
const published = ["packages/sdk", "packages/simulator"];

// Fastest first; types and package health need the build.
await runSteps([
  ["format and lint", () => npx("biome", "ci", "--error-on-warnings", ".")],
  ["events are up to date", () => run("node", ["scripts/generate-events.mjs", "--check"])],
  [
    "boundaries",
    () => npx("depcruise", "--config", ".dependency-cruiser.mjs", "packages", "examples", "bench", "conformance"),
  ],
  ["build", () => run("npm", ["run", "build", "--silent"])],
  [
    "types",
    async () => {
      for (const project of [
        "packages/sdk",
        "packages/sdk/tsconfig.pure.json",
        "packages/simulator",
        "packages/console",
        "examples/approval-bot",
      ]) {
        await npx("tsc", "--project", project);
      }
    },
  ],
  [
    "package health",
    async () => {
      for (const directory of published) {
        await npx("publint", "--strict", directory);
        await npx("attw", "--pack", directory, "--quiet", "--exclude-entrypoints", "./contract");
      }
      await npx("size-limit");
    },
  ],
  ["dead code", () => npx("knip")],
]);
