import { existsSync } from "node:fs";
import { installNested } from "./install-nested.mjs";
import { run, runSteps } from "./run.mjs";

const chromium = "/usr/bin/chromium";
const long = process.argv.includes("--long");

async function fetchChromium() {
  if (existsSync(chromium)) return;
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env: environment });
  await run("apt-get", ["install", "-qy", "--no-install-recommends", "chromium"], { env: environment });
}

await runSteps([
  ["fetch the browser", fetchChromium],
  ["build", () => run("npm", ["run", "build", "--silent"])],
  ["install the official SDK for conformance", () => installNested("conformance")],
  ["install jest for its recipe", () => installNested("examples/test-with-jest")],
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
