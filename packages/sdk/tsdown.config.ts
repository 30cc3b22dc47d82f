import { defineConfig, type UserConfig } from "tsdown";

const config: UserConfig = defineConfig({
  entry: {
    cards: "src/entry/cards.ts",
    client: "src/entry/client.ts",
    express: "src/entry/express.ts",
    fastify: "src/entry/fastify.ts",
    fetch: "src/entry/fetch.ts",
    hono: "src/entry/hono.ts",
    index: "src/entry/index.ts",
    "jsx-dev-runtime": "src/entry/jsx-dev-runtime.ts",
    "jsx-runtime": "src/entry/jsx-runtime.ts",
    koa: "src/entry/koa.ts",
    lambda: "src/entry/lambda.ts",
    nest: "src/entry/nest.ts",
    next: "src/entry/next.ts",
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
  outputOptions: (options, format) => ({
    ...options,
    // Editors read them in the declarations.
    comments: { jsdoc: false },
    // A dynamic import() fails inside jest's CommonJS sandbox; require() does not.
    ...(format === "cjs" && { dynamicImportInCjs: false }),
  }),
});

export default config;
