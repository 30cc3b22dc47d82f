import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("the recorded vectors are what the other implementations produce today", () => {
  const record = fileURLToPath(new URL("record.mjs", import.meta.url));

  const { status, stderr } = spawnSync(process.execPath, [record, "--check"], { encoding: "utf8" });

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
