import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      "conformance/vitest.config.ts",
      "frameworks/vitest.config.ts",
      "resilience/vitest.config.ts",
      { test: { name: "sdk", root: "packages/sdk", include: ["src/**/*.test.ts"] } },
      { test: { name: "simulator", root: "packages/simulator", include: ["src/**/*.test.ts"] } },
      { test: { name: "console", root: "packages/console", include: ["src/**/*.test.ts"] } },
      {
        test: {
          name: "repository",
          root: ".",
          include: ["scripts/**/*.test.mjs", "examples/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
