// @ts-check
// Regenerates vectors/ from the other implementations. With --check it writes nothing and fails where they drifted.
import { readFile, writeFile } from "node:fs/promises";
import { recordCrypto } from "./record/crypto.mjs";
import { recordOfficialFrames } from "./record/official-frames.mjs";
import { recordFragments, recordFrames } from "./record/protobufjs-frames.mjs";

const check = process.argv.includes("--check");
const recorded = {
  "crypto.json": recordCrypto(),
  "frames.json": recordFrames(),
  "fragments.json": recordFragments(),
  "official-node-sdk.json": await recordOfficialFrames(),
};

for (const [file, content] of Object.entries(recorded)) {
  const path = new URL(`vectors/${file}`, import.meta.url);
  const text = `${JSON.stringify(content, null, 2)}\n`;
  const former = await readFile(path, "utf8").catch(() => "");
  if (former === text) continue;
  if (check) {
    console.error(
      `vectors/${file} is not what the other implementations produce today: run "npm run record" and look at the difference.`,
    );
    process.exitCode = 1;
  } else {
    await writeFile(path, text);
    console.log(`vectors/${file} written`);
  }
}
