import { defineConfig, type UserConfig } from "tsdown";

const config: UserConfig = defineConfig({
  entry: {
    client: "src/entry/client.ts",
    fetch: "src/entry/fetch.ts",
    index: "src/entry/index.ts",
    node: "src/entry/node.ts",
    protocol: "src/entry/protocol.ts",
    redis: "src/entry/redis.ts",
    testing: "src/entry/testing.ts",
    ws: "src/entry/ws.ts",
  },
  format: ["esm", "cjs"],
  platform: "node",
  target: "node20.19",
  dts: true,
  fixedExtension: false,
  // A dynamic import() fails inside jest's CommonJS sandbox; require() does not.
  outputOptions: (options, format) => (format === "cjs" ? { ...options, dynamicImportInCjs: false } : options),
});

export default config;
