import { join } from "node:path";
import { defineConfig } from "vitest/config";

// Nothing is timed by a test: the limit only ends what hangs, also on a machine that is busy with other things.
const testTimeout = 30_000;

export default defineConfig({
  test: {
    // Vitest would leave a core to a person who works on; on two that leaves one worker.
    maxWorkers: "100%",
    projects: [
      "conformance/vitest.config.ts",
      "frameworks/vitest.config.ts",
      "resilience/vitest.config.ts",
      "runtimes/vitest.config.ts",
      {
        // JSX imports the runtime by the package's name.
        resolve: {
          alias: { "larkwire/jsx-dev-runtime": join(import.meta.dirname, "packages/sdk/src/entry/jsx-dev-runtime.ts") },
        },
        test: { name: "sdk", root: "packages/sdk", include: ["src/**/*.test.{ts,tsx}"], testTimeout },
      },
      { test: { name: "simulator", root: "packages/simulator", include: ["src/**/*.test.ts"], testTimeout } },
      { test: { name: "console", root: "packages/console", include: ["src/**/*.test.ts"], testTimeout } },
      {
        test: {
          name: "repository",
          root: ".",
          include: ["scripts/**/*.test.mjs", "examples/**/*.test.ts"],
          testTimeout: 2 * testTimeout,
        },
      },
    ],
  },
});
