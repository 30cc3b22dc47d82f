import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createClick, encrypted, encryptKey, signed, verificationToken } from "./platform.ts";

const long = process.env.LARKWIRE_LONG === "1";
const app = new URL("node_modules/.cache/next-app/", import.meta.url);
const next = fileURLToPath(new URL("node_modules/next/dist/bin/next", import.meta.url));
let server: ChildProcess | undefined;
afterAll(() => server?.kill());

function run(...args: readonly string[]): { child: ChildProcess; output: () => string } {
  const environment = { ENCRYPT_KEY: encryptKey, VERIFICATION_TOKEN: verificationToken, NEXT_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, [next, ...args], {
    cwd: fileURLToPath(app),
    env: { ...process.env, NODE_ENV: "production", ...environment },
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      text += chunk;
    });
  }
  return { child, output: () => text };
}

/** The page's own route, built and started as Next does it. */
describe.skipIf(!long)("a whole Next.js app", () => {
  it("answers a click in a route handler", { timeout: 240_000 }, async () => {
    const page = await readFile(new URL("../docs/frameworks/next.md", import.meta.url), "utf8");
    const route = /^```ts\n(.*?)^```$/ms.exec(page)?.[1] ?? "";
    await rm(app, { recursive: true, force: true });
    await mkdir(new URL("app/webhook/event/", app), { recursive: true });
    const root = JSON.stringify(fileURLToPath(new URL("..", import.meta.url)));
    await writeFile(new URL("package.json", app), '{ "private": true, "type": "module" }\n');
    await writeFile(new URL("next.config.mjs", app), `export default { turbopack: { root: ${root} } };\n`);
    await writeFile(
      new URL("app/layout.js", app),
      `import { createElement } from "react";
export default ({ children }) => createElement("html", null, createElement("body", null, children));
`,
    );
    await writeFile(new URL("app/webhook/event/route.js", app), route);

    const build = run("build");
    const [code] = await once(build.child, "exit");
    expect(code, build.output()).toBe(0);

    const started = run("start", "--port", "0", "--hostname", "127.0.0.1");
    server = started.child;
    const port = (): string | undefined => /127\.0\.0\.1:(\d+)/.exec(started.output())?.[1];
    await expect.poll(port, { timeout: 60_000 }).toBeDefined();
    const answer = async (key?: string): Promise<unknown> => {
      const { headers, body } = signed(encrypted(createClick(), key), key);
      const url = `http://127.0.0.1:${port()}/webhook/event`;
      const response = await fetch(url, { method: "POST", headers, body: new Uint8Array(body) });
      return [response.status, await response.json()];
    };

    expect(await answer()).toEqual([200, { toast: { type: "success", content: "Thank you, ou_1" } }]);
    expect(await answer("another key")).toEqual([401, { msg: "unauthorized" }]);
  });
});
