import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("takes the clients of both packages as they are typed", async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const compiled = promisify(execFile)("node", ["node_modules/typescript/bin/tsc", "-p", "resilience"], { cwd: root });
  const output = await compiled.then(
    () => "",
    (error: { stdout: string }) => error.stdout,
  );
  expect(output).toBe("");
});
