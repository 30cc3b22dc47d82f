import { defineConfig, type UserConfig } from "tsdown";

const configs: UserConfig[] = defineConfig([
  {
    entry: { index: "src/index.ts", assert: "src/matchers/assert.ts", jest: "src/matchers/jest.ts" },
    format: ["esm", "cjs"],
    platform: "node",
    target: "node20.19",
    dts: true,
    fixedExtension: false,
    // Gives the CommonJS build an import.meta.url.
    shims: true,
  },
  {
    entry: { contract: "src/console-api/contract.ts", main: "src/main.ts", vitest: "src/matchers/vitest.ts" },
    format: "esm",
    platform: "node",
    target: "node20.19",
    dts: { entry: ["src/console-api/contract.ts", "src/matchers/vitest.ts"] },
    fixedExtension: false,
    clean: false,
    copy: { from: "../console/dist", to: "dist", rename: "console" },
  },
]);

export default configs;
