import { fetchFromDebian } from "./fetch-from-debian.mjs";
import { installNested } from "./install-nested.mjs";
import { run, runSteps } from "./run.mjs";

const chromium = "/usr/bin/chromium";
const redis = "/usr/bin/redis-server";
const long = process.argv.includes("--long");

await runSteps([
  ["fetch the browser", () => fetchFromDebian(chromium, "chromium")],
  ["fetch Redis", () => fetchFromDebian(redis, "redis-server")],
  ["build", () => run("npm", ["run", "build", "--silent"])],
  ["install the official SDK for conformance", () => installNested("conformance")],
  ["install jest for its recipe", () => installNested("examples/test-with-jest")],
  ["install the clients of Redis for resilience", () => installNested("resilience")],
  ["install the web frameworks", () => installNested("frameworks")],
  ...(long ? [["install Deno, Bun and workerd", () => installNested("runtimes")]] : []),
  [
    "test",
    () =>
      run(
        "npx",
        ["--no-install", "vitest", "run", ...process.argv.slice(2).filter((argument) => argument !== "--long")],
        { env: { ...process.env, LARKWIRE_LONG: long ? "1" : "" } },
      ),
  ],
]);
