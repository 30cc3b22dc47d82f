import { defineConfig } from "vitest/config";

export default defineConfig({ test: { name: "runtimes", include: ["*.test.ts"], testTimeout: 30_000 } });
