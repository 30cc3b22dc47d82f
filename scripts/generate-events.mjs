// Writes the types of all events from their schemas; with --check, says instead whether they are up to date.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findDrift } from "./generate-events/find-drift.mjs";
import { formatFiles } from "./generate-events/format-files.mjs";
import { renderFiles } from "./generate-events/render-files.mjs";

const sdk = join(import.meta.dirname, "../packages/sdk");
const target = join(sdk, "src/events");

const schemas = JSON.parse(await readFile(join(sdk, "schemas/event-schemas.json"), "utf8"));
const files = await formatFiles(renderFiles(schemas));
const { changed, stale } = await findDrift(target, files);

if (process.argv.includes("--check")) {
  const drifted = [...changed, ...stale];
  if (drifted.length > 0) {
    console.error(`Not what the schemas say: ${drifted.join(", ")}. Run: node scripts/generate-events.mjs`);
    process.exitCode = 1;
  }
} else {
  for (const path of stale) await rm(join(target, path));
  for (const path of changed) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), files.get(path));
  }
  console.log(`${changed.length} of ${files.size} files written, ${stale.length} removed`);
}
